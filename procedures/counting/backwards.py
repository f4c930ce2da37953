"""From the wished day back: by when to file so that work may start in time.

Searched over the clock itself, so that both directions can never differ. No Django and
no today here: dates in, a date out.
"""

from bisect import bisect_right
from datetime import date
from functools import partial

from procedures.counting.calendar import ONE_DAY, Calendar, days_later
from procedures.counting.clock import reckon
from procedures.counting.terms import (
    DateOutOfRange,
    Facts,
    Reckoning,
    RequestDates,
    TermRule,
)

NEVER = date.max


def latest_receipt(
    rule: TermRule,
    start_on: date,
    calendar: Calendar,
    *,
    suspended_days: int = 0,
    extension_days: int = 0,
    since: date = date.min,
    until: date = date.max,
) -> date | None:
    """The latest day of receipt with which `ready_on` is `start_on` or earlier.

    It supposes that Bureau GGO takes its whole term, that the clock stands still for
    `suspended_days` in one go and that a term is extended by `extension_days`. Only
    days of receipt from `since` through `until` are looked at: those on which the row
    is in force. None when none of them is early enough, and where no term runs.

    Raises `DateOutOfRange` when the free days around `start_on` are not known, and
    `ExtensionRefused` when the row cannot be extended by so many days.
    """
    if not (
        calendar.covers(start_on)
        and calendar.covers(days_later(start_on, suspended_days))
    ):
        message = f"The free days around {start_on} are not known."
        raise DateOutOfRange(message, "start_on")
    # Nobody files after the day on which work should start, so the search ends there.
    first, last = max(since, calendar.first), min(until, start_on)
    days = range(first.toordinal(), last.toordinal() + 1)
    ready = partial(_ready, rule, calendar, suspended_days, extension_days)
    # Filing later is never ready sooner, so some fifteen reckonings find the day among
    # those of a century.
    found = bisect_right(days, start_on, key=ready)
    return date.fromordinal(days[found - 1]) if found else None


def ready_on(reckoning: Reckoning) -> date | None:
    """The day from which work may start if Bureau GGO takes its whole term.

    For a row that ends in a decision, the last day for it: of a combination that of the
    second term, of a 2.8 request that after which the KG or VA can follow. None where
    nothing runs, and while the clock stands still.
    """
    return reckoning.may_start_on or reckoning.second_last_day or reckoning.last_day


def _ready(
    rule: TermRule,
    calendar: Calendar,
    suspended_days: int,
    extension_days: int,
    received: int,
) -> date:
    """When all is ready after receipt on that ordinal; filing later is never sooner."""
    day = date.fromordinal(received)
    facts = Facts(day, _requests(day, suspended_days), extension_days)
    return ready_on(reckon(rule, facts, calendar, day)) or NEVER


def _requests(received: date, suspended_days: int) -> tuple[RequestDates, ...]:
    """One request on the day of receipt that takes out so many days."""
    if not suspended_days:
        return ()
    # One day more: neither the day of the request nor that of the answer is taken out.
    return (RequestDates(received, days_later(received, suspended_days) + ONE_DAY),)
