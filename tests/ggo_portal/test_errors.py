"""Pages for what goes wrong: they say what happened and what to do."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse


@pytest.fixture(autouse=True)
def _as_on_a_server(settings):
    settings.DEBUG = False


@pytest.mark.django_db
def test_unknown_page_says_so_in_our_look(client):
    answer = client.get("/zoekgeraakt")

    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.content.decode()
    assert "ggo-header" in answer.content.decode()


@pytest.mark.django_db
def test_unknown_page_offers_the_home_page_in_the_other_language(client):
    answer = client.get("/zoekgeraakt")

    assert 'href="/en/"' in answer.content.decode()


@pytest.mark.django_db
def test_unknown_english_page_is_in_english(client):
    answer = client.get("/en/lost")

    assert "This page does not exist" in answer.content.decode()


@pytest.mark.django_db
def test_form_without_token_gets_our_page():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": "a", "password": "b"})

    assert answer.status_code == 403
    assert "Wij konden dit formulier niet aannemen" in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html"])
@pytest.mark.django_db
def test_error_page_renders(rf, name):
    page = render_to_string(name, request=rf.get("/"))

    assert "ggo-header" in page
    assert "<h1" in page


def test_server_error_page_needs_neither_database_nor_context():
    page = render_to_string("500.html")

    assert "Er ging iets mis bij ons" in page
    assert "Something went wrong" in page
