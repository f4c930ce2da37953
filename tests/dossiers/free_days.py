"""Days that a royal decree equates with a holiday after all, and what they move."""

from datetime import date, timedelta

from psycopg.types.range import DateRange

from procedures.models import FreeDay
from tests.cast import NOW

OLD, NEW = date(2027, 1, 7), date(2027, 1, 8)
"""The last day of the window of what came in on 23 November 2026, and the day after."""


def a_free_day(day: date) -> FreeDay:
    """A day on which no term ends, by a royal decree that came late."""
    return FreeDay.objects.create(
        key=f"decree-{day}",
        kind=FreeDay.Kind.ONCE,
        date=day,
        name_nl="gelijkgestelde dag",
        name_en="equated day",
        valid=DateRange(day, day + timedelta(days=1)),
        basis={"rule": [{"text": "Besluit", "article": "1", "url": "https://x.nl"}]},
        checked_on=NOW.date(),
    )
