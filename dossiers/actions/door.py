"""The one door that every act on a case goes through."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import BureauRole
from dossiers.deadlines import wind
from dossiers.errors import NotAllowed
from dossiers.models import Case, Event
from dossiers.states import RULES, Act, Role, State, open_acts
from procedures.law import Law


def roles(actor: Actor, case: Case) -> set[Role]:
    """In what capacities somebody may act on a case."""
    if actor.user is None:
        return {Role.SYSTEM}
    found = set()
    if BureauRole.HANDLER in actor.user.bureau_roles():
        found.add(Role.HANDLER)
    if actor.user.organisations().filter(pk=case.organisation_id).exists():
        found.add(Role.APPLICANT)
    return found


def lock(case: Case) -> None:
    """Read the case anew and keep others off it until this transaction ends."""
    case.refresh_from_db(
        from_queryset=Case.objects.select_for_update(of=("self",)).select_related(
            "dossier", "procedure", "follow_up"
        )
    )


@transaction.atomic
def perform(act: Act, case: Case, *, by: Actor, at: datetime, **facts) -> Event:
    """Do an act: lock, check, move, write the event, derive the dates.

    `facts` are stored with the event and must be JSON. Raises `NotAllowed` when the
    table does not open the act for this state and actor. `case` is brought up to date.
    """
    lock(case)
    check(act, case, by=by)
    return move(act, case, by=by, at=at, facts=facts)


def check(act: Act, case: Case, *, by: Actor) -> None:
    """Refuse what the table does not allow, and say why."""
    if act in open_acts(case.state, roles(by, case), case.kind):
        return
    message = _(
        "“%(act)s” is not possible: you may not do this, or the case is %(state)s."
    )
    words = {"act": act.label, "state": State(case.state).label}
    raise NotAllowed(message % words, case.events.last())


def move(
    act: Act,
    case: Case,
    *,
    by: Actor,
    at: datetime,
    facts: dict,
    books: Law | None = None,
) -> Event:
    """Put the locked or new case in its next state, with its event and its dates."""
    old_state = case.state if case.pk else ""
    case.state = RULES[act].target or case.state
    case.changed_at = at
    wind(case, at=at, books=books)
    case.save()
    return case.events.create(
        act=act,
        old_state=old_state,
        new_state=case.state,
        at=at,
        user=by.user,
        client=by.client,
        actor_name=by.name,
        facts=facts,
    )
