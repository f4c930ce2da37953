"""The click that files: once, with a receipt, or with what to do first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dossiers.models import Case
from procedures.law_rows import law
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def file_url(application) -> str:
    return reverse("file-application", args=[application.pk])


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def today(time_machine):
    """The tests play on the day of the cast."""
    time_machine.move_to(NOW)


@pytest.fixture
def signed_in(client, researcher, today):
    client.force_login(researcher)
    return client


def test_filing_gives_number_receipt_start_and_window_with_grounds(
    signed_in, signed_kg
):
    application = signed_kg("iik-new")

    response = signed_in.post(file_url(application), follow=True)

    case = Case.objects.get()
    assert response.redirect_chain == [(f"/cases/{case.number}?filed=1", 302)]
    text = response.text
    assert case.label in text
    assert "maandag 23 november 2026" in text
    assert "om 09:41 uur" in text
    assert "vanaf 8 januari 2027, tenzij Bureau GGO niet instemt" in text
    assert "donderdag 7 januari 2027" in text
    for article in ("2.15 lid 5", "2.17 lid 1", "2.19 lid 2 onder b"):
        assert article in text


def test_filing_takes_no_more_statements_than_it_may(
    signed_in, signed_kg, count_queries
):
    application = signed_kg("iik-new")
    law.current_law()  # a server has read it long since

    taken = count_queries(lambda: signed_in.post(file_url(application)))

    # What it may cost: who adds a statement here finds another to leave out.
    assert taken <= 35


def test_a_second_click_leads_to_the_same_case(signed_in, signed_kg):
    application = signed_kg()

    signed_in.post(file_url(application))
    response = signed_in.post(file_url(application), follow=True)

    case = Case.objects.get()
    assert response.redirect_chain == [(f"/cases/{case.number}", 302)]
    assert messages(response) == [
        f"Deze aanvraag was al ingediend als {case.label}. "
        "Er is niets dubbel ingediend."
    ]


def test_without_a_signature_it_says_whom_to_ask(signed_in, complete_kg):
    application = complete_kg()

    response = signed_in.post(file_url(application), follow=True)

    assert response.redirect_chain == [(f"/applications/{application.pk}", 302)]
    assert "Vraag de BVF" in messages(response)[0]
    assert not Case.objects.exists()


def test_what_is_missing_is_counted(signed_in, complete_kg):
    application = complete_kg()
    application.organisms.all().delete()

    response = signed_in.post(file_url(application), follow=True)

    assert messages(response)[0].startswith("Nog niet ingediend: er ontbreekt")
    assert not Case.objects.exists()


def test_before_the_law_it_refuses(signed_in, signed_kg, time_machine):
    application = signed_kg()
    time_machine.move_to(NOW - timedelta(days=20_000))

    response = signed_in.post(file_url(application))

    assert response.status_code == 302
    assert not Case.objects.exists()


def test_a_link_to_the_act_shows_the_application(signed_in, signed_kg):
    application = signed_kg()

    response = signed_in.get(file_url(application))

    assert response.url == f"/applications/{application.pk}"
    assert not Case.objects.exists()


def test_a_stranger_finds_nothing_to_file(client, outsider_user, signed_kg):
    client.force_login(outsider_user)

    assert client.post(file_url(signed_kg())).status_code == 404
