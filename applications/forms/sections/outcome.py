"""The outcome of the risk assessment: level and CFI (bijlage 5, j)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.context import FormContext
from applications.forms.fields import choice_field, paragraph_field, some_of

ARTICLES = 20
"""How many articles we put together before somebody says it better."""


class OutcomeSection(SectionForm):
    """The level is that of the procedure; the CFIs must fit it (Regeling ggo 17)."""

    key = "outcome"
    heading = _("Outcome: level and CFI")
    lead = _("What the risk assessment came to.")
    basis = "j"
    public = {"cfis": "containment", "classification": "containment"}

    cfis = some_of(
        _("CFIs that follow from the assessment"),
        needed=_("Choose at least one CFI."),
        wrong=_("“%(value)s” does not fit the level of this procedure."),
    )
    classification = paragraph_field(
        _("Classification"),
        needed=_("Give the classification articles of annex 5."),
        help=_(
            "The article of annex 5, part I, with paragraph and letter, such as "
            "5.4.2.a, and the articles of part II with additional requirements."
        ),
        rows=4,
    )

    def prepare(self) -> None:
        """CFIs of at most the level; of a higher one another procedure is needed."""
        if level := self.context.level:
            self.fields["cfis"].help_text = gettext(
                "You apply for level %(level)s: at least one CFI of that level and "
                "none higher."
            ) % {"level": level}
        choice_field(self, "cfis").choices = [
            (row.key, f"{row.code} – {row.family_name}")
            for row in self.context.reachable_categories
        ]

    @classmethod
    def suggested(cls, context: FormContext) -> dict[str, Any]:
        """The CFIs used at the place, and the articles of the organism rows."""
        articles = dict.fromkeys(row.article for row in context.organisms)
        named = [article for article in articles if article][:ARTICLES]
        return {"cfis": sorted(context.used_cfis), "classification": ", ".join(named)}

    def clean(self) -> dict[str, Any]:
        """At least one CFI is of the level, and all are used at the place."""
        answers = super().clean() or {}
        cfis = answers.get("cfis", [])
        if cfis and not _reaches_level(cfis, self.context):
            self.add_error("cfis", _below_level(self.context))
        elsewhere = [cfi for cfi in cfis if cfi not in self.context.used_cfis]
        if elsewhere and self.context.used_cfis:
            self.add_error("cfis", _not_at_place(elsewhere))
        return answers


def _reaches_level(cfis: list[str], context: FormContext) -> bool:
    wanted = context.scope.wanted
    return not wanted or any(context.categories[cfi].level == wanted for cfi in cfis)


def _below_level(context: FormContext) -> forms.ValidationError:
    return forms.ValidationError(
        gettext(
            "None of these CFIs is of level %(level)s. Add one, or start the procedure "
            "for the lower level."
        )
        % {"level": context.level},
        code="below-level",
    )


def _not_at_place(cfis: list[str]) -> forms.ValidationError:
    return forms.ValidationError(
        gettext(
            "%(cfis)s is not among the CFIs used at the place. Add it there, or leave "
            "it out here."
        )
        % {"cfis": ", ".join(cfis)},
        code="not-at-place",
    )
