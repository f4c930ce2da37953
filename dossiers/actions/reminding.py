"""Promising reminders: one for one fact, however often this runs."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from dossiers.due import Due, due
from dossiers.models import Case, Event, Reminder, ReminderKind
from dossiers.outbox import wake_after_commit
from dossiers.readers import Reader, applicants, handlers, or_bureau
from procedures import law
from procedures.legal_day import legal_day

BATCH = 1000


class Promise(NamedTuple):
    """What a message is about."""

    kind: ReminderKind
    case: Case
    fact_on: date
    event: Event | None = None


def promise_reminders(*, at: datetime) -> int:
    """Promise every reminder that is due today or was missed; how many are new."""
    return sum(promise(one, at=at) for one in due(legal_day(at), law.calendar()))


def promise(one: Due, *, at: datetime) -> int:
    """Write the reminders of one kind that are not there yet, in batches."""
    same = Reminder.objects.filter(
        case=OuterRef("pk"), kind=one.kind, fact_on=OuterRef("fact_on")
    )
    new = one.cases.exclude(Exists(same)).order_by("pk")
    written = 0
    while batch := list(new.select_related("handler")[:BATCH]):
        promises = [Promise(one.kind, case, case.fact_on) for case in batch]
        write(promises, one.readers(batch), at=at)
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


def inform(event: Event, *, at: datetime) -> None:
    """Tell whoever handles the case that somebody outside filed something in it."""
    case, today = event.case, legal_day(at)
    to = handlers([case], on=today)[case.pk]
    remind(ReminderKind.INFORMED, case, to=to, at=at, fact_on=today, event=event)


def tell_dates_changed(events: list[Event], *, at: datetime) -> None:
    """Promise the applicants of each case whose dates moved a message about it."""
    promises = [
        Promise(ReminderKind.DATES_CHANGED, event.case, legal_day(at), event)
        for event in events
    ]
    cases = [event.case for event in events]
    write(promises, applicants(cases, on=legal_day(at)), at=at)


def write(promises: list[Promise], readers: dict[int, Reader], *, at: datetime) -> None:
    """Store promises; one that another run wrote in the meantime stays as it is.

    What has nobody to go to goes to Bureau GGO: somebody must hear it.
    """
    rows = [
        Reminder(
            **promise._asdict(),
            **or_bureau(readers[promise.case.pk])._asdict(),
            created_at=at,
            send_after=at,
        )
        for promise in promises
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    wake_after_commit()
