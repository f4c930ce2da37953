"""How a jurist changes the law's rows: close one from a day, open its successor.

A free day on which a told date rests stays as it is (ADR 25).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from procedures.counting.calendar import SATURDAY, Calendar
from procedures.law_rows import law
from procedures.models import DatedRow, FreeDay


class CannotClose(Exception):
    """The row cannot end on that day; the words say why."""


def close_row(row: DatedRow, *, from_day: date, today: date) -> None:
    """Let a row hold no longer from a day on; that day must still be to come.

    What was the law yesterday stays so: cases rest on it. Raises `CannotClose`.
    """
    # Not even today: what was told this morning rests on the row.
    if from_day <= today:
        raise CannotClose(_("Choose a day after today: until today the row held."))
    if from_day <= row.valid_from:
        raise CannotClose(_("Choose a day after the first day of the row."))
    if row.valid_until and row.valid_until < from_day:
        raise CannotClose(_("The row ends before that day already."))
    row.valid = DateRange(row.valid_from, from_day)
    row.save(update_fields=["valid"])


@transaction.atomic
def succeed_row(row: DatedRow, *, from_day: date, today: date) -> DatedRow:
    """Close a row and open its successor, the same in all but its first day.

    The successor can be edited until its first day has come. Raises `CannotClose`.
    """
    # Taken before closing, so that a planned end passes on to the successor.
    until = row.valid.upper
    close_row(row, from_day=from_day, today=today)
    # Read anew, since the row in hand has been closed in memory as well.
    successor = type(row).objects.get(pk=row.pk)
    successor.pk = None
    successor.valid = DateRange(from_day, until)
    successor.save(force_insert=True)
    return successor


ReasonToKeep = Callable[[set[date], Calendar, Calendar], str]
"""Of days that would be free no more: why they stay, empty when nothing rests on them;
with the calendar as it is, and as it would be."""


class FreeDayInUse(Exception):
    """A date that was told rests on the free day; the words say what to do."""


@contextmanager
def keeping_told_dates() -> Iterator[None]:
    """Refuse what happens inside when a free day goes on which a told date rests.

    Call it in a transaction: raises `FreeDayInUse` after the rows were written.
    """
    before = law.current_calendar()
    yield
    if why := reason_to_keep(before, law.current_calendar()):
        raise FreeDayInUse(why)


def reason_to_keep(before: Calendar, after: Calendar) -> str:
    """Why the second calendar cannot take the place of the first; empty when it can."""
    gone = before.free.keys() - after.free.keys()
    # A holiday on a Saturday or Sunday may go: no term ends there in any case.
    lost = {day for day in gone if day.weekday() < SATURDAY}
    if not lost:
        return ""
    # By name from the settings: the law may not know the cases that rest on it (ADR 1).
    ask: ReasonToKeep = import_string(settings.WHY_FREE_DAYS_STAY)
    return ask(lost, before, after)


def calendar_with(row: FreeDay) -> Calendar:
    """The free days as they become with this row as it is in memory."""
    others = FreeDay.objects.exclude(pk=row.pk)
    return Calendar([*(other.rule() for other in others), row.rule()])


def calendar_without(row: FreeDay) -> Calendar:
    """The free days as they become without this row."""
    return Calendar(other.rule() for other in FreeDay.objects.exclude(pk=row.pk))
