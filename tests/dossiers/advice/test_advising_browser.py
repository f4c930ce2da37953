"""Advice in a real browser: from the question to the receipt, on any screen."""

import pytest
from playwright.sync_api import Page

from accounts.actor import Actor
from dossiers.advice.advice_link import link_token
from dossiers.handling.taking_up import take_up
from dossiers.models import Advice
from tests.cast import NOW, PDF
from tests.dossiers.advisers import ask

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 320, "height": 640}


def judge(page: Page, axe) -> None:
    """Axe finds nothing, also on a phone, where nothing sticks out."""
    axe(page)
    page.set_viewport_size(PHONE)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture
def asked(file, handler_user) -> Advice:
    """A question to COGEM in a KG-II-k, with its form and files."""
    case = file("iik-new")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    return ask(case, handler_user)


def test_an_adviser_writes_saves_and_files_without_signing_in(page, axe, asked):
    page.goto(f"/advice/{link_token(asked)}")
    judge(page, axe)

    page.get_by_role("button", name="Advies indienen").click()
    assert page.locator("[data-error-summary]").evaluate(
        "node => node === document.activeElement"
    )
    judge(page, axe)

    page.get_by_role("textbox", name="Uw advies").fill("Ja, mits ML-II.")
    page.get_by_label("Uw advies als pdf").set_input_files(
        {"name": "advies.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Bewaren en later verder").click()
    assert page.get_by_text("Uw advies is nog niet ingediend").is_visible()
    judge(page, axe)

    page.get_by_role("button", name="Advies indienen").click()
    assert page.get_by_role("heading", name="Uw advies is ingediend").is_visible()
    judge(page, axe)


def test_a_handler_asks_by_keyboard_and_sees_it_on_the_case(
    page, axe, sign_in, asked, handler_user
):
    case = asked.case
    sign_in(page, handler_user)
    page.goto(f"/cases/{case.number}/advice/new")
    judge(page, axe)

    page.get_by_label("Naam van de adviseur").fill("Bo Bot")
    page.get_by_label("E-mailadres van de adviseur").fill("bot@voorbeeld.nl")
    page.get_by_label("Vraag").fill("Klopt het niveau?")
    page.get_by_label("Advies uiterlijk op").fill("2099-01-01")
    page.keyboard.press("Enter")
    page.get_by_label("Toch advies vragen").wait_for()
    judge(page, axe)

    page.get_by_label("Toch advies vragen").check()
    page.get_by_role("button", name="Adviesvraag versturen").click()
    assert page.get_by_role("heading", name="COGEM, Bo Bot").is_visible()
    judge(page, axe)
