"""Wrong passwords: counted by address and account, and who is at home comes in."""

from base64 import urlsafe_b64decode

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.signing_in.adapter import PortalAccountAdapter
from tests.cast import NOW, PASSWORD

HERE, THERE, ELSEWHERE = "198.51.100.7", "203.0.113.9", "203.0.113.77"
TOO_MANY = "te vaak mislukt"
JE = ("je", "jij", "jouw")


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


def test_twelve_wrong_passwords_elsewhere_lock_nobody_out(researcher, bvf_user):
    for _time in range(12):
        attempt(researcher, "mis", seen=ELSEWHERE)

    assert comes_in(attempt(researcher, PASSWORD, seen=HERE))
    assert comes_in(attempt(bvf_user, PASSWORD, seen=HERE))


def test_five_wrong_passwords_close_the_account_to_that_address(researcher):
    for _time in range(5):
        attempt(researcher, "mis", seen=ELSEWHERE)

    answer = attempt(researcher, PASSWORD, seen=ELSEWHERE)

    assert not comes_in(answer)
    assert TOO_MANY in answer.content.decode()


def test_an_address_that_the_visitor_writes_himself_counts_for_nothing(researcher):
    for number in range(5):
        attempt(researcher, "mis", seen=ELSEWHERE, said=f"10.0.0.{number}")

    answer = attempt(researcher, PASSWORD, seen=ELSEWHERE, said=HERE)

    assert not comes_in(answer)


def test_without_proxies_the_header_is_not_read(researcher, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for number in range(5):
        attempt(researcher, "mis", seen=f"203.0.113.{number}")

    assert not comes_in(attempt(researcher, PASSWORD, seen=HERE))


def test_one_address_cannot_try_everybody(
    researcher, bvf_user, lab_admin, outsider_user
):
    for user in (researcher, bvf_user, lab_admin, outsider_user):
        for _time in range(5):
            attempt(user, "mis", seen=ELSEWHERE)

    for user in (researcher, bvf_user):
        assert not comes_in(attempt(user, PASSWORD, seen=ELSEWHERE))
        assert comes_in(attempt(user, PASSWORD, seen=HERE))


def test_many_addresses_together_are_held_off_but_not_a_known_device(
    researcher, settings
):
    rates = settings.ACCOUNT_RATE_LIMITS | {"login_failed_anywhere": "6/d/key"}
    settings.ACCOUNT_RATE_LIMITS = rates
    at_home = Client()
    assert comes_in(attempt(researcher, PASSWORD, seen=HERE, client=at_home))
    at_home.cookies.pop("sessionid")
    for number in range(6):
        attempt(researcher, "mis", seen=f"203.0.113.{number}")

    assert not comes_in(attempt(researcher, PASSWORD, seen=THERE))
    assert comes_in(attempt(researcher, PASSWORD, seen=THERE, client=at_home))


def test_a_known_device_is_held_off_as_well_and_knows_one_account(researcher, bvf_user):
    device = Client()
    attempt(researcher, PASSWORD, seen=HERE, client=device)
    device.cookies.pop("sessionid")
    for _time in range(10):
        attempt(researcher, "mis", seen=HERE, client=device)

    assert not comes_in(attempt(researcher, PASSWORD, seen=HERE, client=device))
    for _time in range(5):
        attempt(bvf_user, "mis", seen=HERE, client=device)
    assert not comes_in(attempt(bvf_user, PASSWORD, seen=HERE, client=device))


def test_the_cookie_of_a_device_tells_no_address(researcher):
    device = Client()
    attempt(researcher, PASSWORD, seen=HERE, client=device)

    kept = device.cookies["known-device"].value.partition(":")[0]
    assert b"@" not in urlsafe_b64decode(kept + "===")


def test_a_cookie_that_somebody_made_up_makes_no_device_known(researcher):
    forger = Client()
    forger.cookies["known-device"] = f"{researcher.email}:1:x"
    for _time in range(5):
        attempt(researcher, "mis", seen=ELSEWHERE, client=forger)

    assert not comes_in(attempt(researcher, PASSWORD, seen=ELSEWHERE, client=forger))


def test_without_redis_people_come_in_and_guesses_are_counted(researcher, settings):
    gone = {"LOCATION": "unix:///nowhere/redis.sock?db=0"}
    settings.CACHES = settings.CACHES | {"hints": settings.CACHES["hints"] | gone}

    assert comes_in(attempt(researcher, PASSWORD, seen=HERE))
    for _time in range(5):
        attempt(researcher, "mis", seen=ELSEWHERE)
    assert not comes_in(attempt(researcher, PASSWORD, seen=ELSEWHERE))


def test_too_many_sign_ins_from_one_address_are_told_in_words(researcher, settings):
    rates = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
    settings.ACCOUNT_RATE_LIMITS = rates
    attempt(researcher, "mis", seen=HERE)

    answer = attempt(researcher, "mis", seen=HERE)

    assert answer.status_code == 429
    assert "Te vaak geprobeerd" in answer.content.decode()


def test_counters_are_forgotten_when_they_are_cleared(researcher):
    for _time in range(5):
        attempt(researcher, "mis", seen=HERE)
    cache.clear()

    assert comes_in(attempt(researcher, PASSWORD, seen=HERE))


def test_who_is_held_off_reads_for_how_long(researcher, time_machine):
    time_machine.move_to(NOW, tick=False)
    for _time in range(5):
        attempt(researcher, "mis", seen=HERE)
    time_machine.shift(61)

    answer = attempt(researcher, PASSWORD, seen=HERE).content.decode()

    assert "U kunt het over 4 minuten opnieuw proberen" in answer


def test_who_asked_too_often_for_a_password_reads_for_how_long(
    researcher, settings, time_machine
):
    time_machine.move_to(NOW, tick=False)
    rates = settings.ACCOUNT_RATE_LIMITS | {"reset_password": "1/d/key"}
    settings.ACCOUNT_RATE_LIMITS = rates
    url, asked, client = reverse("account_reset_password"), researcher.email, Client()
    client.post(url, {"email": asked})
    time_machine.shift(3600)

    answer = client.post(f"/en{url}", {"email": asked})

    assert answer.status_code == 429
    assert answer["Retry-After"] == str(23 * 3600)
    assert "You can try again in 23 hours." in answer.content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_sentence_about_too_many_tries_is_of_the_library(language):
    with translation.override(language):
        said = {
            key: str(PortalAccountAdapter.error_messages[key])
            for key in ("too_many_login_attempts", "rate_limited")
        }
        theirs = {key: str(DefaultAccountAdapter.error_messages[key]) for key in said}

    assert not set(said.values()) & set(theirs.values())
    assert not any(f" {word} " in words for words in said.values() for word in JE)
