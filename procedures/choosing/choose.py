"""From answers to one row of the law in force on a day, with the reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

import yaml
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from procedures.choosing.endings import ENDINGS, ONLY_WHEN
from procedures.choosing.flow import walk_questions
from procedures.choosing.parts import (
    Answers,
    ChooserEnding,
    ChooserQuestion,
    Option,
    Text,
    meets_condition,
)
from procedures.choosing.preparing import things_to_prepare
from procedures.choosing.questions import BY_NAME
from procedures.choosing.work import CONDITIONS, REPORTABLE
from procedures.counting.terms import LegalGround
from procedures.law_rows.law import Law
from procedures.law_rows.law_files import FOLDER
from procedures.models import NotInForce, Procedure


class AnswersIncomplete(LookupError):
    """More must be asked first: `question` is the next."""

    def __init__(self, question: ChooserQuestion):
        super().__init__(f"{question.name} is not answered.")
        self.question = question


class Reason(NamedTuple):
    """Why, in a sentence, and the article that says so."""

    text: Text
    ground: LegalGround


class Alternative(NamedTuple):
    """A row that was not chosen, and why not."""

    row: Procedure
    reason: Text


@dataclass(frozen=True, slots=True)
class ChoiceOutcome:
    """What answers lead to: a row, contact with Bureau GGO, or (level IV) both."""

    answers: Answers
    row: Procedure | None
    contact: bool
    reasons: tuple[Reason, ...]
    preparation: tuple[Text, ...]
    alternatives: tuple[Alternative, ...]

    @property
    def fell_through(self) -> bool:
        """Is it the change of a permit that could not be reported (melden)?"""
        return bool(failing_conditions(self.answers))

    @property
    def offers_request(self) -> bool:
        """Would a 2.8 request end the doubt that leads to contact?"""
        return self.row is None and any(
            other.row.key == "2.8" for other in self.alternatives
        )


def choose_row(answers: Answers, *, on: date, books: Law) -> ChoiceOutcome:
    """The one row of the law in force on a day that these answers lead to.

    Answers to questions that are not asked play no part. Raises `AnswersIncomplete`
    while a question is open. Where the law has no row that day it is contact with
    Bureau GGO.
    """
    walked = walk_questions(answers)
    if walked.question is not None:
        raise AnswersIncomplete(walked.question)
    asked = walked.answers
    ending, row = _first_fitting_ending(asked, on, books)
    return ChoiceOutcome(
        answers=asked,
        row=row,
        contact=ending.contact,
        reasons=tuple(_reasons(asked, ending)),
        preparation=things_to_prepare(ending.key, asked),
        alternatives=tuple(_alternatives(ending, asked, on, books)),
    )


def offered_options(question: ChooserQuestion, *, on: date, books: Law) -> list[Option]:
    """The answers to a question that lead to a row of the law in force on a day."""
    return [
        option
        for option in question.options
        if not option.rows or any(_row_in_force(key, on, books) for key in option.rows)
    ]


def failing_conditions(answers: Answers) -> list[Text]:
    """The conditions for reporting (Regeling ggo 25) that do not hold, in words."""
    # Never asked means that nothing fails: the conditions are put only to who may
    # report.
    held = answers.get(CONDITIONS.name, REPORTABLE)
    return [CONDITIONS.option(each).text for each in REPORTABLE if each not in held]


def ground_named(name: str) -> LegalGround:
    """The reference of that name in `procedures/law/references.yaml`."""
    return LegalGround(**_references()[name])


@cache
def _references() -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]]
    kept = yaml.safe_load((FOLDER / "references.yaml").read_text())["references"]
    return kept


# The law on that day lacks every row that would fit: nothing is guessed.
NOTHING_IN_FORCE = ChooserEnding(
    "",
    when={},
    contact=True,
    because=_("The row that your answers lead to is not in force on this day."),
    ground="page-III",
)


def _first_fitting_ending(
    asked: Answers, on: date, books: Law
) -> tuple[ChooserEnding, Procedure | None]:
    """The first ending that fits and whose row is in force, with that row."""
    for ending in ENDINGS:
        ticked = asked.get(CONDITIONS.name, ())
        if not meets_condition(ending.when, asked) or not set(ending.every) <= set(
            ticked
        ):
            continue
        row = _row_in_force(ending.key, on, books)
        # An ending whose row is not in force that day is passed over: a later one may
        # hold instead.
        if row is not None or not ending.key:
            return ending, row
    return NOTHING_IN_FORCE, None


def _row_in_force(key: str, on: date, books: Law) -> Procedure | None:
    """The row in force, or None."""
    try:
        return books.in_force(key, on)
    except NotInForce:
        return None


def _reasons(asked: Answers, ending: ChooserEnding) -> Iterator[Reason]:
    """What follows from each answer in turn, then from all of them together."""
    for name, values in asked.items():
        question = BY_NAME[name]
        if question is CONDITIONS:
            yield Reason(_reportable(asked), ground_named(CONDITIONS.ground))
            continue
        option = question.option(values[0])
        if option.because:
            yield Reason(option.because, ground_named(option.ground))
    if ending.because:
        yield Reason(ending.because, ground_named(ending.ground))


def _reportable(asked: Answers) -> Text:
    """May the change be reported (melden), and if not, what stands in the way?"""
    broken = failing_conditions(asked)
    if not broken:
        return _("All conditions for reporting (melden) hold.")
    return format_lazy(
        "{words} {list}.",
        words=_("Reporting (melden) is not allowed, since this does not hold:"),
        list=format_lazy("; ".join(["“{}”"] * len(broken)), *broken),
    )


def _alternatives(
    ending: ChooserEnding, asked: Answers, on: date, books: Law
) -> Iterator[Alternative]:
    """The rows that people mistake for this one, each with why it is not."""
    for key in ending.near:
        row = _row_in_force(key, on, books)
        if row is not None:
            yield Alternative(row, _why_not(key, asked))


def _why_not(key: str, asked: Answers) -> Text:
    """What a row is for; of a report that the conditions do not allow, that."""
    if key.endswith("-same-article") and failing_conditions(asked):
        return _("Not all conditions for reporting (melden) hold.")
    return ONLY_WHEN[key]
