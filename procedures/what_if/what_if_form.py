"""The questions of what-if: on which day filed, what Bureau GGO asks, when to start."""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from procedures.counting.calendar import days_later
from procedures.counting.terms import Facts, FactsRefused, RequestDates, fact_problems
from procedures.day_field import DayField
from procedures.explaining.labels import REFUSED, fact_refusal_text, not_in_force
from procedures.law_rows.law import Law
from procedures.models import NotInForce, Procedure

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


MOST_STILL_DAYS = 366
NUMBERS = (1, 2, 3)


def _day(
    label: "StrOrPromise", *, help: "StrOrPromise" = "", required: bool = False
) -> DayField:
    return DayField(
        label=label,
        help_text=help,
        required=required,
        error_messages={
            "required": _("Give a date."),
            "invalid": _("Give a date, such as 24-12-2026."),
        },
    )


def _days(
    label: "StrOrPromise", *, most: int, help: "StrOrPromise" = ""
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help,
        required=False,
        min_value=0,
        max_value=most,
        error_messages={
            "invalid": _("Give a whole number of days."),
            "min_value": _("Give no days, or a number above 0."),
            "max_value": _("Give at most %(limit_value)s days."),
        },
    )


def _not_asked(procedure: Procedure) -> Iterator[str]:
    """The questions that make no sense for a row."""
    if not procedure.term_rule().running_days:
        yield from [f"{name}_{n}" for n in NUMBERS for name in ("asked", "answered")]
        yield "still_days"
        yield "start_on"
    if not procedure.resume_on_missed_deadline:
        yield from (f"answer_by_{n}" for n in NUMBERS)
    if procedure.term_count < 2:
        yield "first_decision"


def _names_of_question(number: int) -> tuple[str, str, str]:
    """The fields of a question, in the order in which they are asked."""
    return f"asked_{number}", f"answer_by_{number}", f"answered_{number}"


class WhatIfForm(forms.Form):
    """The facts to suppose. What a procedure does not know is not asked.

    When valid, `facts` holds them for the clock and `procedure` is the row in force on
    the day of receipt.
    """

    received = _day(_("If filed on"), required=True)
    asked_1 = _day(_("Question sent on"))
    answer_by_1 = _day(_("Date set for the answer"))
    answered_1 = _day(
        _("Answered on"),
        help=_("Leave empty to see what a question without an answer does."),
    )
    asked_2 = _day(_("Second question sent on"))
    answer_by_2 = _day(_("Date set for the answer"))
    answered_2 = _day(_("Second question answered on"))
    asked_3 = _day(_("Third question sent on"))
    answer_by_3 = _day(_("Date set for the answer"))
    answered_3 = _day(_("Third question answered on"))
    first_decision = _day(
        _("2.8 decision on"),
        help=_("Leave empty to count with the last day for it."),
    )
    start_on = _day(_("To start on"))
    still_days = _days(
        _("Days that the clock stands still"),
        most=MOST_STILL_DAYS,
        help=_("If Bureau GGO asks something: how long an answer takes."),
    )

    def __init__(self, data: Mapping[str, Any], *, procedure: Procedure, books: Law):
        super().__init__(data)
        self.procedure, self.books = procedure, books
        self.facts: Facts | None = None
        for name in _not_asked(procedure):
            del self.fields[name]
        if procedure.extension_days:
            self.fields["extension_days"] = _days(
                _("Extended by (days)"), most=procedure.extension_days
            )
            self.order_fields(["received", "extension_days"])

    @property
    def questions(self) -> list[list[forms.BoundField]]:
        """The fields of each question of Bureau GGO and its answer."""
        if "asked_1" not in self.fields:
            return []
        return [
            [self[name] for name in _names_of_question(n) if name in self.fields]
            for n in NUMBERS
        ]

    @property
    def shows_more_questions(self) -> bool:
        """Is there anything in the second or third question?"""
        return any(field.value() for fields in self.questions[1:] for field in fields)

    def clean(self) -> dict[str, Any]:
        """Hold the facts against each other and against the law."""
        cleaned = super().clean() or {}
        self._check_questions(cleaned)
        if self._find_row(cleaned):
            self._check_facts(cleaned)
        self._check_wish(cleaned)
        return cleaned

    def _check_questions(self, cleaned: dict[str, Any]) -> None:
        """An answer needs the day of its question."""
        for number in NUMBERS:
            asked = f"asked_{number}"
            # A question with a wrong date has its own fault already; a second one would
            # only confuse.
            is_told = cleaned.get(asked) or asked in self.errors
            if cleaned.get(f"answered_{number}") and not is_told:
                words = _("Give the day of the question, or leave the answer out.")
                self.add_error(asked, words)

    def _find_row(self, cleaned: dict[str, Any]) -> bool:
        """The row that governs the filing; False when there is none."""
        received = cleaned.get("received")
        if received is None:
            return False
        try:
            # The row of the day of receipt and not of today: that one would govern the
            # filing.
            self.procedure = self.books.in_force(self.procedure.key, received)
        except NotInForce:
            history = self.books.procedures[self.procedure.key]
            self.add_error("received", not_in_force(history, received))
            return False
        return True

    def _check_facts(self, cleaned: dict[str, Any]) -> None:
        numbers = [n for n in NUMBERS if cleaned.get(f"asked_{n}")]
        requests = (
            RequestDates(
                cleaned[f"asked_{n}"],
                cleaned.get(f"answered_{n}"),
                cleaned.get(f"answer_by_{n}"),
            )
            for n in numbers
        )
        extension, decided = (
            cleaned.get("extension_days"),
            cleaned.get("first_decision"),
        )
        self.facts = Facts(
            cleaned["received"], tuple(requests), extension or 0, decided
        )
        rule, covers = self.books.rule(self.procedure), self.books.calendar.covers
        for problem in fact_problems(rule, self.facts, covers):
            self.add_error(self._place(problem, numbers), fact_refusal_text(problem))

    def _place(self, problem: FactsRefused, numbers: list[int]) -> str | None:
        """The field of a refused fact; None when this page does not ask for it."""
        name = str(problem.field[-1])
        if problem.field[0] == "requests":
            name = f"{name}_{numbers[int(problem.field[1])]}"
        return name if name in self.fields else None

    def _check_wish(self, cleaned: dict[str, Any]) -> None:
        """A wished day must be one around which the free days are known."""
        start_on, still = cleaned.get("start_on"), cleaned.get("still_days") or 0
        covers = self.books.calendar.covers
        if start_on and not (covers(start_on) and covers(days_later(start_on, still))):
            self.add_error("start_on", str(REFUSED["date-out-of-range"]))


def what_if_query(facts: Facts) -> str:
    """The facts of a filing as this page's query, to go on from them.

    The page has room for three questions; of more, the first three.
    """
    asked = sorted(facts.requests, key=attrgetter("asked"))[: len(NUMBERS)]
    days = {"received": facts.received, "first_decision": facts.first_decision}
    for number, request in zip(NUMBERS, asked, strict=False):
        days[f"asked_{number}"] = request.asked
        days[f"answer_by_{number}"] = request.answer_by
        days[f"answered_{number}"] = request.answered
    query = {name: day.isoformat() for name, day in days.items() if day}
    if facts.extension_days:
        query["extension_days"] = str(facts.extension_days)
    return urlencode(query)
