"""Every page and every form in the browser: nobody is kept out, nothing sticks out.

The pages are those of the permission matrix, so a new one is looked at by itself.
"""

import pytest
from playwright.sync_api import Page

from applications.forms.base import Section
from applications.forms.procedures import BEGUN
from tests.test_permissions import MATRIX, Row, address, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db(transaction=True)

PHONE, DESK = {"width": 320, "height": 800}, {"width": 1280, "height": 900}
LOOKING = ("collega", "beheerder", "behandelaar")
"""Who looks, the first of these who may."""

NO_PAGES = {
    *("open-file", "year-file"),
    # Files and answers for machines or scripts.
    *("live", "ready", "openapi", "export-organisms", "organisms-template"),
    *("organism-suggestions", "attachment", "letter", "case-attachment"),
    *("worklist-export", "preview-decision"),
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


@pytest.mark.parametrize("person", LOOKING)
def test_every_page_keeps_nobody_out(page, axe, sign_in, world, request, person):
    sign_in(page, request.getfixturevalue(person))

    for name in pages_of(person):
        at = address(name, world)
        see(page, axe, at, PHONE)
        see(page, axe, f"/en{at}", DESK)
        if MATRIX[name].post and name not in ONLY_ASKS_ONCE_MORE:
            send_empty(page, axe, at)


def send_empty(page: Page, axe, at: str) -> None:
    """Send the form of a page with nothing in it, and look at what is told."""
    page.set_viewport_size(PHONE)
    page.goto(at)
    form = page.locator("main form[method=post]").first
    with page.expect_navigation():
        form.evaluate(EMPTY)
    judge(page, axe)


FORMS = [
    *("iik-new", "iik-change", "iii-same-article", "iv-new", "mi-iii"),
    *("2.8-combination", "mi-i-ii", "s-i", "2.13-annex-2", "2.13a-annex-4"),
    *("atv", "administrative"),
]
"""Procedures that have every section between them."""


def test_these_forms_have_every_section():
    seen = {section.key for procedure in FORMS for section in BEGUN[procedure]}

    assert seen == {section.key for form in BEGUN.values() for section in form}


@pytest.mark.parametrize("procedure", FORMS)
def test_every_section_keeps_nobody_out(
    page, axe, sign_in, complete, aanvrager, procedure
):
    draft = complete(procedure)
    sign_in(page, aanvrager)

    for section in new_in(procedure):
        at = f"/applications/{draft.pk}/{section.key}"
        see(page, axe, f"/en{at}", DESK)
        if section.is_form:
            send_empty(page, axe, at)


def new_in(procedure: str) -> list[type[Section]]:
    """The sections of a form that none before it in the list has."""
    before = FORMS[: FORMS.index(procedure)]
    seen = {section.key for earlier in before for section in BEGUN[earlier]}
    return [section for section in BEGUN[procedure] if section.key not in seen]
