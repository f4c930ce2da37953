"""May this be reported (melding) instead of applied for? (Besluit ggo 2.46)"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import paragraph_field, some_of

CONDITIONS = {
    "comparable": _(
        "only hosts with comparable properties, vectors or inserts are added"
    ),
    "purpose": _("the work stays within the purpose of the permit"),
    "containment": _("CFI and level stay the same"),
    "article": _(
        "the same letter of the article of annex 5, part I, applies, and the same "
        "articles of part II"
    ),
    "measures": _("the measures in the permit stay unchanged"),
    "not-process": _("it is not about a process installation"),
}
"""Regeling ggo 25: all of them, or it is a change. By the names of the chooser."""

INSTEAD = {
    "iiv-same-article": "iiv-other-article",
    "iii-same-article": "iii-other-article",
}
"""The procedure for a change, where it may not be reported."""


class MinorSection(SectionForm):
    """Each condition confirmed, and what comes under the permit."""

    key = "minor"
    heading = _("What you report")
    lead = _(
        "Within 28 days Bureau GGO says whether it agrees. That short way is open only "
        "when all conditions of article 25 of the Regeling ggo hold."
    )
    basis = "2.46"
    public = {"conditions": "effects"}

    conditions = some_of(
        _("What I confirm (Regeling ggo, article 25)"),
        needed=_(
            "Confirm each condition. If one does not hold, this is a change of the "
            "permit: start that procedure instead."
        ),
        wrong=_("“%(value)s” is not one of the conditions."),
        choices=list(CONDITIONS.items()),
    )
    added = paragraph_field(
        _("What is added"),
        needed=_("Say which hosts, vectors or inserts are added."),
        help=_("Only what is new. Add it to the organism rows as well."),
    )

    @classmethod
    def prefilled(cls, choice: Mapping[str, Any]) -> dict[str, Any]:
        """The conditions that were confirmed while choosing the procedure."""
        said = choice.get("conditions") or []
        chosen = said if isinstance(said, list) else [said]
        known = [each for each in chosen if each in CONDITIONS]
        return {"conditions": known} if known else {}

    def prepare(self) -> None:
        """Where to go when a condition does not hold."""
        self.fields["conditions"].help_text = format_html(
            '{} <a class="utrecht-link utrecht-link--html-a" href="{}">{}</a>',
            gettext("Does one of these not hold? Then it is a change."),
            self._address_of_change(),
            gettext("Start a change of the permit"),
        )

    def clean_conditions(self) -> list[str]:
        """All of them hold (Regeling ggo 25); half a draft may still lack some."""
        said: list[str] = self.cleaned_data["conditions"]
        absent = [str(CONDITIONS[key]) for key in CONDITIONS if key not in said]
        # Regeling ggo 25 asks all: with one absent the short term of 28 days is not
        # open.
        if self.strict and absent:
            raise forms.ValidationError(_must_change(absent), code="must-change")
        return said

    def _address_of_change(self) -> str:
        """The begin page of the change, of the same filing."""
        draft = self.context.application
        query = f"?procedure={INSTEAD.get(draft.procedure_key, '')}"
        # So that the change begins with all that was filled in under the dossier.
        if draft.changes_id:
            query += f"&changes={draft.changes_id}"
        return reverse("new-application") + query


def _must_change(absent: list[str]) -> str:
    return gettext(
        "Not confirmed: %(conditions)s. Then you cannot report it: start a change of "
        "the permit instead."
    ) % {"conditions": "; ".join(absent)}
