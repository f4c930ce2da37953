"""What figures are counted by: the calendar year, days between moments, percentiles.

A year runs from midnight to midnight in Amsterdam, as the days of the law do.
"""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Aggregate, F, FloatField, Func, IntegerField, Value
from django.db.models.expressions import Expression
from django.db.models.functions import TruncDate

from procedures.counting.legal_day import AMSTERDAM

FIRST_YEAR = 1990  # the first Dutch rules on ggo's; before it nothing can be received


class Span(NamedTuple):
    """From a moment up to another that is not part of it."""

    start: datetime
    end: datetime


def span_of_years(first: int, last: int | None = None) -> Span:
    """The moments of a year, or of a row of years."""
    return Span(_new_year(first), _new_year((last or first) + 1))


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=AMSTERDAM)


def has_figures(year: int, today: date) -> bool:
    """Can there be figures of a year, as seen on a day?"""
    return FIRST_YEAR <= year <= today.year


def last_day_counted(year: int, today: date) -> date:
    """The day through which the figures of a year go."""
    return min(date(year, 12, 31), today)


def same_day_year_before(day: date) -> date:
    """The same day a year before; of 29 February the day before it."""
    if (day.month, day.day) == (2, 29):
        day -= timedelta(days=1)
    return day.replace(year=day.year - 1)


def day_of(column: str) -> TruncDate:
    """The legal day of a moment: the day in Amsterdam."""
    return TruncDate(F(column), tzinfo=AMSTERDAM)


class DaysBetween(Func):
    """Days from the second day to the first one: receipt is day 0."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


class Percentile(Aggregate):
    """The value below which a share of the rows lies, between two rows if need be."""

    # Not `percentile_disc`: the median of two cases is between them, as people expect
    # it.
    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(
        self, expression: str | Expression, share: float, **extra: Any
    ) -> None:
        super().__init__(expression, share=share, **extra)


MEDIAN, NINETIETH = 0.5, 0.9
ZERO = Value(0)
