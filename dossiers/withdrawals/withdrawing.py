"""Withdrawing what was filed: the case ends, and no decision follows."""

from datetime import datetime

from django.db import transaction

from accounts.actor import SYSTEM, Actor
from dossiers.cases.combination import coupled_open, follow
from dossiers.cases.dates import forget
from dossiers.cases.transitions import enter, lock, move
from dossiers.correspondence.letters import promise_letter
from dossiers.decisions.deciding import unprepare
from dossiers.models import Case, Event, LetterKind
from dossiers.reminders.promising import inform
from dossiers.reminders.recipients import of_filing
from dossiers.states import Act, Part
from procedures.counting.legal_day import legal_day

REASON_MAX = 5_000
"""How many characters a reason may have."""


@transaction.atomic
def withdraw(case: Case, *, reason: str = "", by: Actor, at: datetime) -> Event:
    """Withdraw an open case; with a 2.8 request also the KG or VA that rests on it.

    That one can be withdrawn alone; the request then goes on. What Bureau GGO still
    asked in the case lapses, and with it the standing still of the case that goes on.
    Each case that ends gets its letter. Raises `NotAllowed` when the case is over and
    for strangers.
    """
    enter(Act.WITHDRAW, case, by=by, at=at)
    resting = resting_on(case)
    event = _withdraw(case, {"reason": reason}, by=by, at=at)
    for other in resting:
        lock(other)  # what ended the first one may have moved the dates of this one
        facts = {"reason": reason, "coupled": case.label}
        _withdraw(other, facts, by=by, at=at)
    return event


def resting_on(case: Case) -> list[Case]:
    """The open KG or VA of a combination that cannot do without this 2.8 request."""
    return list(coupled_open(case)) if case.part == Part.REQUEST else []


def _withdraw(case: Case, facts: dict, *, by: Actor, at: datetime) -> Event:
    """End one locked case, and tell it by letter."""
    unprepare(case)
    for request in case.information_requests.open():
        request.revoked_at = at
        request.save(update_fields=["revoked_at"])
        forget(case)
        lapsed = {"request": request.pk, "because": Act.WITHDRAW}
        move(Act.REVOKE, case, by=SYSTEM, at=at, facts=lapsed)
    event = move(Act.WITHDRAW, case, by=by, at=at, facts=facts)
    follow(event, at=at)
    to = of_filing(case, by.person, on=legal_day(at))
    promise_letter(LetterKind.WITHDRAWAL, event, to=to, at=at)
    inform(event, at=at)
    return event
