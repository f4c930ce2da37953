"""What a request for further information does to the dates, before it is made."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from dossiers.cases.dates import (
    Dates,
    case_dates,
    case_reckoning,
    clock_facts,
    has_two_terms,
)
from dossiers.models import Case
from dossiers.states import Part
from procedures.counting.clock import FactsRefused, Reckoning, RequestDates

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DATE_LABELS = {
    "due_on": _("Bureau GGO decides by"),
    "objection_until": _("Bureau GGO can refuse to agree through"),
    "may_start_on": _("Work may start on"),
}
GROUND_ASPECTS = {
    "due_on": "term",
    "objection_until": "objection",
    "may_start_on": "start",
}
"""On which ground of its row a date rests."""


class DateChange(NamedTuple):
    """One date of a case: now (None: the clock stands still), and after an answer.

    `missed` is what it becomes without one, where the clock then runs on.
    """

    case: Case
    column: str
    now: date | None
    on_time: date | None
    tomorrow: date | None
    missed: date | None

    @property
    def label(self) -> "StrOrPromise":
        """What the date is."""
        return DATE_LABELS[self.column]


def can_suspend_term(case: Case, *, on: date) -> bool:
    """Would a request made on this day stop the term of this case?

    Asked of the clock itself, with every open request answered on that day: a request
    counts when it is made within the term as it then stands (Besluit ggo 2.18 lid 2).
    A row without a term has nothing to stop. Of a KG or VA in a combination the second
    term of the procedures page counts as well, when its own is over.
    """
    try:
        reckoned = reckoning_if_answered_on(case, more=RequestDates(on), on=on)
    except FactsRefused:
        return False
    if case.part == Part.FOLLOW_UP and has_two_terms(case):
        return reckoned.standing_still
    # A request that stays open takes the last day away; where one is left, it stopped
    # nothing.
    derived = case_dates(case, reckoned)
    return not (derived.due_on or derived.objection_until)


def dates_if_answered_on(
    case: Case, *, on: date, more: RequestDates | None = None
) -> Dates:
    """The dates of a case if all that is open were answered on a day.

    `more` is a request that is not made yet. Raises `FactsRefused` for dates that
    cannot be.
    """
    return case_dates(case, reckoning_if_answered_on(case, on=on, more=more))


def reckoning_if_answered_on(
    case: Case, *, on: date, more: RequestDates | None = None
) -> Reckoning:
    """The ledger of a case if all that is open were answered on a day."""
    base = clock_facts(case)
    requests = [request_answered_on(request, on) for request in base.requests]
    if more:
        requests.append(more)
    supposing = base._replace(requests=tuple(requests))
    return case_reckoning(case, today=on, supposing=supposing)


def request_answered_on(request: RequestDates, on: date) -> RequestDates:
    """A request as if an open one was answered on a day, or at once if made later."""
    if request.answered:
        return request
    # No request is answered before it was asked, also not in a supposed order.
    return request._replace(answered=max(on, request.asked))


def dates_resting_on_term(case: Case, derived: Dates) -> dict[str, date | None]:
    """The dates that stand still with the term: the start only where it is waited for.

    A KG-I may begin at once, whatever is asked.
    """
    columns = derived._asdict()
    if case.procedure.term_kind != "waiting":
        columns.pop("may_start_on")
    return columns


def date_changes_by_request(
    cases: list[Case], *, asked: date, answer_by: date, tomorrow: date
) -> list[DateChange]:
    """What a request of a day would do to each date of a case and its coupled case."""
    return [
        row
        for case in cases
        for row in _case_date_changes(
            case,
            RequestDates(asked),
            [answer_by, tomorrow, day_missed(case, answer_by)],
        )
    ]


def date_changes_by_renewal(
    cases: list[Case], *, before: date, answer_by: date, tomorrow: date
) -> list[DateChange]:
    """What a later day for an answer would do to each date that waits for it.

    `now` is what it becomes by an answer on the day that was set before.
    """
    return [
        DateChange(case, column, day, *(getattr(one, column) for one in then))
        for case in cases
        for first, *then in [
            [
                dates_if_answered_on(case, on=each)
                for each in (before, answer_by, tomorrow, day_missed(case, answer_by))
            ]
        ]
        for column, day in dates_resting_on_term(case, first).items()
        if day
    ]


def day_missed(case: Case, answer_by: date) -> date:
    """The day from which the clock runs without an answer; else that for the answer.

    Days are taken out as by an answer on that day.
    """
    return case.procedure.runs_on_from(answer_by) or answer_by


def _case_date_changes(
    case: Case, more: RequestDates, answers: list[date]
) -> list[DateChange]:
    """The dates of one case now, and as they become when the answer comes on a day."""
    now = dates_resting_on_term(
        case, case_dates(case, case_reckoning(case, today=more.asked))
    )
    then = [
        dates_if_answered_on(case, on=day, more=more._replace(answered=day))
        for day in answers
    ]
    return [
        DateChange(case, column, day, *(getattr(one, column) for one in then))
        for column, day in now.items()
        # What is no date after an answer either says nothing to who reads the preview.
        if getattr(then[0], column)
    ]
