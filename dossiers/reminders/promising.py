"""Promising reminders: one for one fact, however often this runs."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from dossiers.daily_round.one_by_one import RoundOutcome, run_together
from dossiers.daily_round.troubles import record_step_result
from dossiers.models import Case, Digest, Event, Reminder, ReminderKind, Step
from dossiers.reminders.digests import DIGESTED_KINDS
from dossiers.reminders.outbox import wake_outbox
from dossiers.reminders.recipients import (
    Recipients,
    applicant_recipients,
    handler_recipients,
    or_bureau_mailbox,
)
from dossiers.reminders.reminder_rules import DueReminders, due_reminders
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law

BATCH = 1000


class ReminderTopic(NamedTuple):
    """What a message is about; these four together are told once (`reminder_once`)."""

    kind: ReminderKind
    case: Case
    fact_on: date
    event: Event | None = None


def queue_due_reminders(*, at: datetime) -> int:
    """Promise every reminder that is due today or was missed; how many are new.

    A case that is locked or raises holds up no other (ADR 19).
    """
    outcome = RoundOutcome()
    for one in due_reminders(legal_day(at), law.current_law()):
        outcome.add(queue_reminders_of_kind(one, at=at))
    return record_step_result(Step.REMIND, outcome, at=at)


def queue_reminders_of_kind(one: DueReminders, *, at: datetime) -> RoundOutcome:
    """Write the reminders of one kind that are not there yet, in batches."""
    same = Reminder.objects.filter(
        case=OuterRef("pk"), kind=one.kind, fact_on=OuterRef("fact_on")
    )
    # New ones alone, so a round that finds nothing costs one query a kind.
    new = one.cases.exclude(Exists(same)).order_by("pk").select_related("handler")
    outcome = RoundOutcome()
    # No offset: what is written falls out of `new` by itself, what could not be is kept
    # out by key, or it would come again for ever.
    while batch := list(new.exclude(pk__in=outcome.left)[:BATCH]):
        outcome.add(queue_reminder_batch(one, batch, at=at))
    return outcome


def queue_reminder_batch(
    one: DueReminders, batch: list[Case], *, at: datetime
) -> RoundOutcome:
    """Write the reminders of one kind about these cases, passing by what is locked."""
    keys = {case.pk for case in batch}
    free = Case.objects.order_by("pk")

    def write_about(found: set[int]) -> int:
        cases = [case for case in batch if case.pk in found]
        promises = [topic_of(one.kind, case) for case in cases]
        in_digest = one.kind in DIGESTED_KINDS
        store_reminders(
            promises, one.find_recipients(cases), at=at, in_digest=in_digest
        )
        return len(promises)

    def all_at_once() -> tuple[int, set[int]]:
        # NO KEY: rows that point to the case may be written meanwhile; it is only not
        # to change.
        rows = free.filter(pk__in=keys).select_for_update(skip_locked=True, no_key=True)
        found = set(rows.values_list("pk", flat=True))
        return write_about(found), keys - found

    return run_together(sorted(keys), all_at_once, lambda key: write_about({key}))


def topic_of(kind: ReminderKind, case: Case) -> ReminderTopic:
    """What one case that was found due is reminded of; it has its `fact_on`."""
    return ReminderTopic(kind, case, case.fact_on)  # type: ignore[attr-defined]


def queue_reminder(
    kind: ReminderKind,
    case: Case,
    *,
    to: Recipients,
    at: datetime,
    fact_on: date,
    event: Event | None = None,
) -> None:
    """Promise one message about a case to a reader; the same fact is told once.

    `fact_on` is the day it is about, `event` the act it follows from, when it follows
    from one. Call it in the act's own transaction.
    """
    store_reminders([ReminderTopic(kind, case, fact_on, event)], {case.pk: to}, at=at)


def inform_handler(event: Event, *, at: datetime) -> None:
    """Tell whoever handles the case that somebody outside filed something in it."""
    case, today = event.case, legal_day(at)
    to = handler_recipients([case], on=today)[case.pk]
    queue_reminder(
        ReminderKind.INFORMED, case, to=to, at=at, fact_on=today, event=event
    )


def delete_untrue_reminders(cases: list[Case]) -> None:
    """Take back what was promised and not sent of dates that are not true any more.

    The step of the round promises what there is to tell of the new ones.
    """
    untrue = Reminder.objects.filter(case__in=cases).untrue()
    # A digest can be empty now, and would be a mail about nothing.
    if untrue.delete()[0]:
        Digest.objects.empty().delete()


def tell_dates_changed(events: list[Event], *, at: datetime) -> None:
    """Promise the applicants of each case whose dates moved a message about it."""
    promises = [
        ReminderTopic(ReminderKind.DATES_CHANGED, event.case, legal_day(at), event)
        for event in events
    ]
    cases = [event.case for event in events]
    store_reminders(promises, applicant_recipients(cases, on=legal_day(at)), at=at)


def store_reminders(
    promises: list[ReminderTopic],
    readers: dict[int, Recipients],
    *,
    at: datetime,
    in_digest: bool = False,
) -> None:
    """Store promises; one that another run wrote in the meantime stays as it is.

    What goes `in_digest` waits for the step of the round that gathers.
    What has nobody to go to goes to Bureau GGO: somebody must hear it.
    """
    rows = [
        Reminder(
            **promise._asdict(),
            **or_bureau_mailbox(readers[promise.case.pk])._asdict(),
            created_at=at,
            send_after=at,
            in_digest=in_digest,
        )
        for promise in promises
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    wake_outbox()
