"""The one door that every act on a case goes through."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import BureauRole
from dossiers.cases.act_definition import open_acts, rule_of
from dossiers.cases.announcement import is_unsent
from dossiers.cases.dates import clear_cached_requests, set_dates
from dossiers.cases.event_chain import append_to_chain
from dossiers.cases.filed_number import update_filed_number
from dossiers.cases.rederiving import derive_if_behind
from dossiers.errors import NotAllowed
from dossiers.facts.storing import NO_FACTS, Facts
from dossiers.models import Case, Event
from dossiers.states import (
    ENDED,
    Act,
    Kind,
    Resumed,
    Role,
    State,
)
from procedures.law_rows.law import Law

ROLE_BY_POSITION = {
    BureauRole.HANDLER: Role.HANDLER,
    BureauRole.DECIDER: Role.DECIDER,
}


def roles_of(actor: Actor, case: Case) -> set[Role]:
    """In what capacities somebody may act on a case."""
    if actor.guest:
        return {Role.ADVISER}
    if actor.user is None:
        return {Role.SYSTEM}
    held_roles = actor.user.bureau_roles()
    capacities = {
        role for position, role in ROLE_BY_POSITION.items() if position in held_roles
    }
    if actor.user.organisations().filter(pk=case.organisation_id).exists():
        capacities.add(Role.APPLICANT)
    return capacities


def lock_case(case: Case) -> None:
    """Read the case anew and keep others off it until this transaction ends.

    The cases of a combination share their term, so they are locked together, in the
    order of their keys.
    """
    if case.part:
        both = Case.objects.filter(application=case.application_id).order_by("pk")
        list(both.select_for_update(of=("self",)).values_list("pk"))
    case.refresh_from_db(
        from_queryset=Case.objects.select_for_update(of=("self",)).select_related(
            "dossier", "procedure", "follow_up"
        )
    )
    clear_cached_requests(case)


def lock_for(act: Act, case: Case, *, by: Actor, at: datetime) -> None:
    """Lock a case and see that an act on it is open; raises `NotAllowed`.

    Its dates are those of the law as it stands: they are derived first when the law has
    changed since (ADR 25). For an act that has more to look at, or rows to write,
    before it goes on with `apply_transition`. Call it in the act's own transaction.
    """
    lock_case(case)
    refuse_unless_open(act, case, by=by)
    derive_if_behind(case, at=at)


@transaction.atomic
def perform(
    act: Act, case: Case, *, by: Actor, at: datetime, facts: Facts = NO_FACTS
) -> Event:
    """Do an act: lock, check, move, write the event, derive the dates.

    `facts` are those of the definition of the act. Raises `NotAllowed` when the
    table does not open the act for this state and actor. `case` is brought up to date.
    """
    lock_for(act, case, by=by, at=at)
    return apply_transition(act, case, by=by, at=at, facts=facts)


def refuse_unless_open(act: Act, case: Case, *, by: Actor) -> None:
    """Refuse what the table does not allow, and say why."""
    held_roles = roles_of(by, case)
    if act not in open_acts(case.state, held_roles, case.kind):
        raise NotAllowed(why_not_open(act, case, held_roles), case.events.last())


def why_not_open(act: Act, case: Case, held_roles: set[Role]) -> str:
    """The one reason for which an act is not open: who one is, or what the case is."""
    rule = rule_of(act)
    words: dict[str, object] = {"act": act.label}
    if not held_roles & rule.by:
        words["who"] = ", ".join(str(role.label) for role in Role if role in rule.by)
        return _("“%(act)s” is not for you but for: %(who)s.") % words
    if case.kind not in rule.on:
        words["kind"] = Kind(case.kind).label
        return _("“%(act)s” does not go with this kind of case: %(kind)s.") % words
    if Role.APPLICANT in held_roles and is_unsent(case):
        return _("A decision has been taken and is on its way, so this is too late.")
    words["state"] = State(case.state).label
    return _("“%(act)s” is not possible while the case is “%(state)s”.") % words


def apply_transition(
    act: Act,
    case: Case,
    *,
    by: Actor,
    at: datetime,
    facts: Facts,
    books: Law | None = None,
) -> Event:
    """Put the locked or new case in its next state, with its event and its dates.

    Rows that the dates rest on, such as a request, are written before.
    """
    event = _event_of(act, case, by=by, at=at, facts=facts)
    case.state = event.new_state
    case.changed_at = at
    had_ended = case.ended_at is not None
    if not had_ended:  # the dates of a case that has ended stay as they are
        _move_dates(case, at=at, books=books)
    append_to_chain(case, event)
    case.save()
    event.case = case
    event.save(force_insert=True)
    ends = case.ended_at is not None and not had_ended
    if ends or not event.old_state:
        update_filed_number(case, event)
    return event


def _event_of(act: Act, case: Case, *, by: Actor, at: datetime, facts: Facts) -> Event:
    """The event, not stored yet, while the case is still as it was."""
    return Event(
        act=act,
        old_state=case.state if case.pk else "",
        new_state=state_after(act, case),
        at=at,
        user=by.user,
        client=by.client,
        actor_name=by.name,
        facts=facts.stored(),
    )


def _move_dates(case: Case, *, at: datetime, books: Law | None) -> None:
    """Derive the dates in the new state; one in which a case ends, ends it now."""
    reckoned = set_dates(case, at=at, books=books)
    if case.state in ENDED:
        case.ended_at, case.suspended_days = at, reckoned.suspended_days


def state_after(act: Act, case: Case) -> State:
    """What a case becomes by an act."""
    target = rule_of(act).target
    if target is None:
        return State(case.state)
    if not isinstance(target, Resumed):
        return target
    if case.information_requests.open().exists():
        return State.WAITING
    if case.advices.open().exists():
        return State.ADVICE_ASKED
    return State.IN_HANDLING if case.handler_id else State.RECEIVED
