"""How the law counts days. Dates in, dates out; nothing here knows today.

Receipt is day 0; a term of N days ends on day N. A request asked on Q and answered on A
takes the days Q+1 to A-1 out (Awb 4:15; Besluit ggo 2.9, 2.18, 2.38); days that several
requests take out count once. Only then does a term that ends on a free day run on
through the next day that is none (Atw 1). A request made when the term was over takes
nothing out (Besluit ggo 2.18 lid 2); the ledger says so.
"""

from collections.abc import Callable
from datetime import date, timedelta

from procedures.counting import ledger
from procedures.counting.calendar import ONE_DAY, Calendar
from procedures.counting.term_count import TermCount, count_term, days_taken_out
from procedures.counting.terms import (
    WAITING_STARTS,
    AnswerBeforeRequest,
    DateOutOfRange,
    DecisionBeforeReceipt,
    Effect,
    ExtensionRefused,
    Facts,
    FactsRefused,
    LedgerStep,
    LegalGround,
    NotACombination,
    NothingToSuspend,
    Reckoning,
    RequestBeforeReceipt,
    RequestDates,
    TermRule,
    WorkStart,
    fact_problems,
)

__all__ = [
    "BEZWAAR_DAYS",
    "BEZWAAR_GROUNDS",
    "NOT_TREATING_DAYS",
    "NOT_TREATING_GROUNDS",
    "AnswerBeforeRequest",
    "DateOutOfRange",
    "DecisionBeforeReceipt",
    "Effect",
    "ExtensionRefused",
    "Facts",
    "FactsRefused",
    "LedgerStep",
    "LegalGround",
    "NotACombination",
    "NothingToSuspend",
    "Reckoning",
    "RequestBeforeReceipt",
    "RequestDates",
    "TermRule",
    "WorkStart",
    "fact_problems",
    "not_treating_until",
    "objection_period_end",
    "reckon",
]

BEZWAAR_DAYS = 42
BEZWAAR_GROUNDS = (
    LegalGround("Awb", "6:7", "https://wetten.overheid.nl/BWBR0005537"),
    LegalGround("Awb", "6:8 lid 1", "https://wetten.overheid.nl/BWBR0005537"),
    LegalGround("Atw", "1 lid 1", "https://wetten.overheid.nl/BWBR0002448"),
)
NOT_TREATING_DAYS = 28
NOT_TREATING_GROUNDS = (
    LegalGround("Awb", "4:5 lid 4", "https://wetten.overheid.nl/BWBR0005537"),
    LegalGround("Atw", "1 lid 1", "https://wetten.overheid.nl/BWBR0002448"),
)


def objection_period_end(announced: date, calendar: Calendar) -> date:
    """Last day for bezwaar: six weeks after the decision is made known (Awb 6:7)."""
    # The term begins the day after (Awb 6:8), so day 42 after the announcement is its
    # last.
    return calendar.roll(announced + timedelta(days=BEZWAAR_DAYS))


def not_treating_until(answer_by: date, calendar: Calendar) -> date:
    """Last day to make known that a filing is not treated (Awb 4:5 lid 4).

    Four weeks after the term that was set for the answer has passed unused.
    """
    return calendar.roll(answer_by + timedelta(days=NOT_TREATING_DAYS))


def reckon(
    rule: TermRule,
    facts: Facts,
    calendar: Calendar,
    today: date,
    *,
    coupled: TermRule | None = None,
) -> Reckoning:
    """Every date of a filing, and the ledger of how each came about.

    Raises the `FactsRefused` that says which fact cannot be. `today` matters only while
    a request is open: for `if_answered_today` and the days stood still so far.
    `coupled` is the row of the KG or VA in a combination, where it is known.
    """
    # Most filings are received and nothing more, and the hourly round counts them all:
    # a lone day of receipt can only lie outside the calendar.
    if facts != Facts(facts.received) or not calendar.covers(facts.received):
        for problem in fact_problems(rule, facts, calendar.covers):
            raise problem
    if not rule.running_days:
        return _nothing_runs(rule, facts)
    if rule.count > 1:
        return _combination(rule, coupled or rule, facts, calendar, today)
    term = count_term(rule, facts, calendar, today)
    # After `count`: a combination is of this kind too, and has its own way.
    if rule.kind == "decision":
        return _decision(rule, facts, term)
    told = _notification(rule, facts, term)
    if not (facts.asks_consent and rule.consent_days):
        return told
    return _with_consent(
        told, rule, count_term(rule.of_consent(), facts, calendar, today)
    )


def _with_consent(told: Reckoning, rule: TermRule, term: TermCount) -> Reckoning:
    """A change that has begun, with the day by which BGGO decides on the consent."""
    if term.open:
        return told
    last = ledger.consent_last_day_step(rule, term)
    return told._replace(last_day=term.last, steps=(*told.steps, last))


def _nothing_runs(rule: TermRule, facts: Facts) -> Reckoning:
    """A row without a term: the administrative form, or work that needs no filing.

    And a permit application that is treated as a notification of level II: the 45 days
    of 2.17 lid 1 do not hold for it, so nothing runs (Besluit ggo 2.39 lid 3).
    """
    steps = [ledger.no_term_step(rule, facts.received)]
    if rule.start != WorkStart.ON_RECEIPT:
        return Reckoning(steps=tuple(steps))
    begins = facts.treated or facts.received
    steps.append(ledger.may_start_step(rule, begins, facts.received))
    return Reckoning(may_start_on=begins, steps=tuple(steps))


