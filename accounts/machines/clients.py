"""Machine clients and the mandates under which they file."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from oauth2_provider.models import AccessToken

from accounts.machines.client_secret import hash_secret
from accounts.models import (
    FilingMandate,
    LabRole,
    MachineClient,
    Organisation,
    User,
    all_scopes,
)

SECRET_LENGTH = 128


class MandateRefused(Exception):
    """A mandate that cannot be; the text says why."""


class NewClient(NamedTuple):
    """A client with its secret, which is stored as a hash and cannot be read again."""

    client: MachineClient
    secret: str


def create_client(
    organisation: Organisation, *, name: str, scopes: list[str] | None = None
) -> NewClient:
    """A machine client of an organisation, with all scopes unless some are named."""
    secret = get_random_string(SECRET_LENGTH)
    client = MachineClient.objects.create(
        organisation=organisation,
        name=name,
        # Already hashed: the field leaves alone what it recognises as a hash.
        client_secret=hash_secret(secret),
        client_type=MachineClient.CLIENT_CONFIDENTIAL,
        authorization_grant_type=MachineClient.GRANT_CLIENT_CREDENTIALS,
        scopes=scopes or all_scopes(),
    )
    return NewClient(client, secret)


@transaction.atomic
def switch_off(client: MachineClient, *, at: datetime) -> None:
    """From now on it gets no token, and those that it has open nothing.

    The database puts it on record, with who `set_access_actor` says it is.
    """
    client.switched_off_at = at
    client.save(update_fields=["switched_off_at"])
    # Tokens live an hour. Left alone they would open the door that long after the
    # alarm.
    AccessToken.objects.filter(application=client).delete()


def give_mandate(client: MachineClient, *, by: User, at: datetime) -> FilingMandate:
    """A BVF lets a client of the organisation file in his or her name; once is enough.

    Raises `MandateRefused` for who is no BVF there.
    """
    if not by.holds(LabRole.BVF, client.organisation):
        words = {"person": by, "organisation": client.organisation}
        raise MandateRefused(_("%(person)s is no BVF of %(organisation)s.") % words)
    mandate: FilingMandate
    mandate, _is_new = client.filing_mandates.get_or_create(
        bvf=by, ended_at=None, defaults={"given_at": at}
    )
    return mandate


def end_mandate(client: MachineClient, *, by: User, at: datetime) -> bool:
    """A BVF takes the mandate back; was there one?"""
    live = client.filing_mandates.filter(bvf=by, ended_at=None)
    # One statement, so that a mandate ended twice at once ends once, at the first
    # moment.
    ended: int = live.update(ended_at=at)
    return ended > 0
