"""What came in, by procedure and by month, with the year before it."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count, Q
from django.db.models.functions import ExtractMonth, ExtractYear

from dossiers.models import Case
from dossiers.states import Part
from dossiers.statistics.grouping import GROUP, Group, group_of
from dossiers.statistics.measures import (
    last_day_counted,
    same_day_year_before,
    span_of_years,
)
from procedures.counting.legal_day import AMSTERDAM

MONTHS = range(1, 13)


class Inflow(NamedTuple):
    """Cases received, by group and month, in a year and in the one before it.

    `so_far_before` is how many the year before had by the same day.
    """

    now: Counter[tuple[Group, int]]
    before: Counter[tuple[Group, int]]
    so_far_before: int

    @property
    def total(self) -> int:
        """Received in the year."""
        return self.now.total()

    @property
    def total_before(self) -> int:
        """Received in the whole year before it."""
        return self.before.total()

    @property
    def groups(self) -> list[Group]:
        """Every group that came in, in the order of the law's tables."""
        found = {group for group, _month in {**self.now, **self.before}}
        return sorted(found, key=lambda group: group.place)


def total_of_group(counted: Counter[tuple[Group, int]], group: Group) -> int:
    """How many of a group, all months together."""
    return sum(counted[group, month] for month in MONTHS)


def total_of_month(
    counted: Counter[tuple[Group, int]], month: int, family: str = ""
) -> int:
    """How many in a month, of one family of procedures if one is named."""
    return sum(
        number
        for (group, when), number in counted.items()
        if when == month and family in ("", group.family)
    )


def inflow_of_year(year: int, today: date) -> Inflow:
    """What came in, by one query; months are those of Amsterdam.

    What is treated as another procedure came in once: as what it was filed.
    """
    both = span_of_years(year - 1, year)
    rows = (
        Case.objects.filter(received_at__gte=both.start, received_at__lt=both.end)
        .exclude(part=Part.CONVERTED)
        .values(
            **GROUP,
            # In the first hour of the year UTC is still in the old one, and the dossier
            # number in the new.
            of_year=ExtractYear("received_at", tzinfo=AMSTERDAM),
            of_month=ExtractMonth("received_at", tzinfo=AMSTERDAM),
        )
        # The year before by the same day: beside all of it a running year would always
        # be the smaller one.
        .annotate(number=Count("pk"), so_far=Count("pk", filter=_so_far(year, today)))
    )
    now: Counter[tuple[Group, int]] = Counter()
    before: Counter[tuple[Group, int]] = Counter()
    so_far = 0
    for row in rows:
        is_now = row["of_year"] == year
        (now if is_now else before)[group_of(row), row["of_month"]] += row["number"]
        so_far += 0 if is_now else row["so_far"]
    return Inflow(now, before, so_far)


def _so_far(year: int, today: date) -> Q:
    """Received up to and including the same day of the year before."""
    day = same_day_year_before(last_day_counted(year, today)) + timedelta(days=1)
    return Q(received_at__lt=datetime.combine(day, time.min, AMSTERDAM))
