"""What PostgreSQL counts for us: days between two moments, and percentiles."""

from django.db.models import Aggregate, F, FloatField, Func, IntegerField, Value
from django.db.models.functions import TruncDate

from procedures.counting.legal_day import AMSTERDAM


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

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression, share: float, **extra):
        super().__init__(expression, share=share, **extra)


MEDIAN, NINETIETH = 0.5, 0.9
ZERO = Value(0)
