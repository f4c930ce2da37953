"""The pages of a permit in a real browser: judged by axe, narrow, by keyboard."""

import pytest
from django.urls import reverse

from applications.drafting import drafting
from tests.applications.browsing import url
from tests.cast import NOW
from tests.cast_answers import responsible

PAGES = [
    ("iii-new", "permit"),
    ("iii-other-article", "change"),
    ("iii-other-article", "permit"),
    ("iii-same-article", "minor"),
    ("iv-new", "contact"),
    ("mi-iii", "installation"),
    ("mi-iii", "waste"),
]


@pytest.fixture
def browse(page, sign_in, researcher):
    """The researcher at a narrow screen."""
    sign_in(page, researcher)
    page.set_viewport_size({"width": 320, "height": 800})
    return page


def fits(page) -> bool:
    """Is nothing wider than the screen?"""
    return page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(("procedure", "section"), PAGES)
def test_a_page_is_open_to_all_empty_and_with_errors(
    browse, axe, lab, by, procedure, section
):
    responsible(lab)
    draft = drafting.start_draft(
        procedure_key=procedure, organisation=lab, by=by, at=NOW
    )

    browse.goto(url(draft, section))
    axe(browse)
    assert fits(browse)
    drafting.save_section(draft, section, {}, by=by, at=NOW)
    browse.goto(url(draft, section))

    assert browse.locator("[data-error-summary]").count() == 1
    axe(browse)
    assert fits(browse)


def test_the_begin_page_of_a_change_is_open_to_all(browse, axe, lab):
    browse.goto(reverse("new-application") + "?procedure=iii-same-article")

    axe(browse)
    assert fits(browse)
    browse.get_by_role("button", name="Beginnen met invullen").click()
    browse.wait_for_url("**/applications/*-*")
    assert lab.applications.get().changes is None


def test_a_report_is_confirmed_by_keyboard(browse, lab, by):
    draft = drafting.start_draft(
        procedure_key="iii-same-article", organisation=lab, by=by, at=NOW
    )
    browse.goto(url(draft, "minor"))

    first = browse.get_by_label("er komen alleen gastheren")
    first.focus()
    for _each in range(6):
        browse.keyboard.press("Space")
        browse.keyboard.press("Tab")
    browse.keyboard.type("Ook il18.")
    browse.get_by_role("button", name="Opslaan en verder").press("Enter")
    browse.wait_for_url("**/organisation")

    said = draft.section_answers.get(section="minor").values
    assert len(said["conditions"]) == 6
    assert said["added"] == "Ook il18."
