"""What staff must see at once: cases without a handler, letters that do not arrive."""

from datetime import date, datetime, time
from typing import NamedTuple

from dossiers.models import Case, Letter
from dossiers.reminders.reminder_rules import UNASSIGNED_WORKING_DAYS
from dossiers.states import State
from dossiers.worklist.chips import COUNT_TO, CappedCount
from procedures.counting.calendar import ONE_DAY, Calendar
from procedures.counting.legal_day import AMSTERDAM, legal_day
from procedures.law_rows import law


class Alarm(NamedTuple):
    """How many there are, and the day of the oldest."""

    number: CappedCount
    since: date


def unassigned_alarm(today: date) -> Alarm | None:
    """The cases that wait too long for a handler; None when there are none."""
    last = first_receipt_in_time(today, law.current_law().calendar)
    # A moment, so that the index on `received_at` answers; a legal day would be
    # reckoned for every row.
    until = datetime.combine(last, time(), AMSTERDAM)
    waiting = Case.objects.filter(
        state=State.RECEIVED, handler=None, received_at__lt=until
    )
    # One query for both: the day of the oldest, and how many as far as it is shown.
    days = list(
        waiting.order_by("received_at").values_list("received_at", flat=True)[:COUNT_TO]
    )
    return Alarm(CappedCount(len(days)), legal_day(days[0])) if days else None


def undelivered_alarm(at: datetime) -> Alarm | None:
    """The letters that somebody must look at; None when all arrived."""
    letters = Letter.objects.undelivered(at).order_by("pk")
    days = list(letters.values_list("created_at", flat=True)[:COUNT_TO])
    return Alarm(CappedCount(len(days)), legal_day(days[0])) if days else None


def first_receipt_in_time(today: date, calendar: Calendar) -> date:
    """The first day of receipt for which the working days have not passed yet."""
    day, before = today, today - ONE_DAY
    # Backwards from today, for one day to compare with instead of a reckoning a case.
    while calendar.after_working_days(before, UNASSIGNED_WORKING_DAYS) >= today:
        day, before = before, before - ONE_DAY
    return day
