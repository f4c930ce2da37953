"""A free day on which a told date rests stays as it is (ADR 25)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from procedures.counting.calendar import SATURDAY, Calendar
from procedures.law_rows import law
from procedures.models import FreeDay

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
    lost = {day for day in gone if day.weekday() < SATURDAY}
    if not lost:
        return ""
    ask: ReasonToKeep = import_string(settings.WHY_FREE_DAYS_STAY)
    return ask(lost, before, after)


def calendar_with(row: FreeDay) -> Calendar:
    """The free days as they become with this row as it is in memory."""
    others = FreeDay.objects.exclude(pk=row.pk)
    return Calendar([*(other.rule() for other in others), row.rule()])


def calendar_without(row: FreeDay) -> Calendar:
    """The free days as they become without this row."""
    return Calendar(other.rule() for other in FreeDay.objects.exclude(pk=row.pk))
