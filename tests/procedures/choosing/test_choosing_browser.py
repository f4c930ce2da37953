"""The chooser in a real browser: by keyboard alone, on a phone, without scripts."""

import pytest

pytestmark = pytest.mark.django_db

# The words on the page, in the order in which they come.
REPORT = [
    "Wat wilt u doen?",
    "Wat is de uitkomst van de risicobeoordeling?",
    "Is het werk nieuw, of een wijziging van eerder werk?",
    "Onder welk inschalingsartikel valt het gewijzigde werk?",
    "Wat geldt hiervan?",
]
STEPS = [0, 3, 1, 0]
"""How often the arrow down: work, level III, changed, the same article."""


def to_the_form(page) -> None:
    """Tab until the focus is on the first control of the question."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.ggo-question input')"):
            return
    pytest.fail("The question cannot be reached by keyboard.")


def test_walk_by_keyboard_to_a_report_is_accessible_at_every_step(page, axe):
    page.goto("/procedures/choose")

    for question, downs in zip(REPORT, STEPS, strict=False):
        assert question in page.inner_text("legend")
        axe(page)
        to_the_form(page)
        page.keyboard.press("Space")
        for _ in range(downs):
            page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")

    assert REPORT[-1] in page.inner_text("legend")
    to_the_form(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    axe(page)

    to_the_form(page)
    for _ in range(6):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.inner_text("h1") == "Uw procedure: melden op niveau III"
    axe(page)


@pytest.mark.parametrize(
    "answers",
    [
        "",
        "?subject=work&outcome=I&stage=changed&cfi=same",
        "?subject=work&outcome=IV",
        "?subject=classification&doubt=doubt&decided=no&combined=yes&combined_with=i-new",
        "?subject=help",
        "?colour=red",
    ],
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_are_accessible_and_fit_a_phone(page, axe, answers, language):
    page.set_viewport_size({"width": 320, "height": 800})

    page.goto(f"{language}/procedures/choose{answers}")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_walk_works_without_scripts_and_an_answer_can_be_changed(browser, live_server):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/en/procedures/choose")

    page.check("text=Start work with ggo’s")
    page.click("text=Continue")
    page.check("text=Level II with a notification")
    page.click("text=Continue")
    page.check("text=New: it falls under")
    page.click("text=Continue")
    assert page.inner_text("h1") == "Your procedure: level II-k"

    page.click("a:has-text('Change Is the work new')")
    assert page.is_checked("text=New: it falls under")
    page.check("text=Changed: at this level")
    page.click("text=Continue")
    assert page.inner_text("h1") == "Your procedure: change of level II-k"
    assert page.url.endswith("?subject=work&outcome=II-k&stage=changed")
    context.close()
