"""Every page and every form in the browser: nobody is kept out, nothing sticks out.

The pages are those of the permission matrix, so a new one is looked at by itself.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from accounts.actor import Actor
from applications.forms.base import Section
from applications.forms.procedures import FORMS as EDITIONS
from dossiers.handling.taking_up import take_up
from dossiers.intake.receiving import receive_application
from dossiers.models import Case
from dossiers.penalties.notices import give_notice
from dossiers.states import Part, State
from dossiers.withdrawals.withdrawing import withdraw_case
from tests.cast import NOW
from tests.dossiers.advisers import ask
from tests.dossiers.conftest import (
    asked,
    decide,
    decide_known,
    file,
    make_known,
    prepared,
    send,
)
from tests.matrix import MATRIX, Row
from tests.world import address

__all__ = [
    "asked",
    "decide",
    "decide_known",
    "file",
    "make_known",
    "prepared",
    "send",
]
pytestmark = pytest.mark.django_db(transaction=True)

PHONE, DESK = {"width": 320, "height": 800}, {"width": 1280, "height": 900}
LOOKING = ("bvf_user", "lab_admin", "handler_user")
"""Who looks, the first of these who may."""

NO_PAGES = {
    *("open-file", "year-file"),
    # Files and answers for machines or scripts.
    *("live", "ready", "work", "metrics", "openapi"),
    *("export-organisms", "organisms-template"),
    *("organism-suggestions", "attachment", "letter", "case-attachment"),
    *("worklist-export", "preview-decision", "preview-penalty", "duty-list"),
    *("advice-attachment", "advice-own-file", "advice-file"),
    # Sends on to another page.
    *("file-application", "api-docs", "answer-case"),
}
ONLY_ASKS_ONCE_MORE = {
    *("remove-organism", "remove-organisms", "remove-attachment", "remove-member"),
    *("discard-application", "leave-organisation", "revoke-invitation"),
    *("end-substitution", "copy-application", "pending-import", "case-act"),
    *("member", "invitation", "comments", "end-absence", "sign-decision"),
}
"""Forms that cannot be filled in wrongly, or are gone once sent."""

WITH_A_FORM = {
    "draft-decision": "?template=cannot-agree",
    "worklist-filters": "?query=filter%3Dmine",
}
"""What comes after an address for there to be a form."""

EMPTY = """form => {
  for (const field of form.elements) {
    if (["checkbox", "radio"].includes(field.type)) field.checked = false;
    else if (!["hidden", "submit", "button"].includes(field.type)) field.value = "";
  }
  form.requestSubmit(form.querySelector("button[type=submit]"));
}"""


def pages_of(person: str) -> list[str]:
    """The routes that this person looks at, for all who may."""
    return [
        name
        for name, row in MATRIX.items()
        if row.get and name not in NO_PAGES and looks(row) == person
    ]


def looks(row: Row) -> str:
    """The first of those who look that may see it."""
    return next((person for person in LOOKING if person in (row.get or ())), "")


def see(page: Page, axe, at: str, size: dict) -> None:
    """The page in one size: axe finds nothing, and nothing is wider than the screen."""
    page.set_viewport_size(size)
    page.goto(at)
    judge(page, axe)


def judge(page: Page, axe) -> None:
    """What is on the screen now."""
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen"


STRETCH = 6
"""Pages in one test: few enough for the processes of a run to share the walk evenly."""


def stretches() -> list[tuple[str, list[str]]]:
    """Who looks, with the pages of a part of the walk; together all pages of all."""
    return [
        (person, pages[start : start + STRETCH])
        for person in LOOKING
        for pages in [pages_of(person)]
        for start in range(0, len(pages), STRETCH)
    ]


@pytest.mark.parametrize(
    ("person", "names"),
    stretches(),
    ids=[f"{person}-from-{names[0]}" for person, names in stretches()],
)
def test_every_page_keeps_nobody_out(page, axe, sign_in, world, request, person, names):
    sign_in(page, request.getfixturevalue(person))

    for name in names:
        at = address(name, world)
        see(page, axe, at, PHONE)
        see(page, axe, f"/en{at}", DESK)
        if MATRIX[name].post and name not in ONLY_ASKS_ONCE_MORE:
            send_empty(page, axe, at + WITH_A_FORM.get(name, ""))


def send_empty(page: Page, axe, at: str) -> None:
    """Send the form of a page with nothing in it, and look at what is told."""
    page.set_viewport_size(PHONE)
    page.goto(at)
    form = page.locator("main form[method=post]").first
    assert form.count(), f"{at} has no form"
    with page.expect_navigation():
        form.evaluate(EMPTY)
    judge(page, axe)


FORMS = [
    *("iik-new", "iik-change", "iii-same-article", "iv-new", "mi-iii"),
    *("2.8-combination", "mi-i-ii", "s-i", "2.13-annex-2", "2.13a-annex-4"),
    *("tr-i", "atv", "administrative"),
]
"""Procedures that have every section between them."""

# By key the last edition, which is filed on the day on which tests play.
SECTIONS = {key: sections for (key, _edition), sections in sorted(EDITIONS.items())}


def test_these_forms_have_every_section():
    seen = {section.key for procedure in FORMS for section in SECTIONS[procedure]}

    assert seen == {section.key for form in SECTIONS.values() for section in form}


@pytest.mark.parametrize("procedure", FORMS)
def test_every_section_keeps_nobody_out(
    page, axe, sign_in, complete_draft, researcher, procedure
):
    draft = complete_draft(procedure)
    sign_in(page, researcher)

    for section in new_in(procedure):
        at = f"/applications/{draft.pk}/{section.key}"
        see(page, axe, f"/en{at}", DESK)
        if section.is_form:
            send_empty(page, axe, at)


def new_in(procedure: str) -> list[type[Section]]:
    """The sections of a form that none before it in the list has."""
    before = FORMS[: FORMS.index(procedure)]
    seen = {section.key for earlier in before for section in SECTIONS[earlier]}
    return [section for section in SECTIONS[procedure] if section.key not in seen]


LONG_AGO = NOW - timedelta(days=80)
READERS = ("handler_user", "decider_user", "researcher")


@pytest.fixture
def stages(asking, deciding, going) -> dict[str, Case]:
    """A case at each point where its page has something of its own to tell."""
    return asking | deciding | going


@pytest.fixture
def asking(file, asked, handler_user) -> dict[str, Case]:
    """Cases in which something was asked, of the applicant or of an adviser."""
    waiting, late, advised = file(), file(at=LONG_AGO), file()
    asked(waiting)
    asked(late, at=LONG_AGO)
    take_up(advised, by=Actor(user=handler_user), at=NOW)
    ask(advised, handler_user)
    return {"waiting": waiting, "late answer": late, "advice asked": advised}


@pytest.fixture
def deciding(file, asked, prepared, decide, decide_known) -> dict[str, Case]:
    """Cases that wait for a signature, or got one; one decision is known already."""
    offered, ignored = file(), file(at=LONG_AGO)
    agreed, objected, converted = file("iiv-new"), file(), file("iiv-new")
    asked(ignored, at=LONG_AGO)
    prepared(offered, "cannot-agree")
    decide(agreed)
    decide(objected, "cannot-agree")
    decide(ignored, "not-done")
    decide_known(converted, "treat-as-notification")
    return {
        "prepared": offered,
        "decided": agreed,
        "objected": objected,
        "not treated": ignored,
        "converted": converted,
        "opened by conversion": Case.objects.get(part=Part.CONVERTED),
    }


@pytest.fixture
def going(file, signed_draft, researcher, handler_user) -> dict[str, Case]:
    """Cases that ran late, were withdrawn, or go together."""
    late, gone = file("iiv-new", at=LONG_AGO), file()
    applicant, handler = Actor(user=researcher), Actor(user=handler_user)
    take_up(late, by=handler, at=LONG_AGO)
    noticed = NOW - timedelta(days=20)
    give_notice(late, text="", received_on=None, by=handler, at=noticed)
    withdraw_case(gone, reason="Het gaat niet door.", by=applicant, at=NOW)
    request = receive_application(signed_draft("2.8-combination"), by=applicant, at=NOW)
    coupled = Case.objects.get(application=request.application, part=Part.FOLLOW_UP)
    return {
        "late with a notice": late,
        "withdrawn": gone,
        "request of a pair": request,
        "coupled to it": coupled,
    }


@pytest.mark.parametrize("kind", ["asking", "deciding", "going"])
@pytest.mark.parametrize("reader", READERS)
def test_a_case_at_every_point_keeps_nobody_out(
    page, axe, sign_in, request, reader, kind
):
    stages = request.getfixturevalue(kind)
    sign_in(page, request.getfixturevalue(reader))

    for case in stages.values():
        at = address("case", {"case": {"number": case.number}})
        see(page, axe, at, PHONE)
        see(page, axe, f"/en{at}", DESK)
        if reader == "decider_user" and case.state == State.PREPARED:
            see(page, axe, f"{at}/decision/sign", PHONE)


def test_these_cases_are_at_every_point_where_a_page_tells_more(stages):
    states = {case.state for case in stages.values()}

    assert states >= set(State) - {State.ASSESSED, State.CLOSED, State.PROCESSED}
