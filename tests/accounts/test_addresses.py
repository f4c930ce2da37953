"""Addresses of one's account: nobody adds one who does not know the password."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import AccessEvent, AccessKind, User
from tests.cast import PASSWORD

PAGE = "/account/email/"
AGAIN = "/account/reauthenticate/"


@pytest.fixture
def found(researcher) -> Client:
    """A browser in which somebody else left her session open."""
    client = Client()
    client.force_login(researcher)
    return client


def addresses(user) -> set[str]:
    """All addresses that an account knows."""
    return set(EmailAddress.objects.filter(user=user).values_list("email", flat=True))


def add(client: Client):
    """Ask to add an address."""
    return client.post(PAGE, {"action_add": "", "email": "nieuw@voorbeeld.nl"})


def test_adding_an_address_asks_for_the_password(found, researcher, mailoutbox):
    assert reverse("account_email") == PAGE

    answer = add(found)

    assert answer["Location"].startswith(AGAIN)
    assert "nieuw@voorbeeld.nl" not in addresses(researcher)
    assert mailoutbox == []


@pytest.mark.parametrize("act", ["action_primary", "action_remove"])
def test_so_do_the_other_acts_on_addresses(found, researcher, act):
    other = EmailAddress.objects.create(
        user=researcher, email="b@voorbeeld.nl", verified=True
    )

    answer = found.post(PAGE, {act: "", "email": other.email})

    assert answer["Location"].startswith(AGAIN)
    other.refresh_from_db()
    assert not other.primary


def test_a_wrong_password_adds_nothing(found, researcher):
    add(found)

    answer = found.post(f"{AGAIN}?next={PAGE}", {"password": "geraden wachtwoord"})

    assert answer.status_code == 200
    assert "nieuw@voorbeeld.nl" not in addresses(researcher)


def test_after_the_password_it_is_added_without_typing_it_again(found, researcher):
    where = add(found)["Location"]

    assert found.get(where).status_code == 200
    found.post(where, {"password": PASSWORD, "next": PAGE})

    assert "nieuw@voorbeeld.nl" in addresses(researcher)


@pytest.fixture
def known(researcher) -> Client:
    """Her own browser: the password was typed just now."""
    client = Client()
    client.post(
        reverse("account_login"), {"login": researcher.email, "password": PASSWORD}
    )
    return client


def changes(user) -> list[tuple]:
    """What the log of access says of her addresses, the oldest first."""
    rows = AccessEvent.objects.filter(person=user, kind=AccessKind.ADDRESS)
    found = rows.order_by("pk")
    return [(e.actor_name, e.facts["before"], e.facts["after"]) for e in found]


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "is toegevoegd aan"), ("en", "was added to")],
)
def test_an_added_address_is_told_to_the_old_one_and_on_record(
    known, researcher, mailoutbox, language, words
):
    User.objects.filter(pk=researcher.pk).update(language=language)
    old = researcher.email
    add(known)

    (told,) = [one for one in mailoutbox if one.to == [old]]
    assert "nieuw@voorbeeld.nl" in told.body
    assert words in told.body
    assert changes(researcher) == [(researcher.name, None, "nieuw@voorbeeld.nl")]


def test_another_address_to_sign_in_with_is_told_to_the_old_one_and_on_record(
    known, researcher, mailoutbox
):
    old, new = researcher.email, "b@voorbeeld.nl"
    known.get(PAGE)
    EmailAddress.objects.create(user=researcher, email=new, verified=True)
    EmailAddress.objects.filter(email=old).update(primary=True, verified=True)

    known.post(PAGE, {"action_primary": "", "email": new})
    known.post(PAGE, {"action_remove": "", "email": old})

    assert [one.to for one in mailoutbox] == [[old], [new], [old]]
    assert new in mailoutbox[0].body
    assert changes(researcher)[1:] == [
        (researcher.name, old, new),
        (researcher.name, old, None),
    ]


def test_a_change_by_hand_is_on_record_too(researcher):
    old = researcher.email
    User.objects.filter(pk=researcher.pk).update(email="c@voorbeeld.nl")

    assert [change[1:] for change in changes(researcher)] == [(old, "c@voorbeeld.nl")]


def test_a_changed_password_is_told(known, researcher, mailoutbox):
    words = {"password1": "een heel nieuw wachtwoord", "oldpassword": PASSWORD}
    known.post(
        reverse("account_change_password"), words | {"password2": words["password1"]}
    )

    assert [one.to for one in mailoutbox] == [[researcher.email]]
    assert "Was u dat niet?" in mailoutbox[0].body


@pytest.mark.parametrize(
    "path",
    [
        "/account/password/reset/key/1-bad-key/",
        "/en/account/password/reset/key/1-bad-key/",
        "/account/confirm-email/bad-key/",
        "/invitations/bad-token",
    ],
)
def test_a_page_behind_a_personal_link_is_kept_and_found_by_nobody(client, db, path):
    answer = client.get(path)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
