"""Who does what in an organisation: giving and taking roles, and leaving."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access_changes import lock_for_change, record_access
from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from accounts.members.substituting import end_substitutions_of
from accounts.models import (
    AccessKind,
    FilingMandate,
    LabRole,
    Membership,
    Organisation,
    User,
)


@transaction.atomic
def give_role(
    organisation: Organisation,
    *,
    person: User,
    role: LabRole,
    by: Actor,
    at: datetime,
) -> None:
    """An administrator gives a colleague a role; who has it already keeps it.

    Raises `ActorNotAllowed` for who is no administrator, or would make himself a BVF;
    `InputRefused` for who does not belong to the organisation.
    """
    lock_for_change(organisation, by=by, roles=[LabRole.ADMIN])
    _require_colleague(organisation, person)
    give_roles(organisation, person=person, roles=[role], by=by, at=at)


@transaction.atomic
def take_role(
    organisation: Organisation,
    *,
    person: User,
    role: LabRole,
    by: Actor,
    at: datetime,
) -> None:
    """An administrator takes a role away; what ends with it ends too.

    Raises `ActorNotAllowed`, `InputRefused` for the last administrator and for
    somebody's last role.
    """
    lock_for_change(organisation, by=by, roles=[LabRole.ADMIN])
    _require_colleague(organisation, person)
    # Without a role nobody belongs to the organisation, and leaving it is another event
    # on record.
    if roles_of(person, organisation) == {role}:
        raise InputRefused(
            _("This is the only role. Remove the person instead."), field="roles"
        )
    _take_roles(organisation, person=person, roles=[role], by=by, at=at)


@transaction.atomic
def change_roles(
    organisation: Organisation,
    *,
    person: User,
    roles: Collection[str],
    by: Actor,
    at: datetime,
) -> None:
    """An administrator says which roles a colleague has from now on.

    Raises what `give_role` and `take_role` raise.
    """
    lock_for_change(organisation, by=by, roles=[LabRole.ADMIN])
    _require_colleague(organisation, person)
    if not roles:
        raise InputRefused(
            _("This is the only role. Remove the person instead."), field="roles"
        )
    had, wanted = roles_of(person, organisation), set(roles)
    give_roles(organisation, person=person, roles=wanted - had, by=by, at=at)
    _take_roles(organisation, person=person, roles=had - wanted, by=by, at=at)


@transaction.atomic
def remove_member(
    organisation: Organisation, *, person: User, by: Actor, at: datetime
) -> None:
    """An administrator removes somebody from the organisation, with all roles.

    What the person wrote stays. Raises `ActorNotAllowed`, `InputRefused` for the last
    administrator and for who does not belong there (any more).
    """
    lock_for_change(organisation, by=by, roles=[LabRole.ADMIN])
    _require_colleague(organisation, person)
    _end_membership(AccessKind.REMOVED, organisation, person, by=by, at=at)


@transaction.atomic
def leave_organisation(organisation: Organisation, *, by: Actor, at: datetime) -> None:
    """Somebody leaves the organisation. Raises `ActorNotAllowed`, `InputRefused`."""
    # Any role will do: everybody may leave.
    person = lock_for_change(organisation, by=by, roles=list(LabRole))
    _end_membership(AccessKind.LEFT, organisation, person, by=by, at=at)


def roles_of(person: User, organisation: Organisation) -> set[str]:
    """The roles that a person has in an organisation."""
    own_memberships = person.memberships.filter(organisation=organisation)
    return set(own_memberships.values_list("role", flat=True))


def give_roles(
    organisation: Organisation,
    *,
    person: User,
    roles: Collection[str],
    by: Actor,
    at: datetime,
) -> None:
    """Give roles, and put on record which are new; the caller has locked the register.

    A BVF answers for the work, so nobody makes himself one (`ActorNotAllowed`).
    """
    # Only what is new: a role given twice would be on record twice.
    new = set(roles) - roles_of(person, organisation)
    if LabRole.BVF in new and by.user == person:
        raise ActorNotAllowed(
            _("You cannot make yourself BVF. Ask another administrator to do it.")
        )
    Membership.objects.bulk_create(
        Membership(user=person, organisation=organisation, role=role) for role in new
    )
    if new:
        facts = {"roles": roles_in_order(new)}
        record_access(
            AccessKind.ROLE_GIVEN, organisation, about=person, by=by, at=at, **facts
        )


def roles_in_order(roles: Collection[str]) -> list[str]:
    """Roles in the order in which we name them, as plain text."""
    return [role.value for role in LabRole if role in roles]


def _require_colleague(organisation: Organisation, person: User) -> None:
    if not roles_of(person, organisation):
        words = {"person": person, "organisation": organisation}
        raise InputRefused(
            _("%(person)s does not belong to %(organisation)s (any more).") % words
        )


def _end_membership(
    kind: AccessKind,
    organisation: Organisation,
    person: User,
    *,
    by: Actor,
    at: datetime,
) -> None:
    had = roles_of(person, organisation)
    _delete_roles(organisation, person=person, roles=had, by=by, at=at)
    record_access(
        kind, organisation, about=person, by=by, at=at, roles=roles_in_order(had)
    )


def _take_roles(
    organisation: Organisation,
    *,
    person: User,
    roles: Collection[str],
    by: Actor,
    at: datetime,
) -> None:
    lost = set(roles) & roles_of(person, organisation)
    if not lost:
        return
    _delete_roles(organisation, person=person, roles=lost, by=by, at=at)
    facts = {"roles": roles_in_order(lost)}
    record_access(
        AccessKind.ROLE_TAKEN, organisation, about=person, by=by, at=at, **facts
    )


def _delete_roles(
    organisation: Organisation,
    *,
    person: User,
    roles: Collection[str],
    by: Actor,
    at: datetime,
) -> None:
    """Take roles away, with all that a BVF loses; one administrator stays."""
    # Checked under the lock: of two last administrators who leave at once, the second
    # is refused.
    if LabRole.ADMIN in roles:
        _require_another_admin(organisation, person)
    own_memberships = person.memberships.filter(organisation=organisation)
    own_memberships.filter(role__in=roles).delete()
    if LabRole.BVF in roles:
        # What a person did as BVF for others ends with the role; left open, it would
        # revive when the role is given again.
        end_substitutions_of(person, organisation, by=by, at=at)
        _end_mandates(person, organisation, at=at)


def _require_another_admin(organisation: Organisation, person: User) -> None:
    if not organisation.people(LabRole.ADMIN).exclude(pk=person.pk).exists():
        raise InputRefused(
            _(
                "An organisation needs an administrator. Make somebody else "
                "administrator first."
            ),
            field="roles",
        )


def _end_mandates(person: User, organisation: Organisation, *, at: datetime) -> None:
    """A system no longer files in the name of who is no BVF."""
    live = FilingMandate.objects.filter(
        bvf=person, client__organisation=organisation, ended_at=None, given_at__lt=at
    )
    live.update(ended_at=at)
