"""The dates of a case, derived from its dated facts and nothing else."""

from datetime import date, datetime
from typing import NamedTuple

from dossiers.models import Case
from dossiers.states import Kind, Part
from procedures import law
from procedures.clock import Facts, Reckoning, reckon
from procedures.law import Law
from procedures.legal_day import legal_day


class Dates(NamedTuple):
    """The dates that a case stores as an index."""

    due_on: date | None
    objection_until: date | None
    may_start_on: date | None


def facts(case: Case) -> Facts:
    """The dated facts of a case that its clock rests on."""
    return Facts(received=legal_day(case.received_at))


def reckoning(case: Case, *, today: date, books: Law | None = None) -> Reckoning:
    """The term ledger of a case as seen on a day (design section 5).

    `books` is the law as it stands; give it when you reckon many cases.
    """
    books = books or law.current()
    return reckon(books.rules[case.procedure_id], facts(case), books.calendar, today)


def dates(case: Case, reckoned: Reckoning) -> Dates:
    """What a case stores of its reckoning: in a combination what is for its part."""
    if case.part == Part.FOLLOW_UP:
        return _of_follow_up(case, reckoned)
    return Dates(
        due_on=reckoned.last_day,
        objection_until=reckoned.objection_until,
        may_start_on=reckoned.may_start_on,
    )


def _of_follow_up(case: Case, reckoned: Reckoning) -> Dates:
    """The KG or VA of a combination: its term is the second one, where there are two.

    Until the 2.8 decision that is a projection, so nothing may start on it yet.
    """
    last = reckoned.last_day
    if case.procedure.term_count > 1:
        last = reckoned.second_last_day
    if case.kind == Kind.NOTIFICATION:
        return Dates(due_on=None, objection_until=last, may_start_on=None)
    return Dates(due_on=last, objection_until=None, may_start_on=None)


def stored(case: Case) -> Dates:
    """What a case has stored."""
    return Dates(case.due_on, case.objection_until, case.may_start_on)


def wind(case: Case, *, at: datetime, books: Law | None = None) -> None:
    """Set the date columns of a case, in memory, to what its facts give."""
    derived = dates(case, reckoning(case, today=legal_day(at), books=books))
    for column, value in derived._asdict().items():
        setattr(case, column, value)
