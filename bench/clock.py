"""One term ledger with all its steps, against a bare loop over a set of free days."""

from collections.abc import Iterator
from datetime import date, timedelta

from bench.measuring import Figure, seconds_taken
from procedures.counting.clock import Facts, RequestDates, reckon
from procedures.law_rows import law

# Enough that one call of the clock of the machine is lost in it.
COUNT = 20_000
FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)
# 100,000 ledgers a second where the bare loop does five million.
WANTED = 0.02


def measure_clock() -> Iterator[Figure]:
    """Ledgers a second, of a permit with one request, and bare last days a second."""
    ledgers, bare = COUNT / seconds_taken(reckon_all), COUNT / seconds_taken(roll_all)
    yield Figure(
        "term ledger, all steps, one request",
        f"{ledgers:,.0f} /s",
        f"{bare:,.0f} /s (a bare last day)",
        ledgers / bare,
        f"at least {WANTED}",
        ledgers / bare >= WANTED,
    )


def reckon_all() -> None:
    """A ledger for each of many days of receipt."""
    books = law.current_law()
    rule = books.rule(books.in_force("iiv-new", FIRST))
    for offset in range(COUNT):
        # Over two years, so that every kind of free day comes by.
        received = FIRST + timedelta(days=offset % 700)
        # One request each: without any the clock takes its short way, and that is not
        # what cases are like.
        request = RequestDates(received + 10 * DAY, received + 20 * DAY)
        reckon(rule, Facts(received, (request,)), books.calendar, received)


def roll_all() -> None:
    """The same last days by the least that could do: a sum and a set."""
    free = {FIRST + timedelta(days=n) for n in range(0, 1000, 9)}
    for offset in range(COUNT):
        day = FIRST + timedelta(days=offset % 700 + 54)
        while day.weekday() > 4 or day in free:
            day += DAY
