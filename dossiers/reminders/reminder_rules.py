"""What to remind of on a day: which cases, of which date, and whom."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from django.db.models import DateField, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from dossiers.models import Case, ReminderKind
from dossiers.models.reminder import OF_DATES
from dossiers.reminders.recipients import (
    Reader,
    applicants,
    bureau,
    handlers,
    responsible,
)
from dossiers.states import MAY_WORK, OPEN, Part, State
from procedures.counting.calendar import Calendar
from procedures.counting.legal_day import AMSTERDAM
from procedures.law_rows.law import Law

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
# How long after the day itself a missed "work may start" is still worth sending.
LATE = timedelta(days=14)
# House policy: a case that nobody took up for so many working days alarms the bureau.
UNASSIGNED_WORKING_DAYS = 2

Readers = Callable[[Iterable[Case]], dict[int, Reader]]


class Due(NamedTuple):
    """One kind of reminder: the cases, each with its `fact_on`, and who is told."""

    kind: ReminderKind
    cases: QuerySet
    readers: Readers


def due(today: date, books: Law) -> list[Due]:
    """Every reminder of a day.

    Of a case whose dates rest on an older law there is none until they were derived.

    Each looks for a period that ends on its day, not for the day alone, so a round that
    was skipped is made up for by the next one.
    """
    to_handlers = partial(handlers, on=today)
    to_applicants = partial(applicants, on=today)
    found = [
        *of_windows(today, to_handlers),
        *of_starts(today, to_applicants),
        *of_answers(today, to_applicants, to_handlers),
        *of_decisions(today, to_handlers),
        *of_unassigned(today, books.calendar),
    ]
    return [
        one._replace(
            cases=one.cases.exclude(state__in=OPEN, law_number__lt=books.number)
        )
        if one.kind in OF_DATES
        else one
        for one in found
    ]


def running() -> QuerySet:
    """Open cases whose term has begun.

    One whose clock stands still has no last day, so what looks for one passes it by.
    """
    return Case.objects.open().exclude(part=Part.FOLLOW_UP, first_decision_on=None)


def of_windows(today: date, readers: Readers) -> list[Due]:
    """The end of the window in which BGGO may object, for whoever handles the case."""
    until = F("objection_until")
    ends = running().exclude(state=State.ASSESSED).filter(asks_consent=False)
    ends = ends.filter(objection_until__gt=today).annotate(fact_on=until)
    soon = ends.filter(
        objection_until__gt=today + DAY, objection_until__lte=today + WEEK
    )
    tomorrow = ends.filter(objection_until__lte=today + DAY)
    return [
        Due(ReminderKind.WINDOW_7, soon, readers),
        Due(ReminderKind.WINDOW_1, tomorrow, readers),
    ]


def of_starts(today: date, readers: Readers) -> list[Due]:
    """The day on which a waiting term has passed, for the applicant."""
    starts = Case.objects.filter(
        state__in=MAY_WORK,
        procedure__term_kind="waiting",
        may_start_on__lte=today,
        may_start_on__gt=today - LATE,
    )
    begun = starts.annotate(fact_on=F("may_start_on"))
    return [Due(ReminderKind.MAY_START, begun, readers)]


def of_answers(today: date, readers: Readers, staff: Readers) -> list[Due]:
    """The date for an answer, for the applicant; a missed one for the handler too.

    A request that gave less than a week from the start says so itself.
    """
    asked = Case.objects.filter(
        state__in=OPEN,
        information_requests__answered_at=None,
        information_requests__revoked_at=None,
        information_requests__isnull=False,
    ).annotate(
        fact_on=F("information_requests__answer_by"),
        asked_on=TruncDate("information_requests__asked_at", tzinfo=AMSTERDAM),
    )
    week_before = Cast(F("fact_on") - Value(WEEK), DateField())
    soon = asked.filter(fact_on__gt=today + DAY, fact_on__lte=today + WEEK)
    soon = soon.filter(asked_on__lt=week_before)
    tomorrow = asked.filter(fact_on__gte=today, fact_on__lte=today + DAY)
    tomorrow = tomorrow.filter(asked_on__lt=today)
    missed = asked.filter(fact_on__lt=today)
    return [
        Due(ReminderKind.ANSWER_7, soon.distinct(), readers),
        Due(ReminderKind.ANSWER_1, tomorrow.distinct(), readers),
        Due(ReminderKind.ANSWER_MISSED, missed.distinct(), readers),
        Due(ReminderKind.EXITS, missed.distinct(), staff),
    ]


def of_decisions(today: date, readers: Readers) -> list[Due]:
    """The last day to decide, for the handler; overdue for the deciders too."""
    # `due` is what the index of the worklist holds; with a `due_on` it is that day.
    ends = running().filter(due_on__isnull=False).annotate(fact_on=F("due_on"))
    soon = ends.filter(due__gt=today + DAY, due__lte=today + WEEK)
    tomorrow = ends.filter(due__gte=today, due__lte=today + DAY)
    overdue = ends.filter(due__lt=today)
    return [
        Due(ReminderKind.DUE_7, soon, readers),
        Due(ReminderKind.DUE_1, tomorrow, readers),
        Due(ReminderKind.OVERDUE, overdue, partial(responsible, on=today)),
    ]


def of_unassigned(today: date, calendar: Calendar) -> list[Due]:
    """What nobody took in handling for some working days, for the bureau's mailbox."""
    day = today - DAY
    while calendar.after_working_days(day, UNASSIGNED_WORKING_DAYS) >= today:
        day -= DAY
    received = TruncDate("received_at", tzinfo=AMSTERDAM)
    waits = running().filter(state=State.RECEIVED, handler=None)
    lying = waits.annotate(fact_on=received).filter(fact_on__lte=day)
    return [Due(ReminderKind.UNASSIGNED, lying, bureau)]
