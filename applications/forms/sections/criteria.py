"""The criteria of annex 6, one by one (Regeling ggo 20 lid 3 en 4, bijlage 6)."""

from collections.abc import Iterator, Mapping
from string import ascii_lowercase
from typing import Any, NamedTuple

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import AnswerRow, SectionForm
from applications.forms.fields import one_of, paragraph_field
from applications.forms.sections.large_scale import MI_II
from applications.models import AttachmentKind

MET = "met"
NOT_APPLICABLE = "not-applicable"
Text = str | Promise

ANSWERS = [(MET, _("Met")), (NOT_APPLICABLE, _("Does not apply"))]

FIRST_PART: dict[str, str] = {
    letter: f"6.1\N{NO-BREAK SPACE}{letter}" for letter in ascii_lowercase[:18]
}
SECOND_PART: dict[str, str] = {
    f"further_{letter}": f"6.2\N{NO-BREAK SPACE}{letter}"
    for letter in ascii_lowercase[:10]
}
CRITERIA = FIRST_PART | SECOND_PART
"""How each criterion is cited until 30 June 2026, by the name of its question.

Part 6.1 a to r for MI-II; that and part 6.2 a to j for MI-I, and for S-I. The form
names each criterion and leaves the words to the law.
"""

AS_ONE = {"further": "6.2"}
"""Part 6.2 was one question before; what was filed so stays readable."""

HEADINGS: dict[str, Text] = {
    "organism": _("Ggo, or cells"),
    "host": _("Host, or host cells"),
    "vector": _("Vector, or viral vector"),
    "insert": _("Insert"),
}
"""The headings of each of the parts 6.1.1, 6.1.2 and 6.1.3, in force since 1 July 2026.

NOT CHECKED: the letters under them could not be read. The form asks by heading, and for
an argument that goes through the letters, until a jurist gives them their questions.
"""

PARTS = [
    ("6.1.1", _("6.1.1: gm micro-organisms, no cells and no viral vectors")),
    ("6.1.2", _("6.1.2: gm human or animal cells, made without a viral vector")),
    ("6.1.3", _("6.1.3: gm cells made with a viral vector of higher eukaryotes")),
]

LAW = "https://wetten.overheid.nl/BWBR0035072"
"""Regeling ggo, with annex 6."""


def names_of(numbers: Mapping[str, Text]) -> tuple[str, ...]:
    """The names of the questions about criteria, in their order."""
    return tuple(f"{word}_{name}" for name in numbers for word in ("met", "why"))


ASKED = names_of(CRITERIA)


class Criterion(NamedTuple):
    """One criterion on the page: its number, the answer and the argument."""

    number: Text
    met: forms.BoundField
    why: forms.BoundField


def criteria_questions(numbers: Mapping[str, Text]) -> dict[str, forms.Field]:
    """Two questions for each criterion: is it met, and why."""
    asked: dict[str, forms.Field] = {}
    for name, number in numbers.items():
        asked[f"met_{name}"] = _is_met(number)
        asked[f"why_{name}"] = _argument(number)
    return asked


def _is_met(number: Text) -> forms.Field:
    return one_of(
        format_lazy(_("Criterion {number}"), number=number),
        needed=format_lazy(_("Answer criterion {number}."), number=number),
        choices=ANSWERS,
    )


def _argument(number: Text) -> forms.Field:
    label = format_lazy(_("Argument for criterion {number}"), number=number)
    return paragraph_field(label, rows=2, limit=4000)


class AnnexSixSection(SectionForm):
    """Every criterion of `numbers` is answered; what does not apply is argued."""

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
    numbers: Mapping[str, Text] = {}
    argues_all = False

    summary = paragraph_field(
        _("Taken together"),
        needed=_("Sum up why the ggo meets the criteria."),
        help=_("In some sentences, for every organism row; refer to the evidence."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name in self.numbers:  # whether it may stay empty hangs on the answer
            why = f"why_{name}"
            self.fields[why].label = self.base_fields[why].label

    def clean(self) -> dict[str, Any]:
        """What does not apply is argued, before filing."""
        answers = super().clean() or {}
        for name, number in self.numbers.items():
            if self.strict and self._lacks_argument(name, answers):
                error = forms.ValidationError(self._ask_argument(number), "required")
                self.add_error(f"why_{name}", error)
        return answers

    def criteria(self) -> Iterator[Criterion]:
        """The criteria as the page shows them."""
        for name, number in self.numbers.items():
            yield Criterion(number, self[f"met_{name}"], self[f"why_{name}"])

    def _lacks_argument(self, name: str, answers: dict[str, Any]) -> bool:
        met = answers.get(f"met_{name}")
        needed = bool(met) if self.argues_all else met == NOT_APPLICABLE
        return needed and not answers.get(f"why_{name}", "")

    def _ask_argument(self, number: Text) -> str:
        text = gettext("Say why criterion %(number)s does not apply.")
        return text % {"number": number}

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
    order = dict.fromkeys([*(section.field_order or ()), *asked])
    section.base_fields.update({name: asked[name] for name in order})


class CriteriaSection(AnnexSixSection):
    """Annex 6 until 30 June 2026: part 6.1 for MI-II, 6.2 as well for MI-I and S."""

    numbers = CRITERIA
    public = dict.fromkeys(
        ["summary", *map("met_{}".format, CRITERIA | AS_ONE)], "effects"
    )
    field_order = (*ASKED, "summary")

    def prepare(self) -> None:
        """Part 6.2 is for MI-I and S alone."""
        for name in names_of(AS_ONE):
            self.fields.pop(name, None)
        if self.context.values("large-scale").get("outcome") == MI_II:
            for name in SECOND_PART:
                self.fields[f"met_{name}"].required = False


class CriteriaByPartSection(AnnexSixSection):
    """Annex 6 since 1 July 2026: the part for the kind of ggo, heading by heading."""

    lead = _(
        "Choose the part of annex 6 for your ggo, and go through its letters under "
        "each heading. All must be met for MI-I instead of MI-II, or S-I instead of "
        "S-III."
    )
    numbers = HEADINGS
    argues_all = True
    public = {
        "part": "effects",
        **dict.fromkeys(["summary", *map("met_{}".format, HEADINGS)], "effects"),
    }
    field_order = ("part", *names_of(HEADINGS), "summary")

    part = one_of(
        _("Which part of annex 6?"),
        needed=_("Choose the part of annex 6."),
        help=_("By the kind of ggo that all organism rows are."),
        choices=PARTS,
    )

    def _ask_argument(self, number: Text) -> str:
        text = gettext("Go through the letters under “%(number)s”, one by one.")
        return text % {"number": number}


# Added to the class and not in `prepare`: the schema and the reading view read the
# class.
CriteriaSection.base_fields.update(criteria_questions(CRITERIA | AS_ONE))
CriteriaByPartSection.base_fields.update(criteria_questions(HEADINGS))
for _name in names_of(AS_ONE):
    CriteriaSection.base_fields[_name].required = False
for _section in (CriteriaSection, CriteriaByPartSection):
    order_questions(_section)
