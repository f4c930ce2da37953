"""Pages of the portal itself, as people see them: both languages, wide and narrow."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.cast import PASSWORD

WIDE, NARROW = 1280, 320
PUBLIC = [
    "home",
    "procedures",
    "coming",
    "about",
    "accessibility",
    "contact",
    "api-docs",
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
]
PERSONAL = [
    "home",
    "profile",
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
]


def address(name: str, language: str) -> str:
    """The address of a page in a language."""
    with override(language):
        return reverse(name)


def fits(page) -> bool:
    """Does nothing stick out to the right?"""
    return page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def judge(page, axe, name: str) -> None:
    """Axe on the page in both languages and widths, and no sideways scrolling."""
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        for language in ("nl", "en"):
            answer = page.goto(address(name, language))
            assert answer.ok, (name, answer.status)
            assert page.locator("html").get_attribute("lang") == language
            assert page.locator("h1").count() == 1
            assert fits(page), (name, language, width)
            axe(page)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_is_accessible_in_both_languages(page, axe, name):
    judge(page, axe, name)


@pytest.mark.parametrize("name", PERSONAL)
def test_personal_page_is_accessible_in_both_languages(
    page, axe, sign_in, researcher, name
):
    sign_in(page, researcher)

    judge(page, axe, name)


@pytest.mark.parametrize("name", ["home", "procedures", "account_login"])
def test_page_is_accessible_in_the_dark(page, axe, name):
    page.emulate_media(color_scheme="dark")
    page.goto(reverse(name))

    axe(page)


def test_home_lists_terms_from_the_rows_in_force(page):
    page.goto("/")

    row = page.get_by_role("row", name="II-k").first
    assert "KG-II-k" in row.inner_text()
    assert "45 dagen" in row.inner_text()


def test_language_link_leads_to_the_same_page(page):
    page.set_viewport_size({"width": WIDE, "height": 800})
    page.goto("/procedures")

    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/procedures")

    page.get_by_role("link", name="Nederlands").click()
    assert page.url.endswith("/procedures")
    assert "/en/" not in page.url


def test_sign_in_goes_by_keyboard_alone(page, researcher):
    page.set_viewport_size({"width": WIDE, "height": 800})
    page.goto("/account/login/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Naar de inhoud"
    page.keyboard.press("Enter")
    for text in (researcher.email, PASSWORD):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("/(#main)?$"))
    assert "Anna de Boer" in page.locator("h1").inner_text()


def test_focus_is_always_visible(page):
    page.set_viewport_size({"width": WIDE, "height": 800})
    page.goto("/")

    for _ in range(12):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            "(() => { const style = getComputedStyle(document.activeElement);"
            " return [style.outlineStyle, parseFloat(style.outlineWidth)]; })()"
        )
        assert ring[0] == "solid"
        assert ring[1] >= 2


def test_wrong_password_is_told_in_a_summary_that_has_the_focus(page, axe, researcher):
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(researcher.email)
    page.get_by_label("Wachtwoord").fill("dit is het niet")
    page.locator("main button[type=submit]").click()

    summary = page.locator("[data-error-summary]")
    assert "klopt niet" in summary.inner_text()
    assert summary.evaluate("summary => summary === document.activeElement")
    axe(page)


def test_link_in_the_error_summary_leads_to_the_field(page, axe, sign_in, researcher):
    sign_in(page, researcher)
    page.goto("/account/profile")
    page.get_by_label("Naam").fill("")
    page.get_by_role("button", name="Mijn gegevens bewaren").click()

    axe(page)
    page.get_by_role("link", name="Vul uw naam in.").click()

    assert page.evaluate("document.activeElement.id") == "id_name"
    name = page.get_by_label("Naam")
    assert name.get_attribute("aria-invalid") == "true"
    assert "id_name_error" in name.get_attribute("aria-describedby")


def test_menu_on_a_phone_opens_closes_and_signs_out(page, sign_in, researcher):
    page.set_viewport_size({"width": NARROW, "height": 640})
    sign_in(page, researcher)
    page.goto("/")
    menu = page.locator("summary:visible")

    menu.click()
    assert page.get_by_role("link", name="Mijn gegevens").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Mijn gegevens").is_visible()

    menu.click()
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_url("**/")
    assert "U bent uitgelogd." in page.get_by_role("status").inner_text()


def test_pages_work_without_javascript(browser, live_server, researcher):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(researcher.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.locator("main button[type=submit]").click()

    page.locator("summary:visible").click()
    assert page.get_by_role("button", name="Uitloggen").is_visible()
    context.close()
