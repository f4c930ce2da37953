"""The criteria of annex 6, one by one (Regeling ggo 20 lid 3 en 4, bijlage 6)."""

from collections.abc import Iterator, Mapping
from string import ascii_lowercase
from typing import Any, NamedTuple

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import AnswerRow, SectionForm
from applications.forms.fields import one_of, paragraph_field
from applications.forms.sections.large_scale import MI_II
from applications.models import AttachmentKind

MET = "met"
NOT_APPLICABLE = "not-applicable"
ANSWERS = [(MET, _("Met")), (NOT_APPLICABLE, _("Does not apply"))]

FURTHER = "further"
CRITERIA: dict[str, str] = {
    **{letter: f"6.1\N{NO-BREAK SPACE}{letter}" for letter in ascii_lowercase[:18]},
    FURTHER: "6.2",
}
"""How each criterion is cited, by the name of its question: part 6.1 a to r, and 6.2.

Only the numbering was at hand when this was made, not the text: the form names each
criterion and leaves the words to the law. Bureau GGO has announced criteria for cell
lines; those make a new edition, with a list of its own.
"""

LAW = "https://wetten.overheid.nl/BWBR0035072"
"""Regeling ggo, with annex 6."""


ASKED = tuple(f"{word}_{name}" for name in CRITERIA for word in ("met", "why"))
"""The names of the questions about the criteria, in their order."""


class Criterion(NamedTuple):
    """One criterion on the page: its number, the answer and the argument."""

    number: str
    met: forms.BoundField
    why: forms.BoundField


def criteria_questions(numbers: dict[str, str]) -> dict[str, forms.Field]:
    """Two questions for each criterion: is it met, and why."""
    asked: dict[str, forms.Field] = {}
    for name, number in numbers.items():
        asked[f"met_{name}"] = _is_met(number)
        asked[f"why_{name}"] = _argument(number)
    return asked


def _is_met(number: str) -> forms.Field:
    return one_of(
        format_lazy(_("Criterion {number}"), number=number),
        needed=format_lazy(_("Answer criterion {number}."), number=number),
        choices=ANSWERS,
    )


def _argument(number: str) -> forms.Field:
    label = format_lazy(_("Argument for criterion {number}"), number=number)
    return paragraph_field(label, rows=2, limit=4000)


class CriteriaSection(SectionForm):
    """Every criterion is answered; what does not apply is argued."""

    key = "criteria"
    heading = _("Criteria of annex 6")
    lead = _(
        "Say of each criterion whether it is met, and why. If one is not met, annex 6 "
        "gives no lower level for this ggo."
    )
    basis = "bijlage 6"
    takes_files = True
    file_kind = AttachmentKind.CRITERIA
    body = "applications/forms/_criteria.html"
    law = LAW
    public = dict.fromkeys(["summary", *map("met_{}".format, CRITERIA)], "effects")
    field_order = (*ASKED, "summary")

    summary = paragraph_field(
        _("Taken together"),
        needed=_("Sum up why the ggo meets the criteria."),
        help=_("In some sentences, for every organism row; refer to the evidence."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name in CRITERIA:  # whether it may stay empty hangs on the answer
            why = f"why_{name}"
            self.fields[why].label = self.base_fields[why].label

    def prepare(self) -> None:
        """The criterion of part 6.2 is for MI-I and S alone."""
        if self.context.values("large-scale").get("outcome") == MI_II:
            self.fields[f"met_{FURTHER}"].required = False

    def clean(self) -> dict[str, Any]:
        """What does not apply is argued, before filing."""
        answers = super().clean() or {}
        for name, number in CRITERIA.items():
            if self.strict and _unargued(name, answers):
                text = gettext("Say why criterion %(number)s does not apply.")
                error = forms.ValidationError(text % {"number": number}, "required")
                self.add_error(f"why_{name}", error)
        return answers

    def criteria(self) -> Iterator[Criterion]:
        """The criteria as the page shows them."""
        for name, number in CRITERIA.items():
            yield Criterion(number, self[f"met_{name}"], self[f"why_{name}"])

    @classmethod
    def rows(cls, said: dict[str, Any]) -> list[AnswerRow]:
        """Each question with its answer, without arguments that nobody gave."""
        return [
            row
            for row in super().rows(said)
            if row.lines or not row.field.startswith("why_")
        ]


def order_questions(section: type[SectionForm]) -> None:
    """Put the questions in the order of the page, for the reading view too."""
    asked = dict(section.base_fields)
    section.base_fields.clear()
    section.base_fields.update(
        {name: asked[name] for name in section.field_order or ()}
    )


# Added to the class and not in `prepare`: the schema and the reading view read the
# class.
CriteriaSection.base_fields.update(criteria_questions(CRITERIA))
order_questions(CriteriaSection)


def _unargued(name: str, answers: dict[str, Any]) -> bool:
    argued = answers.get(f"why_{name}", "")
    return answers.get(f"met_{name}") == NOT_APPLICABLE and not argued
