"""Typing in a real browser: saved by itself, and nothing lost."""

import pytest

from tests.applications.browsing import url

SAVED = "#saved:has-text('bewaard om')"


@pytest.fixture
def purpose(page, sign_in, draft, researcher):
    """The page of the section on the purpose, with the researcher at it."""
    sign_in(page, researcher)
    page.goto(url(draft, "purpose"))
    return page


def saved_title(draft) -> str:
    return draft.section_answers.get(section="purpose").values["title"]


def test_typing_is_saved_without_a_click(purpose, draft):
    purpose.fill("#id_title", "Gist")
    purpose.wait_for_selector(SAVED)

    assert saved_title(draft) == "Gist"
    purpose.reload()
    assert purpose.input_value("#id_title") == "Gist"


def test_typing_on_after_an_automatic_save_is_no_conflict(purpose, draft):
    purpose.fill("#id_title", "Gist")
    purpose.wait_for_selector(SAVED)
    purpose.fill("#id_title", "Gist en schimmel")
    purpose.click("text=Opslaan en verder")
    purpose.wait_for_url("**/organisms")

    assert saved_title(draft) == "Gist en schimmel"


def test_signing_in_anew_in_another_tab_loses_nothing(purpose, draft, live_server):
    purpose.fill("#id_title", "Gist")
    purpose.wait_for_selector(SAVED)
    token = {"name": "csrftoken", "value": "b" * 32}
    purpose.context.add_cookies([token | {"url": live_server.url}])

    purpose.fill("#id_title", "Schimmel")
    purpose.click("text=Opslaan en verder")
    purpose.wait_for_url("**/organisms")

    assert saved_title(draft) == "Schimmel"


def test_a_portal_that_cannot_be_reached_is_told(purpose):
    purpose.context.set_offline(True)

    purpose.fill("#id_title", "Gist")

    purpose.wait_for_selector("#saved:has-text('Niet bewaard')")


def test_a_section_works_without_scripts(browser, live_server, anna, draft):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    session = {"name": "sessionid", "value": anna.cookies["sessionid"].value}
    context.add_cookies([session | {"url": live_server.url}])
    page = context.new_page()

    page.goto(url(draft, "purpose"))
    page.fill("#id_title", "Gist")
    page.click("text=Opslaan en verder")

    assert page.url.endswith("/organisms")
    assert saved_title(draft) == "Gist"
    context.close()
