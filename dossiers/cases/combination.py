"""What an act on one case of a combination does to the dates of the other."""

from dataclasses import replace
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
from dossiers.models.dossier import CaseQuerySet
from procedures.counting.legal_day import legal_day


def open_coupled_cases(case: Case) -> CaseQuerySet:
    """The other cases of the same filing that can still change.

    `lock_case` has locked them together with the case.
    """
    # An ended one keeps its dates, whatever becomes of the other.
    others = Case.objects.open().filter(application=case.application_id)
    return others.exclude(pk=case.pk).select_related("procedure", "follow_up")


def update_coupled_cases(event: Event, *, at: datetime) -> list[Event]:
    """Bring the dates of the coupled cases in line after an act on `event.case`.

    A request in one suspends the terms of both (Besluit ggo 2.9, 2.18, 2.38 lid 2). The
    event of each case that moved names the other case and what moved; where nothing
    moved there is none.
    """
    return [
        apply_transition(FOLLOW, other, by=SYSTEM, at=at, facts=facts)
        for other in open_coupled_cases(event.case)
        if (facts := _followed_facts(other, event, at=at)).changes
    ]


def start_second_terms(decided: Event, *, at: datetime) -> list[Event]:
    """Let the coupled cases go on from the 2.8 decision, once it was made known.

    Their second term, where there is one, runs from the day of the decision
    (`first_decision_on` of the case that was decided).
    """
    decision, day = decided_in(decided), decided.case.first_decision_on
    events = []
    for other in open_coupled_cases(decided.case):
        # Before the dates are derived, which rest on it. The day alone is news too:
        # where it starts no second term it moves no date, and lets the case go on.
        other.first_decision_on = day
        facts = replace(
            _followed_facts(other, decided, at=at),
            first_decision_on=day,
            granted=bool(decision and decision.granted),
        )
        events.append(apply_transition(FOLLOW, other, by=SYSTEM, at=at, facts=facts))
    return events


def _followed_facts(other: Case, event: Event, *, at: datetime) -> FollowedFacts:
    """What moved in one coupled case by an act on the other; maybe no date."""
    new = case_dates(other, case_reckoning(other, today=legal_day(at)))
    return FollowedFacts(
        coupled=event.case.label,
        act=event.act,
        changes=date_changes(stored_dates(other), new),
    )
