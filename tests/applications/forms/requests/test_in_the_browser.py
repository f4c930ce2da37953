"""The unusual parts in a real browser: the list of criteria, and what is not asked."""

import pytest

from tests.applications.browsing import url

PHONE = {"width": 320, "height": 720}


@pytest.fixture
def visit(page, sign_in, researcher):
    """`visit(draft, "criteria")`: the researcher at a section, on a telephone."""

    def visit(draft, section: str):
        sign_in(page, researcher)
        page.set_viewport_size(PHONE)
        page.goto(url(draft, section))
        return page

    return visit


def fits(page) -> bool:
    """Is nothing wider than the screen?"""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_criteria_are_usable_on_a_telephone(visit, complete_draft, say, axe):
    draft = complete_draft("mi-i-ii")
    say(draft, "criteria", met_organism="", why_host="")

    page = visit(draft, "criteria")

    axe(page)
    assert fits(page)
    page.click("[data-error-summary] a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_met_organism_0"


def test_the_criteria_are_answered_by_keyboard(visit, complete_draft, say):
    draft = complete_draft("mi-i-ii")
    say(draft, "criteria", met_organism="", why_organism="")
    page = visit(draft, "criteria")

    page.focus("#id_met_organism_0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Zie 3.2.")
    page.wait_for_selector("#saved:has-text('bewaard om')")

    saved = draft.section_answers.get(section="criteria").values
    assert (saved["met_organism"], saved["why_organism"]) == (
        "not-applicable",
        "Zie 3.2.",
    )


@pytest.mark.parametrize(
    ("procedure", "section", "fork", "shown", "hidden"),
    [
        ("2.13-annex-2", "addition", "item", "#id_vector", "#id_host"),
        ("s-i", "criteria", "ground", "#id_entry", "#id_met_organism_0"),
    ],
)
def test_only_what_the_answer_asks_is_shown(
    visit, complete_draft, axe, procedure, section, fork, shown, hidden
):
    page = visit(complete_draft(procedure), section)

    assert page.is_visible(shown)
    assert not page.is_visible(hidden)
    axe(page)
    assert fits(page)
    other = 0 if fork == "item" else 1
    page.check(f"#id_{fork}_{other}")
    assert page.is_visible(hidden)
    assert not page.is_visible(shown)


def test_what_is_hidden_is_kept(visit, complete_draft):
    draft = complete_draft("2.13-annex-2")
    page = visit(draft, "addition")

    page.check("#id_item_0")
    page.fill("#id_host", "Pseudomonas putida")
    page.click("text=Opslaan en naar het overzicht")

    saved = draft.section_answers.get(section="addition").values
    assert (saved["host"], saved["vector"]) == ("Pseudomonas putida", "pZ1")
