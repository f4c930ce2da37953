"""Signing in without the pages, as somebody who took both steps."""

import base64
import hmac
import struct
import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.signing_in.staying import BEGAN, SEEN
from tests.cast import PASSWORD

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""The key in the authenticator app of whoever signs in with two steps in the tests."""


class Browser(Client):
    """A browser in which whoever needs a second step has one, and took it."""

    def force_login(self, user: User, backend: str | None = None) -> None:
        """Sign in, with the second step of who needs it."""
        super().force_login(user, backend)
        if user.is_staff or user.positions.exists():
            give_second_step(user)
            take_second_step(self, user)
        else:
            note_presence(self.session)


def give_second_step(user: User) -> None:
    """An authenticator app, when there is none yet."""
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": KEY}}
    )


def take_second_step(client: Client, user: User) -> None:
    """The session says of the person that he typed a code, as allauth notes it."""
    session = client.session
    taken = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = taken
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    note_presence(session)


def note_presence(session) -> None:
    """The session has begun and somebody was there: no page need write that."""
    session[BEGAN] = session[SEEN] = 2 * int(time.time())
    session.save()


@pytest.fixture
def client() -> Browser:
    """Takes the place of pytest-django's own: it signs in with both steps."""
    return Browser()


def app_code(key: str) -> str:
    """What an authenticator app shows now for a key (RFC 6238)."""
    moment = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(key), moment, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def sign_in_with_password(page, user, password: str = PASSWORD) -> None:
    """Fill in the sign-in page."""
    page.goto(reverse("account_login"))
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord", exact=True).fill(password)
    page.locator("main button[type=submit]").click()
