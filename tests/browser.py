"""Chromium on the running portal, and axe to judge its pages."""

import os

import pytest
from playwright.sync_api import Page, sync_playwright

from dev.browser import find_chromium
from ggo_portal.build.places import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="session")
def browser():
    """The machine's own Chromium, or the one that Playwright installed."""
    # Playwright keeps an event loop in this thread; Django must not mind.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=QUIET
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, live_server):
    """A Dutch visitor's page; the test fails on an error in a script or in the CSP."""
    context = browser.new_context(locale="nl-NL", base_url=live_server.url)
    context.set_default_timeout(10_000)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: _note_refusal(message.text, troubles))
    yield page
    context.close()
    assert troubles == []


@pytest.fixture
def sign_in(client, live_server):
    """`sign_in(page, user)`: the page's visitor is that user from now on."""

    def sign_in(page: Page, user) -> None:
        client.force_login(user)
        cookie = client.cookies["sessionid"]
        page.context.add_cookies(
            [{"name": "sessionid", "value": cookie.value, "url": live_server.url}]
        )

    return sign_in


def _note_refusal(text: str, troubles: list[str]) -> None:
    if "Content Security Policy" in text:
        troubles.append(text)


@pytest.fixture
def axe():
    """`axe(page)` fails with what a person with a disability would run into."""
    return _judge


def _judge(page: Page) -> None:
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [_tell(violation) for violation in found["violations"]]
    assert told == [], f"{page.url}\n" + "\n".join(told)


def _tell(violation: dict) -> str:
    """One violation in words, with the elements that have it."""
    places = [
        f"    {node['html'][:200]}\n      {node['failureSummary']}"
        for node in violation["nodes"]
    ]
    return "\n".join([f"{violation['id']}: {violation['help']}", *places])
