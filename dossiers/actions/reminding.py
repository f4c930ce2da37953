"""Promising reminders: one for one fact, however often this runs."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet

from dossiers.models import (
    Case,
    Event,
    Reminder,
    ReminderKind,
)
from dossiers.outbox import wake_after_commit
from dossiers.readers import Reader, applicants, handlers
from dossiers.states import MAY_WORK, UNDECIDED, Part, State
from procedures.legal_day import legal_day

BATCH = 1000
FOR_HANDLER = {ReminderKind.WINDOW_7, ReminderKind.WINDOW_1}
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
# How long after the day itself a missed "work may start" is still worth sending.
LATE = timedelta(days=14)


class Promise(NamedTuple):
    """What a message is about."""

    kind: ReminderKind
    case: Case
    fact_on: date
    event: Event | None = None


def promise_reminders(*, at: datetime) -> int:
    """Promise every reminder that is due on this day or was missed; how many are new.

    Each looks for a period that ends on its day, not for the day alone, so a run that
    was skipped is made up for by the next one.
    """
    today = legal_day(at)
    return sum(
        promise(kind, cases, column, at=at) for kind, cases, column in due(today)
    )


def due(today: date) -> list[tuple[ReminderKind, QuerySet, str]]:
    """What to remind of on a day: the kind, the cases, and the date it is about."""
    waits = Case.objects.filter(state__in=UNDECIDED - {State.ASSESSED})
    ends = waits.filter(objection_until__gt=today, asks_consent=False).exclude(
        part=Part.FOLLOW_UP, first_decision_on=None
    )
    soon = ends.filter(
        objection_until__gt=today + DAY, objection_until__lte=today + WEEK
    )
    tomorrow = ends.filter(objection_until__lte=today + DAY)
    starts = Case.objects.filter(
        state__in=MAY_WORK,
        procedure__term_kind="waiting",
        may_start_on__lte=today,
        may_start_on__gt=today - LATE,
    )
    return [
        (ReminderKind.WINDOW_7, soon, "objection_until"),
        (ReminderKind.WINDOW_1, tomorrow, "objection_until"),
        (ReminderKind.MAY_START, starts, "may_start_on"),
    ]


def promise(kind: ReminderKind, cases: QuerySet, column: str, *, at: datetime) -> int:
    """Write the reminders of one kind that are not there yet, in batches."""
    same = Reminder.objects.filter(
        case=OuterRef("pk"), kind=kind, fact_on=OuterRef(column)
    )
    new = cases.exclude(Exists(same)).annotate(fact_on=F(column)).order_by("pk")
    written = 0
    while batch := list(new.select_related("handler")[:BATCH]):
        readers = handlers(batch) if kind in FOR_HANDLER else applicants(batch)
        write([Promise(kind, case, case.fact_on) for case in batch], readers, at=at)
        written += len(batch)
    return written


def remind(
    kind: ReminderKind,
    case: Case,
    *,
    to: Reader,
    at: datetime,
    fact_on: date,
    event: Event | None = None,
) -> None:
    """Promise one message about a case to a reader; the same fact is told once.

    `fact_on` is the day it is about, `event` the act it follows from, when it follows
    from one. Call it in the act's own transaction.
    """
    write([Promise(kind, case, fact_on, event)], {case.pk: to}, at=at)


def tell_dates_changed(events: list[Event], *, at: datetime) -> None:
    """Promise the applicants of each case whose dates moved a message about it."""
    promises = [
        Promise(ReminderKind.DATES_CHANGED, event.case, legal_day(at), event)
        for event in events
    ]
    write(promises, applicants([event.case for event in events]), at=at)


def write(promises: list[Promise], readers: dict[int, Reader], *, at: datetime) -> None:
    """Store promises; one that another run wrote in the meantime stays as it is."""
    rows = [
        Reminder(
            **promise._asdict(),
            **readers[promise.case.pk]._asdict(),
            created_at=at,
            send_after=at,
        )
        for promise in promises
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    wake_after_commit()
