"""Who may do something for a lab."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from accounts.models import LabRole, Organisation, User


def require_member(organisation: Organisation, by: Actor) -> None:
    """Only the organisation's own people and systems act for it, else
    `ActorNotAllowed`.
    """
    if by.client and by.client.organisation_id != organisation.pk:
        raise ActorNotAllowed(_("This system belongs to another organisation."))
    if by.user is None and by.client is None:
        raise ActorNotAllowed(
            _("Only a person or a system of the organisation may do this.")
        )
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
