"""What a KG or VA waits for when the 2.8 request that it rests on was not granted."""

from datetime import date

from dossiers.cases.announcement import is_unsent
from dossiers.cases.first_decision import first_decision
from dossiers.cases.panel import Panel
from dossiers.models import Case
from dossiers.states import UNDECIDED, Act, Role, State, open_acts


def ground_lost_panel(case: Case, *, held: set[Role], today: date) -> Panel | None:
    """That it does not end by itself, and the next act of whoever reads it.

    Nothing once a decision on it waits for a signature, or it has ended; for
    the applicant nothing before the decision on the 2.8 request was sent.
    """
    decision = first_decision(case) if case.state in UNDECIDED else None
    if decision is None or decision.template.is_grant:
        return None
    if held == {Role.APPLICANT} and is_unsent(decision.case):
        return None
    acts = open_acts(case.state, held, case.kind)
    shows = {
        "decision": decision,
        "on": decision.case,
        "is_mine": Role.APPLICANT in held,
        "may_take_up": Act.TAKE_UP in acts and case.state == State.RECEIVED,
        "may_draft": Act.PREPARE in acts and not case.decisions.unsigned().exists(),
        "may_withdraw": Act.WITHDRAW in acts,
    }
    return Panel("dossiers/case_page/_ground_lost.html", shows)
