"""What an act on one case of a combination does to the dates of the other."""

from datetime import datetime

from accounts.actor import SYSTEM
from dossiers.cases.act_definition import decided_in
from dossiers.cases.acts import FOLLOW
from dossiers.cases.dates import (
    case_dates,
    case_reckoning,
    date_changes,
    stored_dates,
)
from dossiers.cases.transitions import apply_transition
from dossiers.facts.date_facts import FollowedFacts
from dossiers.models import Case, Event
from procedures.counting.legal_day import legal_day


def open_coupled_cases(case: Case):
    """The other cases of the same filing that can still change.

    `lock_case` has locked them together with the case.
    """
    # An ended one keeps its dates, whatever becomes of the other.
    others = Case.objects.open().filter(application=case.application_id)
    return others.exclude(pk=case.pk).select_related("procedure", "follow_up")


def update_coupled_cases(event: Event, *, at: datetime) -> list[Event]:
    """Bring the dates of the coupled cases in line after an act on `event.case`.

    A request in one suspends the terms of both (Besluit ggo 2.9, 2.18, 2.38 lid 2); the
    second term runs from the 2.8 decision (`first_decision_on`, set on the case that
    was decided). The event of each case that moved names the
    other case and what moved; where nothing moved there is none.
    """
    return [
        moved
        for other in open_coupled_cases(event.case)
        if (moved := _update_coupled_case(other, event, at=at))
    ]


def _update_coupled_case(other: Case, event: Event, *, at: datetime) -> Event | None:
    """One coupled case after an act on the other; None when its dates stay."""
    decided = event.case.first_decision_on
    # The day alone is news too: where it starts no second term it moves no date, and
    # still lets the other case go on.
    is_new = decided != other.first_decision_on
    other.first_decision_on = decided
    new = case_dates(other, case_reckoning(other, today=legal_day(at)))
    moved = date_changes(stored_dates(other), new)
    if not (moved or is_new):
        return None
    decision = decided_in(event)
    facts = FollowedFacts(
        coupled=event.case.label,
        act=event.act,
        changes=moved,
        first_decision_on=decided if is_new else None,
        granted=bool(decision and decision.granted) if is_new else None,
    )
    return apply_transition(FOLLOW, other, by=SYSTEM, at=at, facts=facts)
