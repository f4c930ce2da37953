"""May the work start, once the case has ended?"""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dossiers.cases.act_definition import facts_of
from dossiers.cases.announcement import last_decision, made_known_on
from dossiers.cases.dates import case_dates, waits_for_consent
from dossiers.facts.decision_facts import DecisionFacts, ObjectionKind
from dossiers.models import Case
from dossiers.states import Kind, Part, State
from dossiers.work_start.start_in_combination import verdict_in_combination
from dossiers.work_start.start_while_running import BY_START, Verdict, no_start
from procedures.counting.terms import WAITING_STARTS, Reckoning, WorkStart
from procedures.models import ProcedureType


def _after_decision(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Awb 3:40: a decision works from the day on which it was made known."""
    event = last_decision(case)
    if case.kind == Kind.NOTIFICATION and not waits_for_consent(case):
        # Consent with a change, given or refused: the change had begun (2.24 lid 1),
        # and nothing but a decision of 2.19 forbids it.
        return BY_START[case.procedure.term_rule().start](reckoning, today)
    if event is None or not facts_of(event).granted:
        return no_start(_("Bureau GGO has refused what you asked"))
    day, facts = made_known_on(case, event), facts_of(event)
    # Before the day: also once it was sent no work begins on it alone.
    if case.part == Part.REQUEST:
        return no_start(
            _("not on the 2.8 decision alone, but as the case coupled to it says")
        )
    if day is None:
        return no_start(_("not before the decision has been sent to you"))
    if case.governing.type == ProcedureType.R213:
        reason = _("as soon as it stands in the report of the risk assessment")
        return Verdict("on-condition", day, reason)
    if case.procedure.term_rule().start == WorkStart.FOLLOW_UP:
        return no_start(
            _("not on this decision alone: a notification or permit comes first")
        )
    return Verdict("yes", day, _conditions_in_words(facts))


def _conditions_in_words(facts: DecisionFacts) -> str:
    """What a decision binds the work to."""
    words = {"level": facts.level, "cfi": ", ".join(facts.cfis)}
    lines = [_("the decision allows it")]
    if facts.level:
        lines = [_("at level %(level)s, with CFI %(cfi)s") % words]
    if facts.conditions:
        lines.append(_("on the conditions of the decision"))
    return ", ".join(lines)


def _after_objection(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.19: stop, or go on with the containment that is assigned.

    Where another level is assigned there is no wait any more; where only the CFI
    changes, a row that waits still waits. What is assigned holds from the day on which
    it was made known (Awb 3:40); there is no such day before.
    """
    event = last_decision(case)
    # Without its event the strictest of the three.
    facts = facts_of(event) if event else None
    if facts is None or facts.kind == ObjectionKind.CANNOT_AGREE:
        return no_start(_("Bureau GGO does not agree: do not start, or stop at once"))
    day = made_known_on(case, event) if event else None
    assigned = {"level": facts.level, "cfi": facts.cfi}
    if facts.kind == ObjectionKind.OTHER_LEVEL:
        reason = _("only at level %(level)s, with CFI %(cfi)s") % assigned
        return Verdict("on-condition", day, reason)
    reason = _("only with CFI %(cfi)s") % assigned
    if case.governing.term_rule().start not in WAITING_STARTS:
        return Verdict("on-condition", day, reason)
    if start := _after_wait(case, reckoning):
        words = {"day": date_format(start, "j F Y"), "cfi": facts.cfi}
        reason = _("from %(day)s, only with CFI %(cfi)s") % words
    return Verdict("on-condition", start, reason)


def _after_wait(case: Case, reckoning: Reckoning) -> date | None:
    """When the wait is over: in a combination on the day after its own term."""
    if case.part != Part.FOLLOW_UP:
        return reckoning.may_start_on
    last = case_dates(case, reckoning).objection_until
    return last + timedelta(days=1) if last else None


def _after_not_treating(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.9, 2.18, 2.38 lid 3: it counts as if nothing had been filed."""
    return no_start(_("the filing is not treated: file it anew, and complete"))


def _after_withdrawal(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """What was withdrawn is not there any more."""
    return no_start(_("it was withdrawn: never on this filing"))


def _after_conversion(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.19 lid 6, 2.39 lid 3: another case says when."""
    return no_start(_("it goes on as another procedure, under a new number"))


def verdict_until_made_known(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Awb 3:40: a decision that was not sent does not work yet; the row still holds."""
    if case.kind != Kind.NOTIFICATION or waits_for_consent(case):
        return no_start(_("not before the decision has been sent to you"))
    if case.part == Part.FOLLOW_UP:
        as_open = verdict_in_combination(case, reckoning, today)
    else:
        as_open = BY_START[case.procedure.term_rule().start](reckoning, today)
    # Who may not start yet is told just that, or the answer would give the decision
    # away.
    if as_open.verdict != "yes":
        return as_open
    reason = _("until a decision reaches you that Bureau GGO has taken (Awb 3:40)")
    return as_open._replace(verdict="on-condition", reason=reason)


BY_STATE: dict[State, Callable[[Case, Reckoning, date], Verdict]] = {
    State.DECIDED: _after_decision,
    State.OBJECTED: _after_objection,
    State.NOT_TREATED: _after_not_treating,
    State.WITHDRAWN: _after_withdrawal,
    State.CONVERTED: _after_conversion,
}
"""For other endings the row of the law says it."""
