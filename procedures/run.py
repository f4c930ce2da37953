"""One term counted out: which days stood still, where it ends, what came too late."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from procedures.calendar import ONE_DAY, Calendar
from procedures.terms import Facts, Request, TermRule


class Pause(NamedTuple):
    """Days that do not count, first to last, and the requests behind them."""

    first: date
    last: date
    requests: tuple[Request, ...]


class Run(NamedTuple):
    """A term from day 0 (`start`) to `end`, rolled to `last`.

    While `open` the ends are those that would hold if the answer came today.
    `without_effect` are requests that took no day out, with True when they came after
    the term.
    """

    start: date
    days: int
    extension: int
    end: date
    last: date
    suspended: int
    open: bool
    pauses: tuple[Pause, ...]
    without_effect: tuple[tuple[Request, bool], ...]


def run(rule: TermRule, facts: Facts, calendar: Calendar, today: date) -> Run:
    """Count a term out from receipt: its days, the extension, the days taken out."""
    days, extension = rule.running_days, facts.extension_days
    end = facts.received + timedelta(days=days + extension)
    roll = calendar.roll if rule.rolls else _as_it_is
    if not facts.requests:
        return Run(facts.received, days, extension, end, roll(end), 0, False, (), ())
    return _suspended(rule, facts, end, roll, today)


def _as_it_is(day: date) -> date:
    """A term beyond the reach of the Atw ends where it ends (Atw art. 4)."""
    return day


def _suspended(rule, facts, end, roll, today) -> Run:
    """Take out the days of each request in turn, in the order in which they were made.

    A request counts when it was made within the term as it then stood, rolled days
    included. A term does not end while it stands still, hence the `max`: it bites only
    for a request made on a rolled day.
    """
    pauses: list[Pause] = []
    idle: list[tuple[Request, bool]] = []
    stands_still = False
    for request in sorted(facts.requests, key=_in_order):
        if request.asked > roll(end):
            idle.append((request, True))
            continue
        is_open = _is_open(rule, request)
        answered = max(today, request.asked) if is_open else _resumed(rule, request)
        stands_still = stands_still or is_open
        first, last = max(request.asked, facts.received) + ONE_DAY, answered - ONE_DAY
        if last < first and not is_open:
            idle.append((request, False))
            continue
        added = _take_out(pauses, Pause(first, last, (request,)))
        end = max(end + timedelta(days=added), last if added else end)
    return Run(
        *(facts.received, rule.running_days, facts.extension_days, end, roll(end)),
        *(days_taken_out(pauses), stands_still, tuple(pauses), tuple(idle)),
    )


def _in_order(request: Request) -> tuple:
    return request.asked, request.answered or date.max, request.answer_by or date.max


def _is_open(rule: TermRule, request: Request) -> bool:
    """Does the clock still wait for this answer?"""
    if request.answered is not None:
        return False
    return not (rule.resume_on_missed_deadline and request.answer_by)


def _resumed(rule: TermRule, request: Request) -> date:
    """The day the clock runs again: the answer, or after a missed date."""
    if not (rule.resume_on_missed_deadline and request.answer_by):
        return request.answered
    missed = request.answer_by + ONE_DAY
    return min(request.answered or missed, missed)


def _take_out(pauses: list[Pause], pause: Pause) -> int:
    """Add a pause to those before it, joined where they touch; the days it adds."""
    before = pauses[-1] if pauses else None
    if before is None or pause.first > before.last + ONE_DAY:
        pauses.append(pause)
        return max((pause.last - pause.first).days + 1, 0)
    last = max(before.last, pause.last)
    pauses[-1] = Pause(before.first, last, before.requests + pause.requests)
    return (last - before.last).days


def days_taken_out(pauses: Iterable[Pause]) -> int:
    """How many days the pauses cover; days in several count once."""
    total, covered = 0, date.min
    for pause in sorted(pauses):
        first = max(pause.first, covered + ONE_DAY)
        total += max((pause.last - first).days + 1, 0)
        covered = max(covered, pause.last)
    return total
