"""Keeping what the round could not do, and telling Bureau GGO once."""

from datetime import datetime

from django.conf import settings

from dossiers.daily_round.one_by_one import RoundOutcome, run_one_by_one
from dossiers.models import Reminder, ReminderKind, Step, Trouble
from procedures.counting.legal_day import legal_day


def record_step_result(step: Step, outcome: RoundOutcome, *, at: datetime) -> int:
    """Keep what went wrong in a step, and clear what no longer does; how many done."""
    open_now = Trouble.objects.open().filter(step=step)
    # The step looked at every case it is about, so what is not among its failures went
    # well.
    open_now.exclude(case__in=outcome.left).update(cleared_at=at)
    note_troubles(step, outcome, at=at)
    return outcome.done


def clear_troubles(step: Step, keys: set[int], *, at: datetime) -> None:
    """Clear what went wrong in a step with cases with which it goes well now."""
    cleared = Trouble.objects.open().filter(step=step, case__in=keys)
    cleared.update(cleared_at=at)


def note_troubles(step: Step, outcome: RoundOutcome, *, at: datetime) -> None:
    """Keep what went wrong in a step with each case, and tell of what is new."""
    if outcome.left:
        new = _write_troubles(step, outcome, at=at)
        run_one_by_one(
            # What was only locked is not told: somebody is working on it, and it is
            # tried again within the hour.
            sorted(new & set(outcome.failed)),
            lambda key: _queue_trouble_reminder(key, at=at),
        )


def _write_troubles(step: Step, outcome: RoundOutcome, *, at: datetime) -> set[int]:
    """Write down each; the cases of which it is news."""
    known = list(Trouble.objects.open().filter(step=step, case__in=outcome.left))
    for row in known:
        row.last_at, row.times = at, row.times + 1
        row.error = outcome.failed.get(row.case_id, "")
    Trouble.objects.bulk_update(known, ["last_at", "times", "error"])
    new = outcome.left - {row.case_id for row in known}
    rows = [_new_trouble(step, key, outcome, at) for key in sorted(new)]
    # Another run may have written the same since (`trouble_once`).
    Trouble.objects.bulk_create(rows, ignore_conflicts=True)
    return new


def _new_trouble(step: Step, key: int, outcome: RoundOutcome, at: datetime) -> Trouble:
    error = outcome.failed.get(key, "")
    return Trouble(case_id=key, step=step, error=error, first_at=at, last_at=at)


def _queue_trouble_reminder(key: int, *, at: datetime) -> int:
    """Promise the bureau one message a day about a case."""
    reminder = Reminder(
        kind=ReminderKind.ROUND_FAILED,
        case_id=key,
        fact_on=legal_day(at),
        recipients=[settings.BUREAU_EMAIL],
        created_at=at,
        send_after=at,
        in_digest=True,
    )
    Reminder.objects.bulk_create([reminder], ignore_conflicts=True)
    return 1
