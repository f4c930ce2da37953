"""The day on which work may start, as a row of the ledger like every other date."""

from dossiers.models import Case
from dossiers.verdict.answer import Verdict
from procedures.ledger import may_start
from procedures.legal_day import legal_day
from procedures.terms import Effect, Reckoning


def with_start(reckoned: Reckoning, verdict: Verdict, case: Case) -> Reckoning:
    """The ledger with the day of the verdict, where the term alone does not give it.

    That is the case for the KG of a combination, and for what a decision allows.
    """
    day = verdict.from_
    told = {step.from_ for step in reckoned.steps if step.effect == Effect.MAY_START}
    if day is None or day in told:
        return reckoned
    rule = case.governing.term_rule()
    row = may_start(rule, day, legal_day(case.received_at))
    kept = [step for step in reckoned.steps if step.effect != Effect.MAY_START]
    return reckoned._replace(steps=(*kept, row))
