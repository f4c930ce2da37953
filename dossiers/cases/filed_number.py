"""Telling the form how a case stands, when it is opened and when it ends."""

from applications.models import FiledNumber
from dossiers.cases.act_definition import decided_in
from dossiers.cases.case_plan import procedure_type_of
from dossiers.facts.decision_facts import ObjectionKind
from dossiers.models import Case, Event
from dossiers.states import ENDED, State
from procedures.counting.legal_day import legal_day

Ending = FiledNumber.Ending
ENDING_BY_STATE = {
    State.CLOSED: Ending.ACCEPTED,
    State.NOT_TREATED: Ending.NOT_TREATED,
    State.WITHDRAWN: Ending.WITHDRAWN,
    State.CONVERTED: Ending.CONVERTED,
    State.PROCESSED: Ending.PROCESSED,
}


def update_filed_number(case: Case, event: Event) -> None:
    """Store how the number of a case stands after an act that opened or ended it."""
    ending = filed_number_ending(case, event)
    FiledNumber.objects.keep(
        case.application,
        number=case.label,
        key=case.governing.key,
        kind=procedure_type_of(case),
        ending=ending,
        on=legal_day(event.at) if ending else None,
    )


def filed_number_ending(case: Case, event: Event) -> str:
    """How it ended, in the words of the form; empty while it is open."""
    if case.state not in ENDED:
        return ""
    # Two ends hang on what was decided, all others on the state alone.
    if case.state == State.DECIDED:
        decision = decided_in(event)
        is_granted = decision and decision.granted
        return Ending.GRANTED if is_granted else Ending.REFUSED
    if case.state == State.OBJECTED:
        # With another CFI or level the work goes on as assigned, so a change can be
        # filed to it.
        decision = decided_in(event)
        stops = decision and decision.kind == ObjectionKind.CANNOT_AGREE
        return Ending.REFUSED if stops else Ending.ASSIGNED
    return ENDING_BY_STATE[State(case.state)]
