"""The decision on a case: being written, waiting for a signature, or taken.

And what a KG or VA waits for when the 2.8 request that it rests on was not granted.
"""

from datetime import date
from typing import Any

from dossiers.cases.act_definition import open_acts
from dossiers.cases.announcement import is_unsent
from dossiers.cases.first_decision import first_decision
from dossiers.cases.page_parts import Panel
from dossiers.decisions.acts import PREPARE
from dossiers.decisions.containment import first_filed_containment
from dossiers.decisions.conversion import case_converted_from, case_converted_into
from dossiers.decisions.wording import condition_lines
from dossiers.handling.acts import TAKE_UP
from dossiers.models import Case, Decision
from dossiers.states import UNDECIDED, Act, Role, State
from procedures.counting.clock import objection_period_end
from procedures.law_rows import law

BUREAU_ROLES = {Role.HANDLER, Role.DECIDER}


def decision_status_panel(case: Case, *, held: set[Role], today: date) -> Panel | None:
    """What was decided, for everybody; what is being written, for Bureau GGO alone."""
    rows = case.decisions.select_related(
        "template", "becomes", "saved_by", "prepared_by", "signed_by"
    )
    decision = rows.last()
    if decision is None:
        return None
    # Who is applicant and staff at once reads it as staff does.
    if decision.signed_at and held == {Role.APPLICANT} and is_unsent(case):
        return None
    if decision.signed_at:
        return Panel(
            "dossiers/decisions/_decision.html",
            _signed_decision_context(case, decision),
        )
    if held == {Role.APPLICANT}:
        return None
    shows = {
        "decision": decision,
        "filed": first_filed_containment(case) if decision.cfis else None,
        "may_write": Role.HANDLER in held and case.state in UNDECIDED,
        "may_read": bool(held & BUREAU_ROLES),
    }
    return Panel("dossiers/decisions/_decision_unsigned.html", shows)


def _signed_decision_context(case: Case, decision: Decision) -> dict[str, Any]:
    """A decision that was taken; once it was sent, with the last day to object."""
    letter = case.letters.filter(
        event__facts__decision=decision.pk, kind__in=("decision", "objection")
    ).first()
    announced = letter.made_known_on if letter else None
    return {
        "decision": decision,
        "announced": announced,
        "filed": first_filed_containment(case) if decision.cfis else None,
        "until": announced and objection_period_end(announced, law.current_calendar()),
        "conditions": condition_lines(decision.conditions),
        "letter": letter,
    }


def conversion_panel(case: Case, *, held: set[Role], today: date) -> Panel | None:
    """Which case a filing goes on as, or goes on from.

    The applicant reads it once the decision was sent.
    """
    if held == {Role.APPLICANT} and is_unsent(case):
        return None
    became, was = case_converted_into(case), case_converted_from(case)
    waits = case.state == State.CONVERTED and became is None
    if not (became or was or waits):
        return None
    shows = {"became": became, "was": was, "waits": waits}
    return Panel("dossiers/decisions/_conversion.html", shows)


def ground_lost_panel(case: Case, *, held: set[Role], today: date) -> Panel | None:
    """That it does not end by itself, and the next act of whoever reads it.

    Nothing once a decision on it waits for a signature, or it has ended; for
    the applicant nothing before the decision on the 2.8 request was sent.
    """
    decision = first_decision(case) if case.state in UNDECIDED else None
    if decision is None or decision.template.is_grant:
        return None
    # By the case of the request: it is that decision which was not sent.
    if held == {Role.APPLICANT} and is_unsent(decision.case):
        return None
    acts = open_acts(case.state, held, case.kind)
    shows = {
        "decision": decision,
        "on": decision.case,
        "is_mine": Role.APPLICANT in held,
        "may_take_up": TAKE_UP in acts and case.state == State.RECEIVED,
        "may_draft": PREPARE in acts and not case.decisions.unsigned().exists(),
        "may_withdraw": Act.WITHDRAW in acts,
    }
    return Panel("dossiers/decisions/_ground_lost.html", shows)
