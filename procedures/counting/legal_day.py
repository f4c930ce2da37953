"""On which day something happens in law: the calendar day in Amsterdam."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def legal_day(at: datetime) -> date:
    """The calendar day in Europe/Amsterdam of a moment with a time zone."""
    return at.astimezone(AMSTERDAM).date()
