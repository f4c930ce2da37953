"""Keeping an organisation's register of the persons whom its forms name (VM, OL)."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import InputRefused
from accounts.models import LabRole, Organisation
from applications.access.draft_access import require_member, require_role
from applications.models import Person
from applications.registers.sites import refuse_stale

KEEPERS = (LabRole.ADMIN, LabRole.BVF)


@transaction.atomic
def add_person(
    organisation: Organisation, values: Mapping[str, Any], *, by: Actor
) -> Person:
    """A new person; `values` are those of `PersonForm`.

    Raises `ActorNotAllowed`, and `InputRefused` when the address is in the register
    already.
    """
    _require_keeper(organisation, by)
    return _filled(Person(organisation=organisation), values)


@transaction.atomic
def change_person(
    person: Person, values: Mapping[str, Any], *, by: Actor, begun: str | None = None
) -> Person:
    """Correct a person; what is filed keeps what it said.

    `begun` are the prints of what the writer's page began with. Raises
    `ActorNotAllowed`, `StaleEntry` when somebody else saved something else since, and
    `InputRefused` when another person has the address.
    """
    _require_keeper(person.organisation, by)
    stored = Person.objects.select_for_update().get(pk=person.pk)
    refuse_stale(stored, values, begun)
    return _filled(stored, values)


@transaction.atomic
def retire_person(person: Person, *, by: Actor) -> None:
    """The person can no longer be picked; a second time changes nothing.

    What is filed keeps the name; a draft has to name somebody else. Raises
    `ActorNotAllowed`.
    """
    _set_active(person, False, by=by)


@transaction.atomic
def restore_person(person: Person, *, by: Actor) -> None:
    """The person can be picked again. Raises `ActorNotAllowed`."""
    _set_active(person, True, by=by)


def _set_active(person: Person, is_active: bool, *, by: Actor) -> None:
    _require_keeper(person.organisation, by)
    Person.objects.filter(pk=person.pk).update(is_active=is_active)


def _require_keeper(organisation: Organisation, by: Actor) -> None:
    require_member(organisation, by)
    require_role(organisation, by, *KEEPERS)


def _filled(person: Person, values: Mapping[str, Any]) -> Person:
    for name, value in values.items():
        setattr(person, name, value)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:  # somebody else was first
        raise InputRefused(_("This address is in the register already.")) from error
    return person
