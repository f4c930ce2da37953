"""Withdrawing what was filed: the case ends, and no decision follows."""

from datetime import datetime

from django.db import transaction

from accounts.actor import SYSTEM, Actor
from dossiers.cases.combination import open_coupled_cases, update_coupled_cases
from dossiers.cases.dates import clear_cached_requests
from dossiers.cases.transitions import apply_transition, lock_case, lock_for
from dossiers.correspondence.letters import queue_letter
from dossiers.decisions.deciding import return_to_draft
from dossiers.facts.filing_facts import WithdrawnFacts
from dossiers.facts.request_facts import RevokedFacts
from dossiers.information_requests.acts import REVOKE
from dossiers.models import Case, Event, LetterKind
from dossiers.reminders.promising import inform_handler
from dossiers.reminders.recipients import filing_recipients
from dossiers.states import Part
from dossiers.withdrawals.acts import WITHDRAW
from procedures.counting.legal_day import legal_day

REASON_MAX = 5_000
"""How many characters a reason may have."""


@transaction.atomic
def withdraw_case(case: Case, *, reason: str = "", by: Actor, at: datetime) -> Event:
    """Withdraw an open case; with a 2.8 request also the KG or VA that rests on it.

    That one can be withdrawn alone; the request then goes on. What Bureau GGO still
    asked in the case lapses, and with it the standing still of the case that goes on.
    Each case that ends gets its letter. Raises `NotAllowed` when the case is over and
    for strangers.
    """
    lock_for(WITHDRAW, case, by=by, at=at)
    resting = cases_resting_on(case)
    event = _withdraw_one(case, WithdrawnFacts(reason=reason), by=by, at=at)
    for other in resting:
        lock_case(
            other
        )  # what ended the first one may have moved the dates of this one
        facts = WithdrawnFacts(reason=reason, coupled=case.label)
        _withdraw_one(other, facts, by=by, at=at)
    return event


def cases_resting_on(case: Case) -> list[Case]:
    """The open KG or VA of a combination that cannot do without this 2.8 request."""
    return list(open_coupled_cases(case)) if case.part == Part.REQUEST else []


def _withdraw_one(
    case: Case, facts: WithdrawnFacts, *, by: Actor, at: datetime
) -> Event:
    """End one locked case, and tell it by letter."""
    # A prepared decision would wait for a signature in a case that is over.
    return_to_draft(case)
    for request in case.information_requests.open():
        request.revoked_at = at
        request.save(update_fields=["revoked_at"])
        # Before the end, at which the days that the clock stood still are counted for
        # good.
        clear_cached_requests(case)
        lapsed = RevokedFacts(request=request.pk, because=WITHDRAW)
        # By the portal: Bureau GGO did not withdraw its questions, they lapse.
        apply_transition(REVOKE, case, by=SYSTEM, at=at, facts=lapsed)
    event = apply_transition(WITHDRAW, case, by=by, at=at, facts=facts)
    update_coupled_cases(event, at=at)
    to = filing_recipients(case, by.person, on=legal_day(at))
    queue_letter(LetterKind.WITHDRAWAL, event, to=to, at=at)
    inform_handler(event, at=at)
    return event
