"""The people and organisations of the demo."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission

from accounts.actor import Actor
from accounts.demo_secrets import DEMO_PASSWORD, give_demo_key
from accounts.models import (
    BureauRole,
    FilingMandate,
    LabRole,
    MachineClient,
    Membership,
    Organisation,
    Position,
    User,
)
from applications.models import Person, Site

HERE = Path(__file__).parent
CLIENT_ID = "demo-lims"


def load_people(*, at: datetime) -> list[User]:
    """Organisations with their sites and people, and the staff of Bureau GGO."""
    data = yaml.safe_load((HERE / "people.yaml").read_text())
    people = []
    for row in data["organisations"]:
        organisation = load_organisation(row)
        people += [load_member(person, organisation) for person in row["people"]]
    people += [load_official(person) for person in data["bureau"]]
    load_lims(Organisation.objects.get(name="UMC Noord"), at=at)
    # Somebody with two roles stands in the file twice.
    return list(dict.fromkeys(people))


def load_organisation(row: dict[str, Any]) -> Organisation:
    """One lab, with the sites where it may work and whom its forms name."""
    organisation = Organisation.objects.create(
        name=row["name"], kvk_number=row["kvk_number"], address=row["address"]
    )
    for place in row["sites"]:
        cfis = place.pop("cfis")
        site = Site.objects.create(organisation=organisation, **place)
        for cfi in cfis:
            site.containments.create(cfi=cfi)
    for person in row["persons"]:
        Person.objects.create(organisation=organisation, **person)
    return organisation


def load_member(row: dict[str, Any], organisation: Organisation) -> User:
    """A person with one role in a lab; named twice, with two roles."""
    user = User.objects.filter(email=row["email"]).first() or load_user(row)
    Membership.objects.create(user=user, organisation=organisation, role=row["role"])
    return user


def load_official(row: dict[str, Any]) -> User:
    """A member of Bureau GGO's staff; a jurist keeps the law's tables in the admin."""
    user = load_user(row)
    give_demo_key(user)
    Position.objects.create(user=user, role=row["role"])
    if row["role"] == BureauRole.JURIST:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
        of_the_law = Permission.objects.filter(content_type__app_label="procedures")
        user.user_permissions.set(of_the_law)
    return user


def load_user(row: dict[str, Any]) -> User:
    """A person who signs in with the demo password."""
    user = User.objects.create_user(
        row["email"],
        DEMO_PASSWORD,
        name=row["name"],
        phone=row.get("phone", ""),
        language=row.get("language", "nl"),
    )
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    return user


def load_lims(organisation: Organisation, *, at: datetime) -> None:
    """A machine client that may file in the name of the lab's BVF."""
    client = MachineClient.objects.create(
        organisation=organisation,
        name="Demo-LIMS",
        client_id=CLIENT_ID,
        # In the clear: the library hashes it when the row is saved.
        client_secret=DEMO_PASSWORD,
        client_type=MachineClient.CLIENT_CONFIDENTIAL,
        authorization_grant_type=MachineClient.GRANT_CLIENT_CREDENTIALS,
    )
    bvf = User.objects.get(email="sem@umcnoord.example")
    FilingMandate.objects.create(client=client, bvf=bvf, given_at=at)


def actor_in_role(organisation: Organisation, role: LabRole) -> Actor:
    """Somebody who holds a role in a lab."""
    membership = Membership.objects.filter(organisation=organisation, role=role)
    return Actor(user=membership.select_related("user").earliest("pk").user)
