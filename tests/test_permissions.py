"""Every address as every role: who enters, who must sign in, who finds nothing.

A route without a row fails, so that none is added without a thought.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.members.inviting import invite_member
from accounts.members.substituting import arrange_substitution
from accounts.models import BureauRole, LabRole, User
from applications.organisms.importing import store_pending_import
from applications.organisms.tables.table import Table, TableLine
from dossiers.advice.advice_link import link_token
from dossiers.advice.advising import give_advice
from dossiers.decisions.deciding import prepare_decision
from dossiers.decisions.decision_drafts import save_decision_draft
from dossiers.handling.absences import enter_absence
from dossiers.handling.taking_up import take_up
from dossiers.information_requests import asking
from dossiers.intake.receiving import receive_application
from dossiers.models import Case
from dossiers.penalties.notices import give_notice
from dossiers.states import State
from dossiers.worklist.saved_filters import save_filter
from procedures.models import DecisionTemplate
from tests.api.conftest import machine
from tests.cast import NOW, PASSWORD, member, official, report
from tests.dossiers.advisers import adviser, ask
from tests.signing_in import Browser

ROLES = (
    "anonymous",
    "researcher",  # researcher of the lab
    "bvf_user",  # its BVF
    "lab_admin",  # its administrator
    "outsider_user",  # researcher of another lab
    "handler_user",
    "decider_user",
    "jurist",
    "auditor",
)
LAB = {"researcher", "bvf_user", "lab_admin"}
BUREAU = {"handler_user", "decider_user", "jurist", "auditor"}
EVERYBODY = set(ROLES)
PEOPLE = EVERYBODY - {"anonymous"}
REGISTRARS = {"bvf_user", "lab_admin"}
NOBODY: set[str] = set()


@dataclass(frozen=True)
class Row:
    """Who gets in by GET and by POST; the others get 404, or a page to sign in.

    `post` None: nothing happens by POST there. `refused` is who is turned away with
    another answer than 404, since they may see the thing but not do this to it.
    """

    get: set[str] | None
    post: set[str] | None = None
    refused: frozenset[str] = frozenset()
    what: tuple[str, ...] = ()
    hidden: bool = False  # nothing to sign in for: 404 for everybody
    tells: frozenset[int] = frozenset()  # what a probe answers when all is not well


DECIDES = frozenset({"decider_user"})
"""Sees the case, and reads that this is for a handler."""

MATRIX: dict[str, Row] = {
    # Anyone
    "home": Row(EVERYBODY),
    "about": Row(EVERYBODY),
    "accessibility": Row(EVERYBODY),
    "contact": Row(EVERYBODY),
    "api-docs": Row(EVERYBODY),
    "procedures": Row(EVERYBODY),
    "choose-procedure": Row(EVERYBODY),
    "what-if": Row(EVERYBODY, what=("procedure",)),
    "live": Row(EVERYBODY),
    "ready": Row(EVERYBODY),
    "work": Row(EVERYBODY, tells=frozenset({503})),
    "metrics": Row(NOBODY, hidden=True),  # who has METRICS_TOKEN
    "openapi": Row(EVERYBODY),
    "open-data": Row(EVERYBODY),
    "open-file": Row(EVERYBODY, what=("year", "open_table")),
    # Whoever is signed in
    "profile": Row(PEOPLE),
    "cases": Row(PEOPLE),
    "applications": Row(PEOPLE),
    # The lab's own drafts: not even Bureau GGO sees them
    "application": Row(LAB, what=("draft",)),
    "read-only": Row(LAB, what=("draft",)),
    "differences": Row(LAB, what=("draft",)),
    "comments": Row(LAB, LAB, what=("draft",)),
    "confidentiality": Row(LAB, what=("draft",)),
    "claim": Row(LAB, LAB, what=("draft", "claimable")),
    "confidential-attachment": Row(LAB, LAB, what=("draft", "attachment")),
    "public-preview": Row(LAB, what=("draft",)),
    "copy-application": Row(LAB, LAB, what=("draft",)),
    "application-section": Row(LAB, LAB, what=("draft", "section")),
    "new-organism": Row(LAB, LAB, what=("draft",)),
    "organism": Row(LAB, LAB, what=("draft", "row")),
    "remove-organism": Row(LAB, LAB, what=("draft", "row")),
    "remove-organisms": Row(LAB, LAB, what=("draft",)),
    "fill-organisms": Row(LAB, LAB, what=("draft",)),
    "import-organisms": Row(LAB, LAB, what=("draft",)),
    "pending-import": Row(LAB, LAB, what=("draft", "pending")),
    "export-organisms": Row(LAB, what=("draft", "ending")),
    "organisms-template": Row(LAB, what=("draft",)),
    "organism-suggestions": Row(LAB, what=("draft",)),
    "attachment": Row(LAB, what=("draft", "attachment")),
    "remove-attachment": Row(LAB, LAB, what=("draft", "attachment")),
    "discard-application": Row(LAB, LAB, what=("draft",)),
    "sign-application": Row(None, LAB, what=("draft",)),
    "carry-over": Row(None, LAB, what=("draft",)),
    "file-application": Row(LAB, LAB, what=("draft",)),
    "new-application": Row(PEOPLE),
    # The lab's register of sites
    "sites": Row(PEOPLE),
    "new-site": Row(REGISTRARS, REGISTRARS, refused=frozenset({"researcher"})),
    "site": Row(LAB, REGISTRARS, refused=frozenset({"researcher"}), what=("site",)),
    # The lab's register of persons whom forms name
    "persons": Row(PEOPLE),
    "new-person": Row(REGISTRARS, REGISTRARS),
    "person": Row(REGISTRARS, REGISTRARS, what=("person",)),
    "retire-person": Row(None, REGISTRARS, what=("person",)),
    # The lab's people: read by all of them, kept by the administrator
    "people": Row(PEOPLE),
    "organisation-people": Row(LAB, what=("lab",)),
    "leave-organisation": Row(LAB, LAB, what=("lab",)),
    "access-record": Row(REGISTRARS, what=("lab",)),
    "member": Row({"lab_admin"}, {"lab_admin"}, what=("lab", "colleague")),
    "remove-member": Row({"lab_admin"}, {"lab_admin"}, what=("lab", "colleague")),
    "invite-person": Row({"lab_admin"}, {"lab_admin"}, what=("lab",)),
    "invite-again": Row(None, {"lab_admin"}, what=("lab", "invited")),
    "revoke-invitation": Row({"lab_admin"}, {"lab_admin"}, what=("lab", "invited")),
    "new-substitution": Row(REGISTRARS, REGISTRARS, what=("lab",)),
    "end-substitution": Row(REGISTRARS, REGISTRARS, what=("lab", "substitution")),
    # Whoever has the link
    "invitation": Row(EVERYBODY, EVERYBODY, what=("link",)),
    # Whoever has the link of an adviser
    "advice": Row(EVERYBODY, EVERYBODY, what=("advice_link",)),
    "advice-attachment": Row(EVERYBODY, what=("advice_link", "advice_file")),
    "advice-own-file": Row(EVERYBODY, what=("given_link",)),
    # Advice: asked by a handler, read by Bureau GGO
    "ask-advice": Row({"handler_user"}, {"handler_user"}, what=("advised",)),
    "advice-again": Row(None, {"handler_user"}, what=("advised", "asked")),
    "advice-file": Row(BUREAU, what=("advised", "given")),
    # Cases: the lab and Bureau GGO
    "case": Row(LAB | BUREAU, what=("case",)),
    "case-record": Row(BUREAU, what=("case",)),
    "record": Row(BUREAU),
    "round": Row(BUREAU),
    "case-content": Row(LAB | BUREAU, what=("case",)),
    "case-differences": Row(LAB | BUREAU, what=("case",)),
    "answer-case": Row(LAB, what=("case",)),
    "answer-request": Row(LAB, LAB, what=("waiting_case", "to_answer")),
    "correct-case": Row(LAB, LAB, what=("case",)),
    "letter": Row(LAB | BUREAU, what=("case", "letter")),
    "case-attachment": Row(LAB | BUREAU, what=("case", "filed_attachment")),
    "case-act": Row(
        {"handler_user"}, {"handler_user"}, refused=DECIDES, what=("case", "act")
    ),
    "ask-information": Row(
        {"handler_user"}, {"handler_user"}, refused=DECIDES, what=("case",)
    ),
    "draft-decision": Row(
        {"handler_user"}, {"handler_user"}, refused=DECIDES, what=("case",)
    ),
    "preview-decision": Row({"handler_user", "decider_user"}, what=("to_sign",)),
    "preview-penalty": Row({"handler_user", "decider_user"}, what=("owed",)),
    "sign-decision": Row(
        {"decider_user"},
        {"decider_user"},
        refused=frozenset({"handler_user"}),
        what=("to_sign",),
    ),
    "worklist": Row(BUREAU),
    "worklist-export": Row(BUREAU, what=("ending",)),
    "worklist-acts": Row(None, {"handler_user"}),
    "worklist-filters": Row(BUREAU, BUREAU),
    "worklist-filter": Row({"handler_user"}, {"handler_user"}, what=("saved_filter",)),
    "undelivered": Row(BUREAU),
    "undelivered-letter": Row(BUREAU, {"handler_user"}, what=("unsent_letter",)),
    "absences": Row(BUREAU, {"handler_user", "decider_user"}),
    "end-absence": Row(
        {"handler_user", "decider_user"},
        {"handler_user", "decider_user"},
        what=("absence",),
    ),
    "this-year": Row(BUREAU),
    "year": Row(BUREAU, what=("year",)),
    "year-file": Row(BUREAU, what=("year", "table")),
}

TESTED_ELSEWHERE = {
    # One's own account, by allauth: tests/accounts/, tests/ggo_portal/test_pages.py.
    "account_",
    "mfa_",
    # Django's admin lets in who is_staff: tests below.
    "admin:",
    # Machines: tests below and tests/api/.
    "api-",
    "token",
}


def routes(resolver, namespace: str = "") -> list[str]:
    """The name of every address of the portal."""
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.append(f"{namespace}{pattern.name}")
        else:
            inner = (
                f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
            found += routes(pattern, inner)
    return found


def test_every_route_has_a_row():
    names = {
        name
        for name in routes(get_resolver())
        if name in MATRIX or not name.startswith(tuple(TESTED_ELSEWHERE))
    }

    assert names == set(MATRIX)


def owes_a_penalty(signed_kg, by: Actor, handler: Actor) -> Case:
    """A request that was decided on late, after a notice of default."""
    filed, noticed, decided = (NOW - timedelta(days=days) for days in (150, 100, 80))
    case = receive_application(signed_kg("2.8"), by=by, at=filed)
    take_up(case, by=handler, at=filed)
    give_notice(case, text="", received_on=None, by=by, at=noticed)
    case.state, case.ended_at = State.DECIDED, decided
    case.save()
    return case


@pytest.fixture
def world(
    lab, complete_kg, signed_kg, researcher, bvf_user, lab_admin, outsider_user, request
):
    """One thing of each kind, all of the same lab, and everybody who might want it."""
    draft, filed = complete_kg(), signed_kg()
    case = receive_application(filed, by=Actor(user=researcher), at=NOW)
    take_up(case, by=Actor(user=official("Vera Eerst", BureauRole.HANDLER)), at=NOW)
    letter = case.letters.get()
    letter.file.save("letters/test.pdf", ContentFile(b"%PDF-1.7"), save=False)
    letter.made_at = NOW
    letter.save()
    admin, second = Actor(user=lab_admin), member("Kees Prins", lab, LabRole.BVF)
    now = timezone.now()  # the link works by the clock of the pages
    invited = invite_member(
        lab, email="nieuw@lab.nl", name="Nina", roles=["bvf"], by=admin, at=now
    )
    arranged = arrange_substitution(
        lab,
        bvf=bvf_user,
        substitute=second,
        starts_on=NOW.date(),
        ends_on=NOW.date(),
        by=admin,
        at=NOW,
    )
    handler = official("Ada Vraagt", BureauRole.HANDLER)
    advised = receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)
    take_up(advised, by=Actor(user=handler), at=NOW)
    asked, given = ask(advised, handler), ask(advised, handler)
    give_advice(given, text="Ja", upload=report(), by=adviser(given), at=NOW)
    waiting = receive_application(
        signed_kg("iik-new"), by=Actor(user=researcher), at=NOW
    )
    take_up(waiting, by=Actor(user=handler), at=NOW)
    to_answer = asking.request_information(
        waiting,
        opening="",
        questions=[asking.RequestedQuestion("purpose", "", "Waarom?")],
        answer_by=NOW.date() + timedelta(days=28),
        by=Actor(user=handler),
        at=NOW,
    )
    to_sign = prepared_decision(
        receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)
    )
    table = Table([TableLine(1, {"host": "gist"})], headed=False)
    by = Actor(user=researcher)
    pending = store_pending_import(draft, table, mode="add", source="", by=by, at=NOW)
    handler = request.getfixturevalue("handler_user")
    kept = save_filter(
        "filter=mine", name="Van mij", is_shared=True, by=Actor(user=handler), at=NOW
    )
    away = enter_absence(
        official("Wim Weg", BureauRole.HANDLER),
        substitute=handler,
        first=NOW.date(),
        last=NOW.date(),
        by=Actor(user=handler),
        at=NOW,
    )
    return {
        "procedure": {"key": "iik-new"},
        "year": {"year": NOW.year - 1},
        "table": {"table": "inflow"},
        "open_table": {"table": "endings"},
        "draft": {"pk": draft.pk},
        "section": {"section": "purpose"},
        "claimable": {"section": "purpose", "field": "purpose"},
        "row": {"row": draft.organisms.get().pk},
        "pending": {"pending": pending.pk},
        "ending": {"ending": "csv"},
        "attachment": {"attachment": draft.attachments.get().pk},
        "site": {"pk": lab.sites.get().pk},
        "case": {"number": case.number},
        "letter": {"pk": letter.pk},
        "unsent_letter": {"pk": letter.pk},
        "filed_attachment": {"pk": filed.attachments.get().pk},
        "act": {"act": "take-over"},
        "waiting_case": {"number": waiting.number},
        "to_answer": {"pk": to_answer.pk},
        "to_sign": {"number": to_sign.number},
        "owed": {"number": owes_a_penalty(signed_kg, by, Actor(user=handler)).number},
        "advised": {"number": advised.number},
        "asked": {"pk": asked.pk},
        "given": {"pk": given.pk},
        "advice_link": {"token": link_token(asked)},
        "advice_file": {"pk": advised.application.attachments.get().pk},
        "given_link": {"token": link_token(given)},
        "person": {"pk": lab.persons.create(name="Vera", email="v@lab.nl").pk},
        "lab": {"organisation": lab.pk},
        "colleague": {"person": researcher.pk},
        "invited": {"invitation": invited.pk},
        "link": {"token": invited.token},
        "substitution": {"pk": arranged.pk},
        "saved_filter": {"pk": kept.pk},
        "absence": {"pk": away.pk},
    }


def prepared_decision(case: Case) -> Case:
    """A case with a decision that waits for a signature."""
    by = Actor(user=official("Pia Schrijft", BureauRole.HANDLER))
    take_up(case, by=by, at=NOW)
    template = DecisionTemplate.objects.in_force("other-cfi", NOW.date())
    said = {"cfis": ["DM-I"], "reasons": "Daarom."}
    save_decision_draft(case, template=template, **said, version=0, by=by, at=NOW)
    prepare_decision(case, by=by, at=NOW)
    return case


def address(name: str, world: dict) -> str:
    """The address of a route, for the things of this world."""
    arguments: dict = {}
    for thing in MATRIX[name].what:
        arguments |= world[thing]
    return reverse(name, kwargs=arguments)


def browser(role: str, request) -> Client:
    """The browser of somebody in this role."""
    client = Browser()
    if role != "anonymous":
        client.force_login(request.getfixturevalue(role))
    return client


def answer(client: Client, method: str, url: str) -> int:
    """The status of an answer; what it did is undone."""
    with transaction.atomic():
        status = getattr(client, method)(url).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("role", ROLES)
def test_get_lets_in_whom_the_matrix_names(role, world, request):
    client = browser(role, request)
    wrong = {}
    for name, row in MATRIX.items():
        got = answer(client, "get", address(name, world))
        if not fits(got, role, row.get, row, done={200, 302} | row.tells):
            wrong[name] = got
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_post_lets_in_whom_the_matrix_names(role, world, request):
    client = browser(role, request)
    wrong = {}
    for name, row in MATRIX.items():
        if row.post is None:
            continue
        got = answer(client, "post", address(name, world))
        if not fits(got, role, row.post, row, done={200, 302, 400, 403, 409}):
            wrong[name] = got
    assert wrong == {}


def fits(
    got: int, role: str, allowed: set[str] | None, row: Row, done: set[int]
) -> bool:
    """Is this the answer that the row of the matrix promises this role?"""
    if row.hidden:
        return got == 404
    if role == "anonymous" and role not in (allowed or ()):
        return got in {302, 405}
    if allowed is None:
        return got in {404, 405}
    if role in allowed:
        return got in done
    return got in ({302, 403, 404} if role in row.refused else {404})


def test_signing_in_comes_before_everything_of_a_lab(world):
    for name in MATRIX:
        row = MATRIX[name]
        if not row.hidden and "anonymous" not in (row.get or ()):
            response = Client().get(address(name, world))
            assert (
                response.status_code == 405 or "/account/login" in response["Location"]
            )


@pytest.mark.parametrize("role", ROLES)
def test_admin_is_for_its_own_staff(role, request):
    got = browser(role, request).get("/admin/")

    assert got.status_code == 302
    assert "login" in got["Location"]


@pytest.mark.parametrize("rank", ["is_staff", "is_superuser"])
def test_who_keeps_the_admin_sees_no_case_without_a_position(world, rank):
    keeper = User.objects.create_user("root@voorbeeld.nl", PASSWORD, name="Root")
    User.objects.filter(pk=keeper.pk).update(**{"is_staff": True, rank: True})
    client = Browser()
    client.force_login(User.objects.get(pk=keeper.pk))

    seen = {
        name: got
        for name, row in MATRIX.items()
        if row.get and not row.get & {"outsider_user", "anonymous"}
        if (got := answer(client, "get", address(name, world))) != 404
    }

    assert seen == {}


MACHINE_ROUTES = [
    ("api-application", ("draft",)),
    ("api-organisms", ("draft",)),
    ("api-case", ("case",)),
    ("api-ledger", ("case",)),
    ("api-case-events", ("case",)),
    ("api-letters", ("case",)),
    ("api-information-requests", ("case",)),
]


@pytest.mark.parametrize(("name", "things"), MACHINE_ROUTES)
def test_machine_of_another_lab_finds_nothing(name, things, world, lab, other_lab):
    values = [value for thing in things for value in world[thing].values()]
    path = reverse(name, args=values).removeprefix("/api/v1")

    assert machine(lab, "eigen").get(path).status_code == 200
    assert machine(other_lab, "vreemd").get(path).status_code == 404
    assert Client().get(f"/api/v1{path}").status_code == 401