def _decision(rule: TermRule, facts: Facts, term: TermCount) -> Reckoning:
    """BGGO must decide by the last day; work starts on the decision, not on a date."""
    steps = ledger.first_term_steps(rule, term, facts.received)
    if term.open:
        return _standing_still(steps, term.last, term.suspended)
    steps.append(ledger.last_day_step(rule, term))
    return Reckoning(
        last_day=term.last, suspended_days=term.suspended, steps=tuple(steps)
    )


def _standing_still(
    steps: list[LedgerStep], if_answered_today: date, suspended: int
) -> Reckoning:
    """No date is certain while a request is open: only what an answer today gives."""
    return Reckoning(
        standing_still=True,
        if_answered_today=if_answered_today,
        suspended_days=suspended,
        steps=tuple(steps),
    )


START_DAYS: dict[WorkStart, Callable[[Facts, TermCount], date]] = {
    WorkStart.ON_RECEIPT: lambda facts, term: facts.treated or facts.received,
    # Through its rolled end BGGO may still refuse to agree, and the law supposes that
    # nothing has begun by then (Besluit ggo 2.19 lid 5).
    WorkStart.AFTER_TERM: lambda facts, term: term.last + ONE_DAY,
    WorkStart.ON_TERM_DAY: lambda facts, term: term.end,
}
"""From which day a notification lets work start, by the reading that its row names."""


def _notification(rule: TermRule, facts: Facts, term: TermCount) -> Reckoning:
    """BGGO may refuse to agree in the window; work waits for it, or starts before."""
    waits = rule.start in WAITING_STARTS
    begins = START_DAYS[rule.start](facts, term)
    steps = ledger.first_term_steps(rule, term, facts.received)
    if not waits:
        # Work starts before the window runs out, so the ledger tells it right after
        # receipt.
        steps.insert(1, ledger.may_start_step(rule, begins, facts.received))
    if term.open and waits:
        return _standing_still(steps, begins, term.suspended)
    if term.open:
        # Work goes on during a request: only the window of BGGO waits for the answer.
        held = _standing_still(steps, term.last, term.suspended)
        return held._replace(may_start_on=begins)
    if waits:
        steps += _waited_start_steps(rule, facts, term, begins)
    steps.append(ledger.objection_window_step(rule, term))
    return Reckoning(
        may_start_on=begins,
        objection_until=term.last,
        suspended_days=term.suspended,
        steps=tuple(steps),
    )


def _waited_start_steps(
    rule: TermRule, facts: Facts, term: TermCount, begins: date
) -> list[LedgerStep]:
    """From when work may start, and by the other reading where the row has one."""
    steps = [ledger.may_start_step(rule, begins, facts.received)]
    if rule.other_start:
        other = START_DAYS[rule.other_start](facts, term)
        steps.append(ledger.other_start_step(rule, other, facts.received))
    return steps


def _combination(
    rule: TermRule, coupled: TermRule, facts: Facts, calendar: Calendar, today: date
) -> Reckoning:
    """A 2.8 request with a KG or VA: two terms, as the procedures page plans them.

    The KG or VA has its own term beside it, which runs from its own receipt (Besluit
    ggo 2.17, 2.19, 2.37) and stands still together with that of the request.
    """
    decided = facts.first_decision
    first = count_term(rule, _first_term_facts(facts), calendar, today)
    steps = ledger.first_term_steps(rule, first, facts.received, until=decided)
    if first.open and decided is None:
        return _standing_still(steps, first.last, first.suspended)
    if not first.open:
        steps.append(ledger.last_day_step(rule, first))
    own = count_term(coupled, facts, calendar, today)
    if not own.open:
        steps.append(ledger.coupled_last_day_step(rule, coupled, own))
    # Until it is decided the second term is projected as if the decision came on the
    # last day.
    begins = decided or first.last
    # All requests again: one that was open at the first decision goes on to suspend the
    # second term.
    second = count_term(rule, facts._replace(received=begins), calendar, today)
    steps += ledger.second_term_steps(rule, second, begins, projected=decided is None)
    found = _two_terms(rule, facts, calendar, first, second, steps)
    return found._replace(coupled_last_day=None if own.open else own.last)


def _first_term_facts(facts: Facts) -> Facts:
    """What bears on the first term: requests after its decision are too late for it."""
    decided = facts.first_decision
    if decided is None:
        return facts
    # On the day of the decision itself a request may still have come first.
    asked = tuple(each for each in facts.requests if each.asked <= decided)
    return facts._replace(requests=asked)


def _two_terms(
    rule: TermRule,
    facts: Facts,
    calendar: Calendar,
    first: TermCount,
    second: TermCount,
    steps: list[LedgerStep],
) -> Reckoning:
    """The dates of a combination whose first term is decided or can be projected."""
    last_day = None if first.open else first.last
    # Counted over both, since a pause over the first decision stands in each.
    suspended = days_taken_out([*first.pauses, *second.pauses])
    if second.open:
        held = _standing_still(steps, second.last, suspended)
        return held._replace(last_day=last_day)
    # The aim counts from the end as the law gives it, before free days lengthen it.
    aim_from = facts.received + timedelta(days=rule.days + suspended)
    aim_on = calendar.after_working_days(aim_from, rule.aim) if rule.aim else None
    steps.append(ledger.second_last_day_step(rule, second))
    if aim_on:
        steps.append(ledger.aim_step(rule, aim_on, facts.received))
    return Reckoning(
        last_day=last_day,
        second_last_day=second.last,
        aim_on=aim_on,
        suspended_days=suspended,
        steps=tuple(steps),
    )
