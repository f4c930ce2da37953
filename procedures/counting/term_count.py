"""One term counted out: which days stood still, where it ends, what came too late."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from procedures.counting.calendar import ONE_DAY, Calendar, days_later
from procedures.counting.terms import Facts, RequestDates, TermRule

FreeDayExtension = Callable[[date], date]


class Pause(NamedTuple):
    """Days that do not count, first to last, and the requests behind them.

    While one of these is `open`, `last` is the day before today.
    """

    first: date
    last: date
    requests: tuple[RequestDates, ...]
    open: bool


class TermCount(NamedTuple):
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
    suspended: int = 0
    open: bool = False
    pauses: tuple[Pause, ...] = ()
    without_effect: tuple[tuple[RequestDates, bool], ...] = ()


def count_term(
    rule: TermRule, facts: Facts, calendar: Calendar, today: date
) -> TermCount:
    """Count a term out from receipt: its days, the extension, the days taken out."""
    end = days_later(facts.received, rule.running_days + facts.extension_days)
    roll = calendar.roll if rule.rolls else _same_day
    counted = TermCount(
        start=facts.received,
        days=rule.running_days,
        extension=facts.extension_days,
        end=end,
        last=roll(end),
    )
    if not facts.requests:
        return counted
    return _count_with_pauses(counted, rule, facts, roll, today)


def _same_day(day: date) -> date:
    """A term beyond the reach of the Atw ends where it ends (Atw art. 4)."""
    return day


def _count_with_pauses(
    uninterrupted: TermCount,
    rule: TermRule,
    facts: Facts,
    roll: FreeDayExtension,
    today: date,
) -> TermCount:
    """Take out the days of each request in turn, in the order in which they were made.

    A request counts when it was made within the term as it then stood, rolled days
    included.
    """
    end = uninterrupted.end
    pauses: list[Pause] = []
    ineffective: list[tuple[RequestDates, bool]] = []
    suspended, is_open = 0, False
    # In the order of asking: whether a request came in time depends on the days that
    # earlier ones took out.
    for request in sorted(facts.requests, key=_request_order):
        # Against the rolled end: on a free day at the end the term is not over yet (Atw
        # 1).
        late = request.asked > roll(end)
        pause = None if late else _pause(rule, request, facts.received, today)
        if pause is None:
            ineffective.append((request, late))
            continue
        added = _take_out(pauses, pause)
        suspended, is_open = suspended + added, is_open or pause.open
        # A term does not end while it stands still. The `max` bites only for a request
        # made on a rolled day, when the counted days were over already.
        end = max(days_later(end, added), pause.last if added else end)
    return uninterrupted._replace(
        end=end,
        last=roll(end),
        suspended=suspended,
        open=is_open,
        pauses=tuple(pauses),
        without_effect=tuple(ineffective),
    )


def _pause(
    rule: TermRule, request: RequestDates, start: date, today: date
) -> Pause | None:
    """The days between a request and its answer; None when there are none.

    An open request always gives a pause, up to today, as if the answer came today.
    """
    resumed = _resumption_day(rule, request, today)
    # For the second term of a combination the request may be older than the term.
    first = max(request.asked, start) + ONE_DAY
    # A request asked today has taken nothing out yet: then `last` lies before `first`.
    last = (resumed or max(today, request.asked)) - ONE_DAY
    if resumed is not None and last < first:
        return None
    return Pause(first, last, (request,), resumed is None)


def _request_order(request: RequestDates) -> tuple[date, date, date]:
    return request.asked, request.answered or date.max, request.answer_by or date.max


def _resumption_day(rule: TermRule, request: RequestDates, today: date) -> date | None:
    """The day the clock runs again: the answer, or after a missed date (Awb 4:15).

    None while it waits for the answer.
    """
    missed = rule.runs_on_from(request.answer_by)
    # Until that date has passed the answer may still come, and sooner end the pause.
    if missed is None or (request.answered is None and today < missed):
        return request.answered
    # An answer after the date that was set comes when the clock runs already (Awb 4:15
    # lid 1 onder a).
    return min(request.answered or missed, missed)


def missed_days(rule: TermRule, pause: Pause) -> tuple[date, ...]:
    """The dates for an answer that passed unused, so the clock ran on (Awb 4:15)."""
    days = (
        request.answer_by
        for request in pause.requests
        if rule.runs_on_from(request.answer_by) and _came_late(request, pause)
    )
    return tuple(filter(None, days))


def _came_late(request: RequestDates, pause: Pause) -> bool:
    """Did no answer come by the date that was set, which lies in the pause?"""
    day = request.answer_by
    if day is None or day > pause.last:
        return False
    return request.answered is None or request.answered > day


def _take_out(pauses: list[Pause], pause: Pause) -> int:
    """Add a pause to those before it, joined where they touch; the days it adds."""
    before = pauses[-1] if pauses else None
    # Joined where they touch: else the ledger would show a running period of no days
    # between them.
    if before is None or pause.first > before.last + ONE_DAY:
        pauses.append(pause)
        return max((pause.last - pause.first).days + 1, 0)
    last = max(before.last, pause.last)
    requests = before.requests + pause.requests
    pauses[-1] = Pause(before.first, last, requests, before.open or pause.open)
    return (last - before.last).days


def days_taken_out(pauses: Iterable[Pause]) -> int:
    """How many days the pauses cover; days in several count once."""
    total, covered = 0, date.min
    for pause in sorted(pauses):
        first = max(pause.first, covered + ONE_DAY)
        total += max((pause.last - first).days + 1, 0)
        covered = max(covered, pause.last)
    return total
