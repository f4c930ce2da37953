"""May the work start, once the case has ended?"""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dossiers.cases import how_it_ended
from dossiers.cases.announcement import made_known_on
from dossiers.cases.dates import dates
from dossiers.models import Case
from dossiers.states import Act, Kind, Part, State
from dossiers.work_start.start_answer import Verdict, no
from dossiers.work_start.start_in_combination import in_combination
from dossiers.work_start.start_while_running import BY_START
from procedures.counting.terms import Reckoning, Start
from procedures.models import ProcedureType


def _decided(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Awb 3:40: a decision works from the day on which it was made known."""
    event = how_it_ended.last(case, Act.DECIDE)
    if event is None or not event.facts["granted"]:
        return no(_("Bureau GGO has refused what you asked"))
    day, facts = made_known_on(case, event), event.facts
    if case.part == Part.REQUEST:
        return no(
            _("not on the 2.8 decision alone, but as the case coupled to it says")
        )
    if day is None:
        return no(_("not before the decision has been sent to you"))
    if case.governing.type == ProcedureType.R213:
        reason = _("as soon as it stands in the report of the risk assessment")
        return Verdict("on-condition", day, reason)
    if case.procedure.term_rule().start == Start.FOLLOW_UP:
        return no(_("not on this decision alone: a notification or permit comes first"))
    return Verdict("yes", day, _on_what(facts))


def _on_what(facts: dict) -> str:
    """What a decision binds the work to."""
    words = {"level": facts["level"], "cfi": ", ".join(facts["cfis"])}
    lines = [_("the decision allows it")]
    if facts["level"]:
        lines = [_("at level %(level)s, with CFI %(cfi)s") % words]
    if facts["conditions"]:
        lines.append(_("on the conditions of the decision"))
    return ", ".join(lines)


def _objected(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.19: stop, or go on with the containment that is assigned.

    Where another level is assigned there is no wait any more; where only the CFI
    changes, a row that waits still waits. What is assigned holds from the day on which
    it was made known (Awb 3:40); there is no such day before.
    """
    event = how_it_ended.last(case, Act.OBJECT)
    facts = event.facts if event else {"kind": "cannot-agree"}
    if facts["kind"] == "cannot-agree":
        return no(_("Bureau GGO objects: do not start, or stop at once"))
    day = made_known_on(case, event) if event else None
    if facts["kind"] == "other-level":
        reason = _("only at level %(level)s, with CFI %(cfi)s") % facts
        return Verdict("on-condition", day, reason)
    reason = _("only with CFI %(cfi)s") % facts
    if case.governing.term_rule().start != Start.AFTER_TERM:
        return Verdict("on-condition", day, reason)
    if start := _after_wait(case, reckoning):
        words = {"day": date_format(start, "j F Y"), "cfi": facts["cfi"]}
        reason = _("from %(day)s, only with CFI %(cfi)s") % words
    return Verdict("on-condition", start, reason)


def _after_wait(case: Case, reckoning: Reckoning) -> date | None:
    """When the wait is over: in a combination on the day after its second term."""
    if case.part != Part.FOLLOW_UP:
        return reckoning.may_start_on
    last = dates(case, reckoning).objection_until
    return last + timedelta(days=1) if last else None


def _not_treated(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.9, 2.18, 2.38 lid 3: it counts as if nothing had been filed."""
    return no(_("the filing is not treated: file it anew, and complete"))


def _withdrawn(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """What was withdrawn is not there any more."""
    return no(_("it was withdrawn: never on this filing"))


def _converted(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.19 lid 6, 2.39 lid 3: another case says when."""
    return no(_("it goes on as another procedure, under a new number"))


def until_known(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Awb 3:40: a decision that was not sent does not work yet; the row still holds."""
    if case.kind != Kind.NOTIFICATION or case.asks_consent:
        return no(_("not before the decision has been sent to you"))
    if case.part == Part.FOLLOW_UP:
        as_open = in_combination(case, reckoning, today)
    else:
        as_open = BY_START[case.procedure.term_rule().start](reckoning, today)
    if as_open.verdict != "yes":
        return as_open
    reason = _("until a decision reaches you that Bureau GGO has taken (Awb 3:40)")
    return as_open._replace(verdict="on-condition", reason=reason)


BY_STATE: dict[State, Callable[[Case, Reckoning, date], Verdict]] = {
    State.DECIDED: _decided,
    State.OBJECTED: _objected,
    State.NOT_TREATED: _not_treated,
    State.WITHDRAWN: _withdrawn,
    State.CONVERTED: _converted,
}
"""For other endings the row of the law says it."""
