"""May work start, and the dates by which that is so: one answer for page and machine.

The day on which work may start comes from the verdict alone; ledger and picture have it
from there, whatever the term by itself would give.
"""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from dossiers.cases.announcement import is_unsent
from dossiers.cases.dates import (
    case_dates,
    case_reckoning,
    is_window_open,
    waits_for_consent,
)
from dossiers.models import Case
from dossiers.states import ENDED, Part, State
from dossiers.work_start.start_after_end import BY_STATE, verdict_until_made_known
from dossiers.work_start.start_in_combination import verdict_in_combination
from dossiers.work_start.start_while_running import BY_START, Verdict, no_start
from procedures.counting import ledger
from procedures.counting.legal_day import legal_day
from procedures.counting.terms import Effect, Reckoning
from procedures.law_rows.law import Law


def start_verdict(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """The verdict on a day, from the row of the law that governs the case.

    How the case ended goes before what the row says.
    """
    # A case that closed in silence is not among them: what its row says now holds for
    # good.
    if case.state in ENDED and (ended := BY_STATE.get(State(case.state))):
        tell = verdict_until_made_known if is_unsent(case) else ended
        return tell(case, reckoning, today)
    if case.part in (Part.REQUEST, Part.FOLLOW_UP):
        return verdict_in_combination(case, reckoning, today)
    if case.state != State.CLOSED and waits_for_consent(case):
        return no_start(_("only after you have received the consent"))
    return BY_START[case.procedure.term_rule().start](reckoning, today)


WINDOW = {
    Effect.OBJECTION_WINDOW,
    Effect.COUPLED_LAST_DAY,
    Effect.SECOND_LAST_DAY,
}
"""What tells the window of a notification, in a combination by its second term."""


class TermAndStart(NamedTuple):
    """What is told of the dates of a case: its ledger, and whether work may start."""

    reckoning: Reckoning
    verdict: Verdict


def term_and_start(
    case: Case, *, today: date, books: Law | None = None
) -> TermAndStart:
    """The ledger and the verdict of a case on a day, which say the same start.

    The clock of a case that has ended is as it stood on that day.
    """
    day = legal_day(case.ended_at) if case.ended_at else today
    reckoned = case_reckoning(case, today=day, books=books)
    verdict = start_verdict(case, reckoned, today)
    reckoned = without_aim(without_window(reckoned, case), case)
    reckoned = without_coupled(reckoned, case)
    return TermAndStart(with_start(reckoned, verdict, case), verdict)


def without_aim(reckoned: Reckoning, case: Case) -> Reckoning:
    """Once the 2.8 decision is there, nothing more is striven for."""
    if case.first_decision_on is None:
        return reckoned
    steps = tuple(step for step in reckoned.steps if step.effect != Effect.AIM)
    return reckoned._replace(steps=steps, aim_on=None)


def without_coupled(reckoned: Reckoning, case: Case) -> Reckoning:
    """The ledger of a 2.8 request without the own term of the KG or VA beside it.

    That hangs on its row (45 or 90 days), so the page of that case tells it.
    """
    if case.part != Part.REQUEST:
        return reckoned
    told = Effect.COUPLED_LAST_DAY
    steps = tuple(step for step in reckoned.steps if step.effect != told)
    return reckoned._replace(steps=steps, coupled_last_day=None)


def without_window(reckoned: Reckoning, case: Case) -> Reckoning:
    """The ledger of a case that ended within its window, without that window.

    Once it has ended nobody can refuse to agree with it any more (Besluit ggo 2.19).
    """
    last = case_dates(case, reckoned).objection_until
    if last is None or is_window_open(case, last):
        return reckoned
    steps = [step for step in reckoned.steps if step.effect not in WINDOW]
    return reckoned._replace(
        steps=tuple(steps),
        objection_until=None,
        coupled_last_day=None,
        second_last_day=None,
    )


def with_start(reckoned: Reckoning, verdict: Verdict, case: Case) -> Reckoning:
    """The ledger with the day of the verdict as the only one on which work may start.

    Without such a day it has none: not the day that the term alone would give either.
    """
    day, steps = verdict.from_, reckoned.steps
    own = [step for step in steps if step.effect == Effect.MAY_START]
    kept = tuple(step for step in steps if step not in own or step.from_ == day)
    # The second reading is of the start that the clock gives, and of no other.
    if len(kept) < len(steps):
        kept = tuple(step for step in kept if step.effect != Effect.OTHER_START)
    # None of the steps of the clock was on that day, so it gets one of its own.
    if day and not any(step.effect == Effect.MAY_START for step in kept):
        rule = case.governing.term_rule()
        kept += (ledger.may_start_step(rule, day, legal_day(case.received_at)),)
    return reckoned._replace(steps=kept, may_start_on=day)
