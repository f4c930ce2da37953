"""Signing in and what belongs to it, through the pages themselves."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.cast import PASSWORD
from tests.signing_in import app_code, sign_in_with_password

NEW_PASSWORD = "nog een lang wachtwoord"


def test_two_step_sign_in_is_turned_on_used_and_turned_off(page, axe, researcher):
    sign_in_with_password(page, researcher)
    researcher.emailaddress_set.update(verified=True)
    page.goto(reverse("mfa_activate_totp"))
    axe(page)
    key = page.locator("code").inner_text()
    page.get_by_label("Code uit de app").fill(app_code(key))
    page.get_by_role("button", name="Aanzetten").click()

    assert "staat aan" in page.get_by_role("status").inner_text()
    axe(page)
    codes = page.locator(".ggo-codes code").all_inner_texts()
    assert len(codes) == 10
    page.goto(reverse("mfa_index"))
    axe(page)

    page.context.clear_cookies()
    sign_in_with_password(page, researcher)
    assert page.locator("h1").inner_text() == "De code uit uw app"
    axe(page)
    page.get_by_label("Code").fill("000000")
    page.locator("main button[type=submit]").first.click()
    assert "Deze code klopt niet." in page.locator("[data-error-summary]").inner_text()
    page.get_by_label("Code").fill(codes[0])
    page.locator("main button[type=submit]").first.click()
    assert "Anna de Boer" in page.locator("h1").inner_text()

    page.goto(reverse("mfa_generate_recovery_codes"))
    axe(page)
    page.get_by_role("link", name="Met uw app of een herstelcode").click()
    axe(page)
    page.get_by_label("Code").fill(codes[1])
    page.get_by_role("button", name="Doorgaan").click()
    axe(page)
    page.goto(reverse("mfa_deactivate_totp"))
    axe(page)
    page.get_by_role("button", name="Uitzetten").click()
    assert "staat uit" in page.get_by_role("status").inner_text()


def test_forgotten_password_is_replaced_by_mail(page, axe, researcher):
    page.goto(reverse("account_login"))
    page.get_by_role("link", name="Wachtwoord vergeten?").click()
    page.get_by_label("E-mailadres").fill(researcher.email)
    page.get_by_role("button", name="Stuur mij de link").click()
    page.wait_for_url("**/done/")

    (message,) = mail.outbox
    assert message.subject == "Kies een nieuw wachtwoord voor het GGO-portaal"
    page.goto(re.search(r"https?://\S+", message.body)[0])
    axe(page)
    page.get_by_label("Nieuw wachtwoord", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("Nieuw wachtwoord, nog een keer").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Nieuw wachtwoord bewaren").click()
    page.wait_for_url("**/done/")

    sign_in_with_password(page, researcher, NEW_PASSWORD)
    assert "Anna de Boer" in page.locator("h1").inner_text()


def test_used_link_says_so_and_offers_a_new_one(page, axe, db):
    page.goto(reverse("account_reset_password_from_key", args=["1", "oud-token"]))

    assert page.locator("h1").inner_text() == "Deze link werkt niet meer"
    axe(page)


@pytest.mark.django_db
def test_unknown_address_gets_the_same_answer_and_a_mail_that_says_so(client):
    answer = client.post(reverse("account_reset_password"), {"email": "wie@lab.nl"})

    assert answer.status_code == 302
    (message,) = mail.outbox
    assert message.subject == "Geen account met dit adres in het GGO-portaal"
    assert "wie@lab.nl" in message.body


@pytest.mark.django_db
def test_unknown_address_is_mailed_once_a_day_and_the_answer_stays_the_same(client):
    page = reverse("account_reset_password")
    answers = [client.post(page, {"email": said}) for said in ("a@lab.nl", "A@lab.nl")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(mail.outbox) == 1


def test_a_known_and_an_unknown_address_are_held_off_alike(client, researcher):
    page = reverse("account_reset_password")
    told = {}
    for said in (researcher.email, "niemand@lab.nl"):
        asked = [client.post(page, {"email": said}) for _time in range(4)]
        told[said] = [answer.status_code for answer in asked]

    assert set(map(tuple, told.values())) == {(302, 302, 302, 429)}


@pytest.mark.django_db
def test_nobody_registers_alone(client):
    answer = client.post(
        reverse("account_signup"),
        {"email": "a@b.nl", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert "Een account via uw organisatie" in answer.content.decode()


@pytest.mark.django_db
def test_address_is_changed_after_its_confirmation(client, researcher):
    said = {"login": researcher.email, "password": PASSWORD}
    client.post(reverse("account_login"), said)
    client.post(
        reverse("account_email"), {"action_add": "", "email": "anna@umcnoord.nl"}
    )
    (sent,) = [one for one in mail.outbox if one.to == ["anna@umcnoord.nl"]]
    link = re.search(r"https?://[^/]+(\S+)", sent.body)[1]

    assert "anna@umcnoord.nl" in client.get(link).content.decode()
    client.post(link)
    client.post(
        reverse("account_email"), {"action_primary": "", "email": "anna@umcnoord.nl"}
    )

    researcher.refresh_from_db()
    assert researcher.email == "anna@umcnoord.nl"
