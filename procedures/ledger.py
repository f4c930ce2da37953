"""The term ledger: the steps by which a date comes about, each with its ground."""

from collections.abc import Iterator
from datetime import date

from procedures.calendar import ONE_DAY
from procedures.run import Pause, Run
from procedures.terms import Effect, Request, Step, TermRule


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
    if not term.pauses and until is None:
        _plain(rule, term, rule.running_aspect, steps)
    else:
        steps += _periods(rule, term, rule.running_aspect, until)
    projected = rule.count > 1 and until is None
    steps += [
        _idle(rule, request, late)
        for request, late in term.without_effect
        if not (late and projected)  # it counts in the second term instead
    ]
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


def _plain(rule: TermRule, term: Run, aspect: str, steps: list[Step]) -> None:
    """The periods of a term without a pause: the usual case, so the quick way."""
    day, start = term.start + ONE_DAY, (term.start,)
    through = term.end
    if term.extension:
        through = date.fromordinal(through.toordinal() - term.extension)
    steps.append(step(rule, aspect, Effect.RUNS, day, through, term.days, start))
    if term.extension:
        steps.append(_extended(rule, through + ONE_DAY, term.end, term.extension))
    if term.last > term.end:
        steps.append(_rolled(rule, term.end, term.last))


def _periods(
    rule: TermRule, term: Run, aspect: str, until: date | None
) -> Iterator[Step]:
    """The periods of a term in order: running, standing still, running on."""
    day, counted = term.start + ONE_DAY, 0
    for pause in term.pauses:
        if until is not None and pause.first > until:
            break
        for each in _running(rule, term, aspect, day, pause.first - ONE_DAY, counted):
            counted += each.days
            yield each
        yield _standing_still(rule, pause)
        if any(request.answered is None for request in pause.requests) and term.open:
            return
        day = pause.last + ONE_DAY
    through = term.last if until is None else min(until, term.last)
    yield from _running(rule, term, aspect, day, through, counted)


def _running(
    rule: TermRule, term: Run, aspect: str, day: date, through: date, counted: int
) -> Iterator[Step]:
    """Days that count, told apart: the term itself, its extension, rolled days."""
    for limit, make in (
        (term.days, lambda *a: step(rule, aspect, Effect.RUNS, *a, (term.start,))),
        (term.days + term.extension, lambda *a: _extended(rule, *a)),
    ):
        left = min(limit - counted, (through - day).days + 1)
        if left > 0:
            last = date.fromordinal(day.toordinal() + left - 1)
            yield make(day, last, left)
            day, counted = last + ONE_DAY, counted + left
    if day <= through:
        yield _rolled(rule, day - ONE_DAY, through)


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
    """The days between request and answer; open while one answer is still to come."""
    is_open = any(request.answered is None for request in pause.requests)
    facts = sorted({day for request in pause.requests for day in request if day})
    days = (pause.last - pause.first).days + 1
    last = None if is_open else pause.last
    return step(
        *(rule, "suspension", Effect.STANDS_STILL, pause.first, last, days),
        tuple(facts),
    )


def _idle(rule: TermRule, request: Request, late: bool) -> Step:
    """A request that moved nothing, so that the ledger does not pass over it."""
    effect = Effect.AFTER_TERM if late else Effect.NOT_SUSPENDED
    fact = tuple(day for day in request if day)
    return step(rule, "suspension", effect, request.asked, request.answered, 0, fact)


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
    return step(
        *(rule, "objection", Effect.OBJECTION_WINDOW, term.start, term.last),
        *(rule.objection_days, (term.start,)),
    )
