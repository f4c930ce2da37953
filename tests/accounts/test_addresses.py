"""Addresses of one's account: nobody adds one who does not know the password."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD

PAGE = "/account/email/"
AGAIN = "/account/reauthenticate/"


@pytest.fixture
def found(aanvrager) -> Client:
    """A browser in which somebody else left her session open."""
    client = Client()
    client.force_login(aanvrager)
    return client


def addresses(user) -> set[str]:
    """All addresses that an account knows."""
    return set(EmailAddress.objects.filter(user=user).values_list("email", flat=True))


def add(client: Client):
    """Ask to add an address."""
    return client.post(PAGE, {"action_add": "", "email": "nieuw@voorbeeld.nl"})


def test_adding_an_address_asks_for_the_password(found, aanvrager, mailoutbox):
    assert reverse("account_email") == PAGE

    answer = add(found)

    assert answer["Location"].startswith(AGAIN)
    assert "nieuw@voorbeeld.nl" not in addresses(aanvrager)
    assert mailoutbox == []


@pytest.mark.parametrize("act", ["action_primary", "action_remove"])
def test_so_do_the_other_acts_on_addresses(found, aanvrager, act):
    other = EmailAddress.objects.create(
        user=aanvrager, email="b@voorbeeld.nl", verified=True
    )

    answer = found.post(PAGE, {act: "", "email": other.email})

    assert answer["Location"].startswith(AGAIN)
    other.refresh_from_db()
    assert not other.primary


def test_a_wrong_password_adds_nothing(found, aanvrager):
    add(found)

    answer = found.post(f"{AGAIN}?next={PAGE}", {"password": "geraden wachtwoord"})

    assert answer.status_code == 200
    assert "nieuw@voorbeeld.nl" not in addresses(aanvrager)


def test_after_the_password_it_is_added_without_typing_it_again(found, aanvrager):
    where = add(found)["Location"]

    assert found.get(where).status_code == 200
    found.post(where, {"password": PASSWORD, "next": PAGE})

    assert "nieuw@voorbeeld.nl" in addresses(aanvrager)
