"""The people who act in the tests, and the applications they write."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts.actor import Actor
from accounts.models import (
    BureauRole,
    LabRole,
    Membership,
    Organisation,
    Position,
    User,
)
from applications.attachments import attaching
from applications.drafting import drafting
from applications.forms.procedures import sections_of
from applications.forms.sections.organisms import OrganismsSection
from applications.models import Application, FiledNumber, Site
from applications.organisms import editing
from applications.signing import freezing, signing
from procedures.law_rows import law
from tests.cast_answers import FILES, cells_of, said_in
from tests.files import pdf

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
        name="Universiteit Zuid", kvk_number="87654321", address="Zuidlaan 1"
    )
    site_of(organisation, "ML-I", name="Toren Z")
    return organisation


@pytest.fixture
def researcher(lab) -> User:
    """A researcher of the lab: writes the application."""
    return member("Anna de Boer", lab, LabRole.RESEARCHER)


@pytest.fixture
def bvf_user(lab) -> User:
    """The biological safety officer (BVF) of the lab: signs."""
    return member("Sem Bakker", lab, LabRole.BVF)


@pytest.fixture
def lab_admin(lab) -> User:
    """The administrator of the lab."""
    return member("Ineke Smit", lab, LabRole.ADMIN)


@pytest.fixture
def outsider_user(other_lab) -> User:
    """A researcher of another lab."""
    return member("Otto Vreemd", other_lab, LabRole.RESEARCHER)


@pytest.fixture
def handler_user(db) -> User:
    """A case handler at Bureau GGO."""
    return official("Mila Visser", BureauRole.HANDLER)


@pytest.fixture
def decider_user(db) -> User:
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
def by(request) -> Actor:
    """Who acts: the researcher, or whom the module of the test names in `ACTOR`."""
    who = getattr(request.module, "ACTOR", "researcher")
    return Actor(user=request.getfixturevalue(who))


@pytest.fixture
def cast(lab, researcher, bvf_user, lab_admin, outsider_user, handler_user):
    """Everybody of an ordinary filing, by name."""
    return SimpleNamespace(
        lab=lab,
        researcher=researcher,
        bvf_user=bvf_user,
        lab_admin=lab_admin,
        outsider_user=outsider_user,
        handler_user=handler_user,
        by=Actor(user=researcher),
        bvf=Actor(user=bvf_user),
    )


ORGANISM = {
    "host": "Escherichia coli K12 DH5α",
    "host_class": "1",
    "vector": "pUC19",
    "insert": "egfp",
    "donor": "Aequorea victoria",
    "function": "fluorescent reporter",
    "handling": "",
    "cfi": "ML-I",
    "level": "I",
    "article": "5.2",
    "requirements": "",
}
"""A row that fits level I; `organism(cfi="ML-II", level="II-k")` changes cells."""

PDF = pdf()


def organism(**cells) -> dict[str, str]:
    """A whole organism row, with other cells where the test needs them."""
    return {**ORGANISM, **cells}


def answers(lab: Organisation, bvf: User, level: str) -> dict[str, dict]:
    """What the narrative sections say in a whole changed notification."""
    return said_in("iik-change" if level == "II" else "i-other-cfi", lab, bvf)


def report(name: str = "verslag.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A small file as a browser uploads it."""
    return SimpleUploadedFile(name, content)


@pytest.fixture
def complete_draft(lab, researcher, bvf_user):
    """A function that makes a whole draft of any procedure, through the acts.

    `complete("iiv-new")` says what `tests.cast_answers` has for it. A change takes
    `changes`, a filed application; `how` is what else `drafting.start_draft` takes.
    """

    def make(procedure: str, changes: Application | None = None, **how):
        by = Actor(user=researcher)
        draft = drafting.start_draft(
            procedure_key=procedure,
            organisation=lab,
            by=by,
            at=NOW,
            changes=changes,
            **how,
        )
        for section, values in said_in(procedure, lab, bvf_user).items():
            drafting.save_section(draft, section, values, by=by, at=NOW)
        sections = sections_of(procedure)
        if OrganismsSection.key in {section.key for section in sections}:
            row = organism(**cells_of(procedure))
            editing.replace_rows(draft, [row], by=by, at=NOW)
        if any(section.takes_files for section in sections):
            for kind in FILES.get(procedure, ["risk-report"]):
                file = report(f"{kind}.pdf", PDF + kind.encode())
                attaching.attach_file(draft, upload=file, kind=kind, by=by, at=NOW)
        draft.refresh_from_db()
        return draft

    return make


@pytest.fixture
def signed_draft(complete_draft, bvf_user):
    """A function that makes a whole draft of any procedure, signed by the BVF."""

    def make(procedure: str, changes: Application | None = None, **how):
        draft = complete_draft(procedure, changes, **how)
        signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)
        return draft

    return make


@transaction.atomic
def freeze(application: Application, *, by: Actor, at: datetime) -> Application:
    """File it as far as its own app goes: frozen and stored, without a case."""
    draft = freezing.freeze_content(application, by=by, at=at)
    draft.save(update_fields=freezing.FROZEN)
    return draft


def grant(filed: Application, number: str = "IG 26-001_2.8-000") -> FiledNumber:
    """Let what was filed be granted, as far as its own app knows of decisions."""
    row = law.current_law().in_force(filed.procedure_key, NOW.date())
    return FiledNumber.objects.create(
        application=filed,
        number=number,
        key=row.key,
        kind=row.type,
        ending=FiledNumber.Ending.GRANTED,
        ended_on=NOW.date(),
    )


@pytest.fixture
def complete_kg(complete_draft):
    """As `complete`, for notifications: `complete_kg()` is level I."""

    def make(procedure: str = "i-new", changes: Application | None = None):
        return complete_draft(procedure, changes)

    return make


@pytest.fixture
def signed_kg(signed_draft):
    """As `signed`, for notifications: `signed_kg()` is level I."""

    def make(procedure: str = "i-new", changes: Application | None = None):
        return signed_draft(procedure, changes)

    return make
