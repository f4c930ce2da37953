"""What a request for further information does to the dates, before it is made."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from dossiers.cases.dates import Dates, dates, facts, reckoning
from dossiers.models import Case
from procedures.counting.clock import FactsRefused, Request

LABELS = {
    "due_on": _("Bureau GGO decides by"),
    "objection_until": _("Bureau GGO can object through"),
    "may_start_on": _("Work may start on"),
}
ASPECTS = {"due_on": "term", "objection_until": "objection", "may_start_on": "start"}
"""On which ground of its row a date rests."""


class Moved(NamedTuple):
    """One date of a case: now (None: the clock stands still), and after an answer."""

    case: Case
    column: str
    now: date | None
    on_time: date | None
    tomorrow: date | None

    @property
    def label(self):
        """What the date is."""
        return LABELS[self.column]


def has_effect(case: Case, *, on: date) -> bool:
    """Would a request made on this day stop the term of this case?

    Asked of the clock itself, with every open request answered on that day: a request
    counts when it is made within the term as it then stands (Besluit ggo 2.18 lid 2).
    A row without a term has nothing to stop.
    """
    try:
        derived = supposed(case, more=Request(on), on=on)
    except FactsRefused:
        return False
    return not (derived.due_on or derived.objection_until)


def supposed(case: Case, *, on: date, more: Request | None = None) -> Dates:
    """The dates of a case if all that is open were answered on a day.

    `more` is a request that is not made yet. Raises `FactsRefused` for dates that
    cannot be.
    """
    base = facts(case)
    requests = [answered(request, on) for request in base.requests]
    if more:
        requests.append(more)
    supposing = base._replace(requests=tuple(requests))
    return dates(case, reckoning(case, today=on, supposing=supposing))


def answered(request: Request, on: date) -> Request:
    """A request as if an open one was answered on a day, or at once if made later."""
    if request.answered:
        return request
    return request._replace(answered=max(on, request.asked))


def resting_on_term(case: Case, derived: Dates) -> dict[str, date | None]:
    """The dates that stand still with the term: the start only where it is waited for.

    A KG-I may begin at once, whatever is asked.
    """
    columns = derived._asdict()
    if case.procedure.term_kind != "waiting":
        columns.pop("may_start_on")
    return columns


def moved(
    cases: list[Case], *, asked: date, answer_by: date, tomorrow: date
) -> list[Moved]:
    """What a request of a day would do to each date of a case and its coupled case."""
    return [
        row
        for case in cases
        for row in _moved(case, Request(asked), [answer_by, tomorrow])
    ]


def postponed(
    cases: list[Case], *, before: date, answer_by: date, tomorrow: date
) -> list[Moved]:
    """What a later day for an answer would do to each date that waits for it.

    `now` is what it becomes by an answer on the day that was set before.
    """
    days = (before, answer_by, tomorrow)
    return [
        Moved(case, column, day, getattr(on_time, column), getattr(soon, column))
        for case in cases
        for first, on_time, soon in [[supposed(case, on=each) for each in days]]
        for column, day in resting_on_term(case, first).items()
        if day
    ]


def _moved(case: Case, more: Request, answers: list[date]) -> list[Moved]:
    """The dates of one case now, and as they become when the answer comes on a day."""
    now = resting_on_term(case, dates(case, reckoning(case, today=more.asked)))
    on_time, tomorrow = (
        supposed(case, on=day, more=more._replace(answered=day)) for day in answers
    )
    return [
        Moved(case, column, day, getattr(on_time, column), getattr(tomorrow, column))
        for column, day in now.items()
        if getattr(on_time, column)
    ]
