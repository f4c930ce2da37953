"""Reminding advisers of the day on which their advice is due."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet

from dossiers.advice.acts import ASK_ADVICE, GIVE_ADVICE
from dossiers.cases.act_definition import facts_of, rule_of
from dossiers.daily_round.one_by_one import run_one_by_one
from dossiers.daily_round.troubles import record_step_result
from dossiers.models import Advice, Event, Reminder, ReminderKind, Step
from dossiers.reminders.outbox import wake_outbox
from procedures.counting.legal_day import legal_day

BEFOREHAND = timedelta(days=3)
# How long after the day itself an adviser is still told of it.
LATE = timedelta(days=14)


def queue_advice_reminders(*, at: datetime) -> int:
    """Promise each adviser who is due a message about it, once; how many are new.

    Part of the daily round. One is due three days beforehand and one when the day has
    passed. The event is that of the question, so that two advisers of one case each
    get their own.
    """
    due = {
        advice.pk: (kind, advice)
        for advice in _advice_to_remind_of(at)
        if (kind := _reminder_due(advice, at))
    }
    asked = {facts_of(event).advice: event for event in _question_events(due)}
    # One transaction a case: a new row that points to a case waits for whoever holds
    # it, and then only the reminders of that case are put off.
    by_case = defaultdict(list)
    for kind, advice in due.values():
        by_case[advice.case_id].append((kind, advice))

    def promise(key: int) -> int:
        rows = [
            _advice_reminder(kind, it, asked[it.pk], at=at) for kind, it in by_case[key]
        ]
        return _write_new_reminders(rows)

    outcome = run_one_by_one(sorted(by_case), promise)
    return record_step_result(Step.REMIND_ADVISERS, outcome, at=at)


def _advice_to_remind_of(at: datetime) -> QuerySet[Advice]:
    """Advice that is soon due or just late, in cases that can still take it."""
    today = legal_day(at)
    return Advice.objects.open().filter(
        case__state__in=rule_of(GIVE_ADVICE).sources,
        # A skipped round is made up for, but an old date is by then a matter between
        # people.
        advise_by__gte=today - LATE,
        advise_by__lte=today + BEFOREHAND,
    )


def _reminder_due(advice: Advice, at: datetime) -> ReminderKind | None:
    """What to remind of; nothing beforehand when there never was more time."""
    if advice.advise_by < legal_day(at):
        return ReminderKind.ADVICE_LATE
    if advice.advise_by - legal_day(advice.asked_at) > BEFOREHAND:
        return ReminderKind.ADVICE_3
    return None


def _question_events(
    due: Mapping[int, tuple[ReminderKind, Advice]],
) -> QuerySet[Event]:
    """The events by which they were asked."""
    # By case first, which has an index: what stands in `facts` has none.
    cases = [advice.case_id for _kind, advice in due.values()]
    return Event.objects.filter(
        case__in=cases, act=ASK_ADVICE, facts__advice__in=list(due)
    )


def _advice_reminder(
    kind: ReminderKind, advice: Advice, event: Event, *, at: datetime
) -> Reminder:
    return Reminder(
        kind=kind,
        case_id=advice.case_id,
        fact_on=advice.advise_by,
        event=event,
        recipients=[advice.email],
        language=advice.language,
        created_at=at,
        send_after=at,
    )


def _write_new_reminders(rows: list[Reminder]) -> int:
    """Store those that are not there yet; another run may write them too."""
    kinds = {row.kind for row in rows}
    # `ignore_conflicts` keeps doubles out by itself, but does not say how many are new,
    # and only for those a worker is woken.
    known = set(
        Reminder.objects.filter(
            event__in=[row.event_id for row in rows], kind__in=kinds
        ).values_list("event_id", "kind", "fact_on")
    )
    new = [row for row in rows if (row.event_id, row.kind, row.fact_on) not in known]
    if new:
        Reminder.objects.bulk_create(new, ignore_conflicts=True)
        wake_outbox()
    return len(new)
