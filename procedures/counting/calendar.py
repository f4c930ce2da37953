"""Free days of the Algemene termijnenwet, and the first day after them.

No Django and no today here: rules in, dates out. The rules stand as dated rows in the
database (`procedures.models.FreeDay`); `law_rows.law.calendar` makes the calendar.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from procedures.counting.terms import LegalGround

ONE_DAY = timedelta(days=1)
LAST_DAY = date(2100, 12, 31)
MARGIN = timedelta(days=366)
SATURDAY, SUNDAY = 5, 6


class OutsideCalendar(ValueError):
    """A date before the first or after the last day of which free days are known."""


class FreeDayRule(NamedTuple):
    """A free day, every year or once (Atw art. 3), on the days from `since` to `until`.

    `kind` is `fixed` (month and day), `kings-day` (the same, but on the Saturday before
    when it falls on a Sunday), `easter` (days after Easter Sunday) or `once` (a date).
    """

    key: str
    kind: str
    since: date
    until: date | None
    name_nl: str
    name_en: str
    ground: LegalGround
    month: int = 0
    day: int = 0
    offset: int = 0
    on: date = date.max

    def in_year(self, year: int) -> date:
        """The date on which the rule falls in a year."""
        if self.kind == "once":
            return self.on
        if self.kind == "easter":
            return easter_sunday(year) + timedelta(days=self.offset)
        day = date(year, self.month, self.day)
        moved = self.kind == "kings-day" and day.weekday() == SUNDAY
        # King's Day on a Sunday is kept on the Saturday before, which is a free day
        # already.
        return day - ONE_DAY if moved else day

    def dates(self, years: Iterable[int]) -> Iterator[date]:
        """The dates within its validity."""
        # A set: a rule of kind `once` gives the same date for every year.
        for day in {self.in_year(year) for year in years}:
            if self.since <= day and (self.until is None or day <= self.until):
                yield day


def days_later(day: date, days: int) -> date:
    """The date so many days later; half the price of a `timedelta`."""
    return date.fromordinal(day.toordinal() + days)


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by way of the ecclesiastical full moon.

    The moon's age on 1 January (epact) follows the 19-year cycle, less the solar and
    plus the lunar correction of the century; Easter is the Sunday after the full moon.
    """
    golden = year % 19
    century = year // 100
    solar = century - century // 4
    lunar = (8 * century + 13) // 25
    age = (solar - lunar + 19 * golden + 15) % 30
    # The two exceptions of the computus: no full moon after 18 April, and none twice on
    # one day within 19 years.
    if age == 29 or (age == 28 and golden > 10):
        age -= 1
    full_moon = date(year, 3, 21) + timedelta(days=age)
    # A full moon on a Sunday moves Easter to the Sunday after it.
    return full_moon + timedelta(days=SUNDAY - full_moon.weekday() or 7)


class Calendar:
    """Which days are free, and the next day that is not, looked up in a table.

    Covers `first` to `last`; `roll` and `after_working_days` raise `OutsideCalendar`
    beyond them. Days by royal decree are known through `known_through` alone (Atw 3 lid
    3); None: nobody said how far.
    """

    __slots__ = ("_next", "_offset", "_safe", "first", "free", "known_through", "last")

    def __init__(
        self,
        rules: Iterable[FreeDayRule],
        last: date = LAST_DAY,
        known_through: date | None = None,
    ):
        rules = list(rules)
        self.known_through = known_through
        self.first = min((rule.since for rule in rules), default=date(2010, 10, 10))
        self.last = last
        # A term that begins near the end of the table must not run off it.
        self._safe = last - MARGIN
        years = range(self.first.year, last.year + 1)
        self.free = {day: rule for rule in rules for day in rule.dates(years)}
        self._offset = self.first.toordinal()
        self._next = self._table()

    def _table(self) -> list[date]:
        """For each day, the day itself or the first later one that is not free."""
        days, working = [], self.last
        # From the end backwards, so that each day needs to look no further than the one
        # after it.
        for ordinal in range(self.last.toordinal(), self._offset - 1, -1):
            day = date.fromordinal(ordinal)
            working = working if self.is_free(day) else day
            days.append(working)
        return days[::-1]

    def is_free(self, day: date) -> bool:
        """Is it a Saturday, a Sunday or a day equated with one (Atw art. 1 and 3)?"""
        return day.weekday() >= SATURDAY or day in self.free

    def covers(self, day: date) -> bool:
        """Are the free days known from that day to a year after it?"""
        return self.first <= day <= self._safe

    def may_move(self, day: date) -> bool:
        """Can a decree that is still to come move a term that ends on that day?"""
        return self.known_through is not None and day > self.known_through

    def roll(self, day: date) -> date:
        """The day itself, or the first after it that is not free (Atw art. 1(1))."""
        index = day.toordinal() - self._offset
        if index < 0 or index >= len(self._next):
            raise OutsideCalendar(
                f"Free days are known from {self.first} to {self.last}, not on {day}."
            )
        return self._next[index]

    def after_working_days(self, day: date, count: int) -> date:
        """The day that is `count` working days after a day."""
        for _each in range(count):
            day = self.roll(day + ONE_DAY)
        return day
