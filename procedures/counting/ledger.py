"""The term ledger: the steps by which a date comes about, each with its ground."""

from datetime import date

from procedures.counting.calendar import ONE_DAY, days_later
from procedures.counting.term_count import Pause, TermCount, missed_days
from procedures.counting.terms import Effect, LedgerStep, RequestDates, TermRule


def ledger_step(
    rule: TermRule,
    aspect: str,
    effect: Effect,
    from_: date,
    to: date | None = None,
    days: int = 0,
    fact: tuple[date, ...] = (),
) -> LedgerStep:
    """A step that rests on an aspect of the row; the first article leads."""
    # A KeyError here is a row without its ground; `needed_aspects` keeps such a row out
    # of the database.
    grounds = rule.grounds[aspect]
    return LedgerStep(from_, to, days, effect, grounds[0], fact, grounds[1:])


def no_term_step(rule: TermRule, received: date) -> LedgerStep:
    """Nothing runs: no procedure, only a way of working."""
    return ledger_step(
        rule, "start", Effect.NO_TERM, received, received, 0, (received,)
    )


def first_term_steps(
    rule: TermRule, term: TermCount, received: date, until: date | None = None
) -> list[LedgerStep]:
    """Receipt and the periods of the first term; cut off where it was decided."""
    steps = [
        ledger_step(rule, "receipt", Effect.RECEIPT, received, received, 0, (received,))
    ]
    steps += _period_steps(rule, term, rule.running_aspect, until)
    projected = rule.count > 1 and until is None
    for request, late in term.without_effect:
        # Late for the first term of two, it counts in the second instead.
        if not (late and projected):
            steps.append(_request_without_effect_step(rule, request, late))
    return steps


def second_term_steps(
    rule: TermRule, term: TermCount, begins: date, *, projected: bool
) -> list[LedgerStep]:
    """The day on which the second term begins, and its periods."""
    effect = Effect.SECOND_PROJECTED if projected else Effect.SECOND_TERM
    steps = [ledger_step(rule, "second-term", effect, begins, begins, 0, (begins,))]
    steps += _period_steps(rule, term, "second-term", None)
    steps += [
        _request_without_effect_step(rule, request, late)
        for request, late in term.without_effect
        if request.asked > begins
    ]
    return steps


def _period_steps(
    rule: TermRule, term: TermCount, aspect: str, until: date | None
) -> list[LedgerStep]:
    """The periods of a term in order: running, standing still, running on."""
    day, counted, steps = term.start + ONE_DAY, 0, []
    for pause in term.pauses:
        # The first decision ended this term: what stands still later belongs to the
        # second.
        if until is not None and pause.first > until:
            break
        runs = (pause.first - day).days
        steps += _running_steps(rule, term, aspect, day, runs, counted)
        steps.append(_pause_step(rule, pause))
        # While one request is open nothing after it is certain.
        if pause.open:
            return steps
        day, counted = pause.last + ONE_DAY, counted + runs
    through = term.last if until is None else min(until, term.last)
    runs = (through - day).days + 1
    return steps + _running_steps(rule, term, aspect, day, runs, counted)


def _running_steps(
    rule: TermRule, term: TermCount, aspect: str, day: date, days: int, counted: int
) -> list[LedgerStep]:
    """Days that count, told apart: the term itself, its extension, rolled days."""
    steps = []
    # The law's own days come first, then the extension, and only what is left was
    # rolled.
    taken = min(term.days - counted, days)
    if taken > 0:
        through, start = days_later(day, taken - 1), (term.start,)
        steps.append(ledger_step(rule, aspect, Effect.RUNS, day, through, taken, start))
        day, days, counted = through + ONE_DAY, days - taken, counted + taken
    taken = min(term.days + term.extension - counted, days)
    if taken > 0:
        through = days_later(day, taken - 1)
        steps.append(_extension_step(rule, day, through, taken))
        day, days = through + ONE_DAY, days - taken
    if days > 0:
        steps.append(_free_days_step(rule, day - ONE_DAY, days_later(day, days - 1)))
    return steps


def _extension_step(rule: TermRule, day: date, through: date, days: int) -> LedgerStep:
    return ledger_step(rule, "extension", Effect.EXTENDED, day, through, days)


