"""The password and the key of the demo, known to all, and what keeps them there."""

import time
from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User

DEMO_PASSWORD = "alleen-voor-de-demo"  # noqa: S105 - refused outside the demo, below
DEMO_KEY = "GGODEMOGGODEMOGGODEMOGGODEMOGGOD"
"""The key of the authenticator app of everybody in the demo (base 32)."""

PERIOD = 30  # seconds that an app shows a code


class OutsideDemoRefused(AuthenticationBackend):
    """Signs in by e-mail and password, and never by the demo's outside the demo."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The user, or None."""
        # A database of the demo that ends up behind a real address must let nobody in.
        if credentials.get("password") == DEMO_PASSWORD and not settings.DEMO:
            return None
        user: User | None = super().authenticate(request, **credentials)
        return user


class KeyOutsideDemoRefused(DefaultMFAAdapter):
    """Takes codes of an authenticator app, and never of the demo's key outside it."""

    def decrypt(self, encrypted_text: str) -> str:
        """The stored key; for the demo's own one that nobody has, outside the demo."""
        if encrypted_text == DEMO_KEY and not settings.DEMO:
            # A key that nobody has makes every code wrong, without telling that this
            # account is of the demo.
            return cast(str, generate_totp_secret())
        return cast(str, super().decrypt(encrypted_text))


def give_demo_key(user: User) -> None:
    """Somebody of the demo has a second step, with the key that all know."""
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": DEMO_KEY}
    )


def current_demo_code(user: User) -> str:
    """What the app of somebody in the demo shows now; "" for anybody else.

    Only whoever has the demo's own key, and only in the demo: there may be real people
    in it, who set up an app of their own.
    """
    if not settings.DEMO:
        return ""
    steps = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    if not steps.filter(data__secret=DEMO_KEY).exists():
        return ""
    return code_for_key(DEMO_KEY)


def code_for_key(key: str) -> str:
    """What an authenticator app with this key (base 32) shows now (RFC 6238)."""
    return cast(str, format_hotp_value(hotp_value(key, int(time.time()) // PERIOD)))
