"""What if in a real browser: with and without scripts, on any screen, for anybody."""

import pytest
from playwright.sync_api import expect

PHONE = {"width": 320, "height": 640}
PATHS = {
    "filed": "/procedures/iii-new/what-if?received=2026-11-10&start_on=2027-03-01",
    "still": "/procedures/atv/what-if?received=2026-11-10&asked_1=2026-11-12",
    "wrong": "/procedures/iii-new/what-if?received=&answered_2=2026-11-12",
    "none": "/procedures/administrative/what-if",
}

pytestmark = pytest.mark.django_db(transaction=True)


def overflow(page) -> int:
    """Pixels that one would have to scroll sideways."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.fixture
def plain_page(browser, live_server):
    """A page of a visitor whose browser runs no scripts."""
    context = browser.new_context(
        locale="nl-NL", base_url=live_server.url, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", sorted(PATHS))
@pytest.mark.parametrize("language", ["", "/en"])
def test_it_keeps_nobody_out(page, axe, name, language):
    page.goto(language + PATHS[name])

    axe(page)
    page.set_viewport_size(PHONE)
    assert overflow(page) == 0
    axe(page)


def test_the_answer_follows_a_date_at_once_and_the_address_with_it(page):
    page.goto("/procedures/iii-new/what-if?received=2026-03-02")

    page.get_by_label("Als u indient op").fill("2026-02-19")

    expect(page.locator("#answer .ggo-facts")).to_contain_text("7 april 2026")
    expect(page.locator("#told[role=status]")).to_contain_text("7 april 2026")
    assert "received=2026-02-19" in page.url
    page.reload()
    expect(page.locator("#answer .ggo-facts")).to_contain_text("7 april 2026")


def test_a_wrong_date_is_told_without_taking_the_cursor_away(page):
    page.goto("/procedures/iii-new/what-if?received=2026-03-02")
    field = page.get_by_label("Vraag gesteld op").first

    field.fill("2026-02-01")

    expect(page.locator("#answer")).to_contain_text("ligt vóór de dag van ontvangst")
    expect(field).to_be_focused()


def test_without_scripts_the_button_answers(plain_page):
    plain_page.goto("/procedures/iii-new/what-if")
    plain_page.get_by_label("Als u indient op").fill("2026-02-19")
    plain_page.get_by_label("Om te beginnen op").fill("2027-03-01")

    plain_page.get_by_role("button", name="Berekenen").click()

    assert "7 april 2026" in plain_page.locator("#answer").inner_text()
    assert "vrijdag 15 januari 2027" in plain_page.locator("#answer").inner_text()


def test_without_scripts_a_wrong_date_leads_to_its_field(plain_page):
    plain_page.goto("/procedures/iii-new/what-if?received=&start_on=2027-03-01")

    summary = plain_page.locator("[data-error-summary]")
    assert summary.get_by_role("link").get_attribute("href") == "#id_received"
    assert plain_page.locator("#id_received").get_attribute("aria-invalid") == "true"
