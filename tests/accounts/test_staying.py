"""How long one stays signed in, and that no cache keeps what was shown."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, PASSWORD
from tests.signing_in import give_second_step, take_second_step

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def as_on_a_server(settings):
    """The lengths that docs/operations.md tells."""
    settings.STAFF_SESSION_SECONDS, settings.STAFF_REST_SECONDS = 86_400, 3_600
    settings.LAB_SESSION_SECONDS, settings.LAB_REST_SECONDS = 1_209_600, 345_600


def signed_in(user) -> Client:
    """A browser that signed in a moment ago, with both steps."""
    client = Client()
    client.force_login(user)
    if user.positions.exists():
        give_second_step(user)
        take_second_step(client, user)
        session = client.session
        session["began"] = session["seen"] = int(time.time())
        session.save()
    return client


def is_in(client, path: str = "/account/profile") -> bool:
    """Is somebody still signed in?"""
    return client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("role", "away", "stays"),
    [
        ("handler_user", timedelta(minutes=59), True),
        ("handler_user", timedelta(minutes=61), False),
        ("researcher", timedelta(days=3), True),
        ("researcher", timedelta(days=5), False),
    ],
)
def test_a_session_ends_after_rest(role, away, stays, request):
    user = request.getfixturevalue(role)
    with time_machine.travel(NOW) as clock:
        client = signed_in(user)
        assert is_in(client)
        clock.shift(away)
        assert is_in(client) == stays


def test_a_session_of_staff_ends_after_a_day_however_busy(handler_user):
    with time_machine.travel(NOW) as clock:
        client = signed_in(handler_user)
        for _half_hour in range(48):
            assert is_in(client)
            clock.shift(HOUR / 2)
        clock.shift(timedelta(minutes=1))
        assert not is_in(client)


def test_the_page_to_sign_in_says_why(handler_user):
    with time_machine.travel(NOW) as clock:
        client = signed_in(handler_user)
        clock.shift(2 * HOUR)
        answer = client.get("/worklist", follow=True)

    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "U bent uitgelogd" in answer.content.decode()


def test_what_was_typed_is_shown_and_nothing_is_done(handler_user):
    typed = {"name": "Een heel lang filter", "query": "state=open"}
    with time_machine.travel(NOW) as clock:
        client = signed_in(handler_user)
        clock.shift(2 * HOUR)
        answer = client.post(reverse("profile"), typed)

    assert answer.status_code == 401
    assert "Een heel lang filter</textarea>" in answer.content.decode()
    handler_user.refresh_from_db()
    assert handler_user.name == "Mila Visser"


def test_a_session_of_before_the_rule_begins_when_it_is_seen(researcher):
    with time_machine.travel(NOW) as clock:
        client = Client()
        client.force_login(researcher)
        assert is_in(client)
        clock.shift(timedelta(days=5))
        assert not is_in(client)


@pytest.mark.parametrize(
    "path", ["/", "/cases", "/applications", "/nergens", "/cases/X"]
)
def test_what_is_shown_to_who_is_signed_in_is_kept_by_no_cache(researcher, path):
    client = signed_in(researcher)

    assert client.get(path)["Cache-Control"] == "private, no-store"


def test_signing_in_itself_starts_the_clock(researcher):
    client = Client()
    said = {"login": researcher.email, "password": PASSWORD}
    client.post(reverse("account_login"), said)

    assert client.session["began"] == client.session["seen"]


@pytest.mark.parametrize("path", ["/", "/procedures"])
def test_a_visitor_gets_no_session(client, db, path):
    assert "sessionid" not in client.get(path).cookies


@pytest.mark.parametrize("path", ["/api/v1/procedures", "/api/v1/openapi.json"])
def test_a_cookie_of_nobody_changes_no_answer_of_the_api(client, db, path):
    client.cookies["sessionid"] = "x"

    assert client.get(path).status_code == 200
