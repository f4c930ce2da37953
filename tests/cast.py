"""The people who act in the tests, and the applications they write."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from accounts.actor import Actor
from accounts.models import (
    BureauRole,
    LabRole,
    Membership,
    Organisation,
    Position,
    User,
)
from applications.models import Site

NOW = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)
"""Monday 23 November 2026, 9:41 in Amsterdam: the day on which tests play."""

PASSWORD = "een lang wachtwoord"


def person(name: str) -> User:
    """A user without any role; the address is the first name."""
    email = f"{name.split()[0].lower()}@voorbeeld.nl"
    return User.objects.create_user(email, PASSWORD, name=name)


def member(name: str, organisation: Organisation, role: LabRole) -> User:
    """A user with one role in an organisation."""
    user = person(name)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def official(name: str, role: BureauRole) -> User:
    """A user with one role at Bureau GGO."""
    user = person(name)
    Position.objects.create(user=user, role=role)
    return user


def site_of(organisation: Organisation, *cfis: str, name: str = "Gebouw O2") -> Site:
    """A place of use whose permit allows these CFIs at most, one of each family."""
    site = Site.objects.create(
        organisation=organisation,
        name=name,
        street="Laan van Noord 12",
        postcode="9713 GZ",
        municipality="Groningen",
        authority="gemeente Groningen",
        permit_number="OMG-2019-0412",
    )
    for cfi in cfis:
        site.containments.create(cfi=cfi)
    return site


@pytest.fixture
def lab(db) -> Organisation:
    """UMC Noord, with one site whose permit goes up to level II."""
    organisation = Organisation.objects.create(
        name="UMC Noord", kvk_number="12345678", address="Laan van Noord 1, Groningen"
    )
    site_of(organisation, "ML-II", "DM-II", "PL-I")
    return organisation


@pytest.fixture
def other_lab(db) -> Organisation:
    """Universiteit Zuid, which must never see anything of UMC Noord."""
    organisation = Organisation.objects.create(
        name="Universiteit Zuid", kvk_number="87654321", address="Zuidlaan 1, Maastricht"
    )
    site_of(organisation, "ML-I", name="Toren Z")
    return organisation


@pytest.fixture
def aanvrager(lab) -> User:
    """A researcher of the lab: writes the application."""
    return member("Anna de Boer", lab, LabRole.RESEARCHER)


@pytest.fixture
def collega(lab) -> User:
    """The biological safety officer (BVF) of the lab: signs."""
    return member("Sem Bakker", lab, LabRole.BVF)


@pytest.fixture
def beheerder(lab) -> User:
    """The administrator of the lab."""
    return member("Ineke Smit", lab, LabRole.ADMIN)


@pytest.fixture
def buitenstaander(other_lab) -> User:
    """A researcher of another lab."""
    return member("Otto Vreemd", other_lab, LabRole.RESEARCHER)


@pytest.fixture
def behandelaar(db) -> User:
    """A case handler at Bureau GGO."""
    return official("Mila Visser", BureauRole.HANDLER)


@pytest.fixture
def beslisser(db) -> User:
    """A deciding officer at Bureau GGO."""
    return official("Daan Kok", BureauRole.DECIDER)


@pytest.fixture
def jurist(db) -> User:
    """A jurist at Bureau GGO: keeps the tables of the law."""
    return official("Julia Recht", BureauRole.JURIST)


@pytest.fixture
def auditor(db) -> User:
    """An auditor at Bureau GGO: sees all, changes nothing."""
    return official("Bram Kijk", BureauRole.AUDITOR)


@pytest.fixture
def cast(lab, aanvrager, collega, beheerder, buitenstaander, behandelaar):
    """Everybody of an ordinary filing, by name."""
    return SimpleNamespace(
        lab=lab,
        aanvrager=aanvrager,
        collega=collega,
        beheerder=beheerder,
        buitenstaander=buitenstaander,
        behandelaar=behandelaar,
        by=Actor(user=aanvrager),
        bvf=Actor(user=collega),
    )
