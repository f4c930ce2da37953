"""The term ledger: the steps by which a date comes about, each with its ground."""

from datetime import date

from procedures.counting.calendar import ONE_DAY, later
from procedures.counting.term_count import Pause, Run
from procedures.counting.terms import Effect, Request, Step, TermRule


def step(
    rule: TermRule,
    aspect: str,
    effect: Effect,
    from_: date,
    to: date | None = None,
    days: int = 0,
    fact: tuple[date, ...] = (),
) -> Step:
    """A step that rests on an aspect of the row; the first article leads."""
    grounds = rule.grounds[aspect]
    return Step(from_, to, days, effect, grounds[0], fact, grounds[1:])


def no_term(rule: TermRule, received: date) -> Step:
    """Nothing runs: no procedure, only a way of working."""
    return step(rule, "start", Effect.NO_TERM, received, received, 0, (received,))


def of_run(
    rule: TermRule, term: Run, received: date, until: date | None = None
) -> list[Step]:
    """Receipt and the periods of the first term; cut off where it was decided."""
    steps = [step(rule, "receipt", Effect.RECEIPT, received, received, 0, (received,))]
    steps += _periods(rule, term, rule.running_aspect, until)
    projected = rule.count > 1 and until is None
    for request, late in term.without_effect:
        # Late for the first term of two, it counts in the second instead.
        if not (late and projected):
            steps.append(_idle(rule, request, late))
    return steps


def of_second_run(
    rule: TermRule, term: Run, begins: date, *, projected: bool
) -> list[Step]:
    """The day on which the second term begins, and its periods."""
    effect = Effect.SECOND_PROJECTED if projected else Effect.SECOND_TERM
    steps = [step(rule, "second-term", effect, begins, begins, 0, (begins,))]
    steps += _periods(rule, term, "second-term", None)
    steps += [
        _idle(rule, request, late)
        for request, late in term.without_effect
        if request.asked > begins
    ]
    return steps


def _periods(rule: TermRule, term: Run, aspect: str, until: date | None) -> list[Step]:
    """The periods of a term in order: running, standing still, running on."""
    day, counted, steps = term.start + ONE_DAY, 0, []
    for pause in term.pauses:
        if until is not None and pause.first > until:
            break
        runs = (pause.first - day).days
        steps += _running(rule, term, aspect, day, runs, counted)
        steps.append(_standing_still(rule, pause))
        if pause.open:
            return steps
        day, counted = pause.last + ONE_DAY, counted + runs
    through = term.last if until is None else min(until, term.last)
    runs = (through - day).days + 1
    return steps + _running(rule, term, aspect, day, runs, counted)


def _running(
    rule: TermRule, term: Run, aspect: str, day: date, days: int, counted: int
) -> list[Step]:
    """Days that count, told apart: the term itself, its extension, rolled days."""
    steps = []
    taken = min(term.days - counted, days)
    if taken > 0:
        through, start = later(day, taken - 1), (term.start,)
        steps.append(step(rule, aspect, Effect.RUNS, day, through, taken, start))
        day, days, counted = through + ONE_DAY, days - taken, counted + taken
    taken = min(term.days + term.extension - counted, days)
    if taken > 0:
        through = later(day, taken - 1)
        steps.append(_extended(rule, day, through, taken))
        day, days = through + ONE_DAY, days - taken
    if days > 0:
        steps.append(_rolled(rule, day - ONE_DAY, later(day, days - 1)))
    return steps


def _extended(rule: TermRule, day: date, through: date, days: int) -> Step:
    return step(rule, "extension", Effect.EXTENDED, day, through, days)


def _rolled(rule: TermRule, end: date, last: date) -> Step:
    """From the free day on which the term would end to the last day."""
    day, free = end, []
    while day < last:
        free.append(day)
        day += ONE_DAY
    days = (last - end).days
    return step(rule, "rolling", Effect.ROLLED, end + ONE_DAY, last, days, tuple(free))


def _standing_still(rule: TermRule, pause: Pause) -> Step:
    """The days between request and answer; open while one answer is still to come.

    None has passed yet on the day on which the request is sent.
    """
    days = max((pause.last - pause.first).days + 1, 0)
    last = None if pause.open else pause.last
    still, fact = Effect.STANDS_STILL, _dates(pause.requests)
    found = step(rule, "suspension", still, pause.first, last, days, fact)
    return found._replace(withdrawn=_withdrawn(pause.requests))


def _withdrawn(requests: tuple[Request, ...]) -> tuple[date, ...]:
    """The days on which requests were withdrawn, so that no answer came."""
    return tuple(one.answered for one in requests if one.withdrawn and one.answered)


def _dates(requests: tuple[Request, ...]) -> tuple[date, ...]:
    """The days that requests name, in order, each once."""
    if len(requests) == 1:
        return tuple(filter(None, requests[0].days))
    return tuple(sorted({day for request in requests for day in request.days if day}))


def _idle(rule: TermRule, request: Request, late: bool) -> Step:
    """A request that moved nothing, so that the ledger does not pass over it."""
    effect = Effect.AFTER_TERM if late else Effect.NOT_SUSPENDED
    fact, until = tuple(filter(None, request.days)), request.answered
    found = step(rule, "suspension", effect, request.asked, until, 0, fact)
    return found._replace(withdrawn=_withdrawn((request,)))


def last_day(rule: TermRule, term: Run) -> Step:
    """The day by which BGGO must decide."""
    days = term.days + term.extension
    return step(rule, "term", Effect.LAST_DAY, term.last, term.last, days)


def second_last_day(rule: TermRule, term: Run) -> Step:
    """The day by which BGGO must decide on the KG or VA in a combination."""
    effect = Effect.SECOND_LAST_DAY
    return step(rule, "second-term", effect, term.last, term.last, term.days)


def aim(rule: TermRule, day: date, received: date) -> Step:
    """What BGGO strives for: working days on top of the first term."""
    return step(rule, "aim", Effect.AIM, day, day, rule.aim or 0, (received,))


def may_start(rule: TermRule, day: date, received: date) -> Step:
    """The day from which work may start."""
    days = (day - received).days
    return step(rule, "start", Effect.MAY_START, day, day, days, (received,))


def objection_window(rule: TermRule, term: Run) -> Step:
    """The period in which BGGO may object to a notification (Besluit ggo 2.19)."""
    window, days = Effect.OBJECTION_WINDOW, rule.objection_days
    start = term.start
    return step(rule, "objection", window, start, term.last, days, (start,))
