"""Wrong passwords: counted by address and account, and who is at home comes in."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD

HERE, THERE, ELSEWHERE = "198.51.100.7", "203.0.113.9", "203.0.113.77"
TOO_MANY = "te vaak geprobeerd"


@pytest.fixture(autouse=True)
def one_proxy(settings):
    """As on a server: one proxy, which adds the address that it sees."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


def attempt(user, password: str, *, seen: str, client=None, said: str = ""):
    """Try to sign in from an address, as the proxy saw it; `said` by the visitor."""
    header = f"{said}, {seen}" if said else seen
    browser = client or Client()
    return browser.post(
        reverse("account_login"),
        {"login": user.email, "password": password},
        headers={"X-Forwarded-For": header},
    )


def comes_in(answer) -> bool:
    """Is somebody signed in by it?"""
    return answer.status_code == 302


def test_twelve_wrong_passwords_elsewhere_lock_nobody_out(aanvrager, collega):
    for _time in range(12):
        attempt(aanvrager, "mis", seen=ELSEWHERE)

    assert comes_in(attempt(aanvrager, PASSWORD, seen=HERE))
    assert comes_in(attempt(collega, PASSWORD, seen=HERE))


def test_five_wrong_passwords_close_the_account_to_that_address(aanvrager):
    for _time in range(5):
        attempt(aanvrager, "mis", seen=ELSEWHERE)

    answer = attempt(aanvrager, PASSWORD, seen=ELSEWHERE)

    assert not comes_in(answer)
    assert TOO_MANY in answer.content.decode()


def test_an_address_that_the_visitor_writes_himself_counts_for_nothing(aanvrager):
    for number in range(5):
        attempt(aanvrager, "mis", seen=ELSEWHERE, said=f"10.0.0.{number}")

    answer = attempt(aanvrager, PASSWORD, seen=ELSEWHERE, said=HERE)

    assert not comes_in(answer)


def test_without_proxies_the_header_is_not_read(aanvrager, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for number in range(5):
        attempt(aanvrager, "mis", seen=f"203.0.113.{number}")

    assert not comes_in(attempt(aanvrager, PASSWORD, seen=HERE))


def test_one_address_cannot_try_everybody(
    aanvrager, collega, beheerder, buitenstaander
):
    for user in (aanvrager, collega, beheerder, buitenstaander):
        for _time in range(5):
            attempt(user, "mis", seen=ELSEWHERE)

    for user in (aanvrager, collega):
        assert not comes_in(attempt(user, PASSWORD, seen=ELSEWHERE))
        assert comes_in(attempt(user, PASSWORD, seen=HERE))


def test_many_addresses_together_are_held_off_but_not_a_known_device(
    aanvrager, settings
):
    rates = settings.ACCOUNT_RATE_LIMITS | {"login_failed_anywhere": "6/d/key"}
    settings.ACCOUNT_RATE_LIMITS = rates
    at_home = Client()
    assert comes_in(attempt(aanvrager, PASSWORD, seen=HERE, client=at_home))
    at_home.cookies.pop("sessionid")
    for number in range(6):
        attempt(aanvrager, "mis", seen=f"203.0.113.{number}")

    assert not comes_in(attempt(aanvrager, PASSWORD, seen=THERE))
    assert comes_in(attempt(aanvrager, PASSWORD, seen=THERE, client=at_home))


def test_a_known_device_is_held_off_as_well_and_knows_one_account(aanvrager, collega):
    device = Client()
    attempt(aanvrager, PASSWORD, seen=HERE, client=device)
    device.cookies.pop("sessionid")
    for _time in range(10):
        attempt(aanvrager, "mis", seen=HERE, client=device)

    assert not comes_in(attempt(aanvrager, PASSWORD, seen=HERE, client=device))
    for _time in range(5):
        attempt(collega, "mis", seen=HERE, client=device)
    assert not comes_in(attempt(collega, PASSWORD, seen=HERE, client=device))


def test_a_cookie_that_somebody_made_up_makes_no_device_known(aanvrager):
    forger = Client()
    forger.cookies["known-device"] = f"{aanvrager.email}:1:x"
    for _time in range(5):
        attempt(aanvrager, "mis", seen=ELSEWHERE, client=forger)

    assert not comes_in(attempt(aanvrager, PASSWORD, seen=ELSEWHERE, client=forger))


def test_without_redis_people_come_in_and_guesses_are_counted(aanvrager, settings):
    gone = {"LOCATION": "unix:///nowhere/redis.sock?db=0"}
    settings.CACHES = settings.CACHES | {"hints": settings.CACHES["hints"] | gone}

    assert comes_in(attempt(aanvrager, PASSWORD, seen=HERE))
    for _time in range(5):
        attempt(aanvrager, "mis", seen=ELSEWHERE)
    assert not comes_in(attempt(aanvrager, PASSWORD, seen=ELSEWHERE))


def test_too_many_sign_ins_from_one_address_are_told_in_words(aanvrager, settings):
    rates = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
    settings.ACCOUNT_RATE_LIMITS = rates
    attempt(aanvrager, "mis", seen=HERE)

    answer = attempt(aanvrager, "mis", seen=HERE)

    assert answer.status_code == 429
    assert "Even geduld" in answer.content.decode()


def test_counters_are_forgotten_when_they_are_cleared(aanvrager):
    for _time in range(5):
        attempt(aanvrager, "mis", seen=HERE)
    cache.clear()

    assert comes_in(attempt(aanvrager, PASSWORD, seen=HERE))
