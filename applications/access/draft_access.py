"""Who may do something for a lab, and the one way to a draft that may change."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from accounts.models import LabRole, Organisation, User
from applications.errors import AlreadyFiled
from applications.models import Application


def require_member(organisation: Organisation, by: Actor) -> None:
    """Only the organisation's own people and systems act for it, else
    `ActorNotAllowed`.
    """
    # The client first: its organisation is fixed, whatever person it names.
    if by.client and by.client.organisation_id != organisation.pk:
        raise ActorNotAllowed(_("This system belongs to another organisation."))
    if by.user is None and by.client is None:
        raise ActorNotAllowed(
            _("Only a person or a system of the organisation may do this.")
        )
    # Asked again for each act: who left the lab may still have its page open.
    if by.user and not by.user.memberships.filter(organisation=organisation).exists():
        raise ActorNotAllowed(
            _("%(person)s does not belong to %(organisation)s.")
            % {"person": by.user, "organisation": organisation}
        )


def require_role(organisation: Organisation, by: Actor, *roles: LabRole) -> User:
    """The person, who must hold one of these roles there, else `ActorNotAllowed`."""
    person = by.user
    if person and any(person.holds(role, organisation) for role in roles):
        return person
    names = " / ".join(str(role.label) for role in roles)
    raise ActorNotAllowed(
        _("Only a %(role)s of %(organisation)s may do this.")
        % {"role": names, "organisation": organisation}
    )


def open_draft(application: Application, *, by: Actor) -> Application:
    """The draft with its row locked, inside the transaction of the caller.

    Raises `AlreadyFiled` when it can no longer change, `ActorNotAllowed` for strangers.
    """
    draft = (
        # Every change of a draft waits here for the one before it. The cost: two people
        # in two sections take turns for a moment.
        Application.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=application.pk)
    )
    require_member(draft.organisation, by)
    # Under the lock: filing may have come between the page and the button.
    if not draft.is_draft:
        raise AlreadyFiled(draft.pk)
    return draft


def mark_changed(draft: Application, *, at: datetime, **values: Any) -> None:
    """Write down that the draft changed, so that readers see they are behind."""
    draft.version += 1
    draft.changed_at = at
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save(update_fields=["version", "changed_at", *values])
