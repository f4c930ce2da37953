"""Machine clients and the mandates under which they file."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from oauth2_provider.generators import generate_client_secret

from accounts.models import (
    FilingMandate,
    LabRole,
    MachineClient,
    Organisation,
    User,
    every_scope,
)


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
    secret = generate_client_secret()
    client = MachineClient.objects.create(
        organisation=organisation,
        name=name,
        client_secret=secret,
        client_type=MachineClient.CLIENT_CONFIDENTIAL,
        authorization_grant_type=MachineClient.GRANT_CLIENT_CREDENTIALS,
        scopes=scopes or every_scope(),
    )
    return NewClient(client, secret)


def give_mandate(client: MachineClient, *, by: User, at: datetime) -> FilingMandate:
    """A BVF lets a client of the organisation file in his or her name; once is enough.

    Raises `MandateRefused` for who is no BVF there.
    """
    if not by.holds(LabRole.BVF, client.organisation):
        words = {"person": by, "organisation": client.organisation}
        raise MandateRefused(_("%(person)s is no BVF of %(organisation)s.") % words)
    mandate, _is_new = client.filing_mandates.get_or_create(
        bvf=by, ended_at=None, defaults={"given_at": at}
    )
    return mandate


def end_mandate(client: MachineClient, *, by: User, at: datetime) -> bool:
    """A BVF takes the mandate back; was there one?"""
    live = client.filing_mandates.filter(bvf=by, ended_at=None)
    return live.update(ended_at=at) > 0
