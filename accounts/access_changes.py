"""Changes in who may act for an organisation: one at a time, each on record."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from accounts.models import (
    AccessEvent,
    AccessKind,
    LabRole,
    Membership,
    Organisation,
    Position,
    User,
)


def lock_for_change(
    organisation: Organisation, *, by: Actor, roles: Iterable[LabRole]
) -> User:
    """The person who acts, with the organisation's row locked.

    So two changes at once come one after the other, inside the transactions of their
    callers. Raises `ActorNotAllowed` for who holds none of the roles there, or acts
    through a system.
    """
    # Lock before looking at roles: two administrators who remove each other at the same
    # time must not both still be one.
    lock_organisation(organisation)
    if by.client or by.user is None:
        raise ActorNotAllowed(_("Only a person may do this, not a system."))
    if any(by.user.holds(role, organisation) for role in roles):
        return by.user
    names = " / ".join(str(role.label) for role in roles)
    words = {"role": names, "organisation": organisation}
    raise ActorNotAllowed(_("Only a %(role)s of %(organisation)s may do this.") % words)


def lock_organisation(organisation: Organisation) -> None:
    """Keep other changes of the organisation's people off until this one is done."""
    # Without NO KEY every insert that points to the organisation would wait: its
    # filings, files and invitations.
    rows = Organisation.objects.select_for_update(no_key=True)
    rows.get(pk=organisation.pk)


def record_access(
    kind: AccessKind,
    organisation: Organisation | None,
    *,
    about: User,
    by: Actor,
    at: datetime,
    **facts: Any,
) -> AccessEvent:
    """Put on record what happened to a person's access; `facts` must be JSON."""
    return AccessEvent.objects.create(
        kind=kind,
        organisation=organisation,
        person=about,
        # Name and address are copied: the record must read the same after the person
        # changes either.
        name=about.name,
        email=about.email,
        user=by.user,
        actor_name=by.name,
        at=at,
        facts=facts,
    )


def record_role(
    kind: AccessKind, row: Membership | Position, *, by: Actor, at: datetime
) -> AccessEvent:
    """Put on record that a role in a lab, or at Bureau GGO, was given or taken."""
    organisation = row.organisation if isinstance(row, Membership) else None
    facts = {"roles": [str(row.role)]}
    return record_access(kind, organisation, about=row.user, by=by, at=at, **facts)


def set_access_actor(name: str) -> None:
    """Say who changes access in the rest of this transaction; the log names him.

    Call it inside a transaction: outside one it is forgotten at once.
    """
    with connection.cursor() as cursor:
        # True: for this transaction alone. A pooled connection would hand the name to
        # the next request.
        cursor.execute("SELECT set_config('ggo.actor', %s, true)", [name[:250]])