def _free_days_step(rule: TermRule, end: date, last: date) -> LedgerStep:
    """From the free day on which the term would end to the last day."""
    day, free = end, []
    # Through the day before the last: that one is no free day, the term ends on it.
    while day < last:
        free.append(day)
        day += ONE_DAY
    days = (last - end).days
    return ledger_step(
        rule, "rolling", Effect.ROLLED, end + ONE_DAY, last, days, tuple(free)
    )


def _pause_step(rule: TermRule, pause: Pause) -> LedgerStep:
    """The days between request and answer; open while one answer is still to come.

    None has passed yet on the day on which the request is sent.
    """
    days = max((pause.last - pause.first).days + 1, 0)
    last = None if pause.open else pause.last
    still, fact = Effect.STANDS_STILL, _request_days(pause.requests)
    found = ledger_step(rule, "suspension", still, pause.first, last, days, fact)
    return found._replace(
        withdrawn=_withdrawal_days(pause.requests), missed=missed_days(rule, pause)
    )


def _withdrawal_days(requests: tuple[RequestDates, ...]) -> tuple[date, ...]:
    """The days on which requests were withdrawn, so that no answer came."""
    return tuple(one.answered for one in requests if one.withdrawn and one.answered)


def _request_days(requests: tuple[RequestDates, ...]) -> tuple[date, ...]:
    """The days that requests name, in order, each once."""
    if len(requests) == 1:
        return tuple(filter(None, requests[0].days))
    return tuple(sorted({day for request in requests for day in request.days if day}))


def _request_without_effect_step(
    rule: TermRule, request: RequestDates, late: bool
) -> LedgerStep:
    """A request that moved nothing, so that the ledger does not pass over it."""
    effect = Effect.AFTER_TERM if late else Effect.NOT_SUSPENDED
    fact, until = tuple(filter(None, request.days)), request.answered
    found = ledger_step(rule, "suspension", effect, request.asked, until, 0, fact)
    return found._replace(withdrawn=_withdrawal_days((request,)))


def last_day_step(rule: TermRule, term: TermCount) -> LedgerStep:
    """The day by which BGGO must decide."""
    days = term.days + term.extension
    return ledger_step(rule, "term", Effect.LAST_DAY, term.last, term.last, days)


def second_last_day_step(rule: TermRule, term: TermCount) -> LedgerStep:
    """The day by which BGGO must decide on the KG or VA in a combination."""
    effect = Effect.SECOND_LAST_DAY
    return ledger_step(rule, "second-term", effect, term.last, term.last, term.days)


def aim_step(rule: TermRule, day: date, received: date) -> LedgerStep:
    """What BGGO strives for: working days on top of the first term, not rolled."""
    return ledger_step(rule, "aim", Effect.AIM, day, day, rule.aim or 0, (received,))


def may_start_step(rule: TermRule, day: date, received: date) -> LedgerStep:
    """The day from which work may start."""
    days = (day - received).days
    return ledger_step(rule, "start", Effect.MAY_START, day, day, days, (received,))


def other_start_step(rule: TermRule, day: date, received: date) -> LedgerStep:
    """The day from which work may start by another reading of the law."""
    effect, days = Effect.OTHER_START, (day - received).days
    return ledger_step(rule, "other-start", effect, day, day, days, (received,))


def coupled_last_day_step(
    combination: TermRule, coupled: TermRule, term: TermCount
) -> LedgerStep:
    """The last day of the KG or VA by its own term, on the grounds of its own row.

    Where only the combination is known, on those that it names for its parts.
    """
    effect, is_same = Effect.COUPLED_LAST_DAY, coupled is combination
    aspect = "coupled-term" if is_same else coupled.running_aspect
    return ledger_step(coupled, aspect, effect, term.last, term.last, term.days)


def consent_last_day_step(rule: TermRule, term: TermCount) -> LedgerStep:
    """The day by which BGGO decides on consent to a change (Besluit ggo 2.26 lid 2)."""
    effect = Effect.CONSENT_LAST_DAY
    return ledger_step(rule, "consent", effect, term.last, term.last, term.days)


def objection_window_step(rule: TermRule, term: TermCount) -> LedgerStep:
    """The period in which BGGO may object to a notification (Besluit ggo 2.19)."""
    window, days = Effect.OBJECTION_WINDOW, rule.objection_days
    start = term.start
    return ledger_step(rule, "objection", window, start, term.last, days, (start,))
