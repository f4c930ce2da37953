"""What is due: overdue first, then week by week, and what stands still apart."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case as Choose
from django.db.models import Count, F, Func, IntegerField, Q, Value, When

from dossiers.models import Case
from dossiers.worklist.chips import sunday_after

WEEKS = 6  # whole weeks after the present one
OVERDUE = -1
STANDING = Q(due__isnull=True, dossier__isnull=False)
"""As on the worklist: a case with a term but without a last day."""


class WeekDue(NamedTuple):
    """What is due from a day through another.

    `since` None: before today. `windows` end by themselves, unless Bureau GGO objects.
    """

    since: date | None
    until: date
    decisions: int
    windows: int


class OpenWork(NamedTuple):
    """How the work stands today, whatever year is looked at."""

    open: int
    late: int
    standing: int
    nobodys: int


class WeekOf(Func):
    """How many weeks after a Monday a day is: 0 in the week that begins on it."""

    template = "((%(expressions)s) / 7)"
    arg_joiner = " - "
    output_field = IntegerField()


def open_work(today: date) -> OpenWork:
    """What is open today, by one query. `late` are decisions past their last day."""
    found = Case.objects.open().aggregate(
        open=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=today)),
        standing=Count("pk", filter=STANDING),
        nobodys=Count("pk", filter=Q(handler__isnull=True)),
    )
    return OpenWork(**found)


def weeks_due(today: date) -> list[WeekDue]:
    """Overdue, the rest of this week, and six weeks after it, by one query."""
    monday = today - timedelta(days=today.weekday())
    last = sunday_after(today) + timedelta(weeks=WEEKS)
    number = Choose(
        # First: below zero the division would round towards this week.
        When(due__lt=today, then=OVERDUE),
        default=WeekOf(F("due"), Value(monday)),
        output_field=IntegerField(),
    )
    rows = (
        Case.objects.open()
        .filter(due__lte=last)
        .values(week=number)
        .annotate(
            to_decide=Count("pk", filter=Q(due_on__isnull=False)),
            # Without a day to decide `due` is the end of the window, where silence is
            # the usual end: no work that is due.
            windows=Count("pk", filter=Q(due_on__isnull=True)),
        )
        .order_by()
    )
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in rows:
        found[row["week"]] = row["to_decide"], row["windows"]
    return [_week(index, today, found[index]) for index in range(OVERDUE, WEEKS + 1)]


def _week(index: int, today: date, counts: tuple[int, int]) -> WeekDue:
    if index == OVERDUE:
        return WeekDue(None, today - timedelta(days=1), *counts)
    sunday = sunday_after(today) + timedelta(weeks=index)
    # Of this week only the days from today on: those before are overdue.
    return WeekDue(max(today, sunday - timedelta(days=6)), sunday, *counts)
