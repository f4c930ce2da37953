"""Asking for further information in a real browser, without a mouse or a script."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from dossiers.handling.taking_up import take_up
from dossiers.models import Case, InformationRequest


@pytest.fixture
def fresh(file, handler_user) -> Case:
    """A case received and taken up just now, by the clock that the server goes by."""
    case = file(at=timezone.now())
    take_up(case, by=Actor(user=handler_user), at=timezone.now())
    return case


def test_a_handler_asks_two_questions_by_keyboard_without_a_script(
    browser, sign_in, axe, fresh, handler_user, live_server
):
    context = browser.new_context(
        viewport={"width": 320, "height": 800}, java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, handler_user)
    page.goto(live_server.url + reverse("ask-information", args=[fresh.number]))

    page.fill("[name='0-text']", "Welke vector?")
    page.click("button[value=add]")
    page.fill("[name='1-text']", "Welke gastheer?")
    page.focus("[name=answer_by]")
    page.keyboard.press("Enter")  # looks, and removes nothing
    page.wait_for_selector("button[value=send]")
    assert not InformationRequest.objects.exists()
    page.click("button[value=send]")

    page.wait_for_url("**" + reverse("case", args=[fresh.number]))
    request = InformationRequest.objects.get()
    assert [one.text for one in request.questions.all()] == [
        "Welke vector?",
        "Welke gastheer?",
    ]
    context.close()


def test_every_step_is_accessible(page, sign_in, axe, fresh, handler_user, live_server):
    sign_in(page, handler_user)
    page.goto(live_server.url + reverse("ask-information", args=[fresh.number]))
    axe(page)

    page.click("button[value=preview]:visible >> nth=-1")
    page.wait_for_selector("[data-error-summary]")
    axe(page)
    page.fill("[name='0-text']", "Welke vector?")
    page.click("button[value=preview]:visible >> nth=-1")
    page.wait_for_selector("button[value=send]")
    axe(page)
    page.click("button[value=send]")
    page.wait_for_selector("#requests-heading")
    axe(page)
