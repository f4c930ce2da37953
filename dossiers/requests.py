"""What a request for further information does to the dates, before it is made."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from dossiers.deadlines import Dates, dates, facts, reckoning
from dossiers.models import Case
from procedures import law
from procedures.clock import FactsRefused, Request, reckon

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
    books, base = law.current(), facts(case)
    requests = [answered(request, on) for request in base.requests]
    if more:
        requests.append(more)
    supposing = base._replace(requests=tuple(requests))
    rule = books.rules[case.procedure_id]
    return dates(case, reckon(rule, supposing, books.calendar, on))


def answered(request: Request, on: date) -> Request:
    """A request as if an open one was answered on a day, or at once if made later."""
    if request.answered:
        return request
    return request._replace(answered=max(on, request.asked))


def moved(cases: list[Case], *, asked: date, answer_by: date, tomorrow: date):
    """The dates that a request would move, of the case and of what is coupled to it."""
    return [row for case in cases for row in _moved(case, asked, answer_by, tomorrow)]


def _moved(case: Case, asked: date, answer_by: date, tomorrow: date) -> list[Moved]:
    """The dates of one case; what rests on nothing that stands still stays out."""
    now = dates(case, reckoning(case, today=asked))
    ends = [
        supposed(case, on=day, more=Request(asked, day, answer_by))
        for day in (answer_by, tomorrow)
    ]
    still = supposed(case, on=asked, more=Request(asked))
    return [
        Moved(case, column, *values)
        for column, *values, open_ in zip(Dates._fields, now, *ends, still, strict=True)
        if open_ is None and values[1]
    ]
