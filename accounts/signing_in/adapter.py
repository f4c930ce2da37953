"""How allauth works here: who gets an account, and how often one may try to sign in."""

import time
from datetime import timedelta
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context, ratelimit
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.digests import text_digest
from accounts.models import User
from accounts.signing_in.second_step import has_second_step
from accounts.signing_in.waiting import failures_text, seconds_to_wait

COOKIE = "known-device"
SALT = "accounts.known-device"
ONCE = timedelta(days=1)
KNOWN_FOR = timedelta(days=180)


class PortalAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an organisation or by Bureau GGO, not by passers-by.

    Failures are counted by address, by account and address, and slowly by account. A
    device on which somebody came in before is counted by itself: whoever tries that
    account elsewhere cannot lock it out (OWASP, “device cookies”).
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Too many tries failed. You can try again in five minutes at most."
        ),
        "rate_limited": _("You tried too often. You can try again in a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers by himself: an account acts for an organisation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises a validation error when too many passwords were wrong."""
        account = credentials.get("email", "").lower()
        action = "login_failed_known"
        if not is_known_device(request, account):
            action = "login_failed_anywhere"
            # Counted by address and account only on unknown devices: an attacker must
            # not lock the owner out.
            self._count_here(request, **credentials)
        # Look only: the try is counted when it fails, in `authentication_failed`.
        if not _count_failure(request, action, account, look_only=True):
            raise _failed_too_often(request, action, account)

    def _count_here(self, request: HttpRequest, **credentials: Any) -> None:
        """As allauth counts: by address, and by account and address."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise _failed_too_often(request, "login_failed", key) from error

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a wrong password where it belongs."""
        account = credentials.get("email", "").lower()
        known = is_known_device(request, account)
        action = "login_failed_known" if known else "login_failed_anywhere"
        _count_failure(request, action, account)

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        """The account as tried from one address; allauth's own has the account alone.

        With that, whoever types five wrong passwords anywhere locks the account.
        """
        return f"{credentials.get('email', '').lower()} {self.get_client_ip(request)}"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for a password again, but not of who typed it now and has no more."""
        asked = super().is_reauthentication_required(app=app, **kwargs)
        here = context.request
        # Who has no second step could only retype the password that was typed a moment
        # ago.
        return asked and (has_second_step(here.user) or not _signed_in_lately(here))

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """As allauth's; that an address has no account is told it once a day.

        The mail server is called all the same, so that the answer takes as long.
        """
        seen = text_digest(email.lower())
        if template_prefix.endswith("unknown_account") and not cache.add(
            f"told-unknown:{seen}", True, ONCE.total_seconds()
        ):
            with get_connection():
                return
        super().send_mail(template_prefix, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """As allauth's, in the language of the person; also to an address that goes.

        Whoever took an account over would remove the address of its owner.
        """
        gone = (context or {}).get("deleted_email")
        with translation.override(user.language):
            for to in [email, gone] if gone else [email]:
                super().send_notification_mail(template_prefix, user, context, to)

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Remember the device: the person came in on it."""
        response: HttpResponse = super().post_login(request, user, **how)
        remember_device(response, user)
        return response


def _signed_in_lately(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    return any(record["at"] > since for record in records)


def is_known_device(request: HttpRequest, account: str) -> bool:
    """Did somebody sign in to this account on this device before?"""
    cookie = request.COOKIES.get(COOKIE, "")
    try:
        # Signed, so that nobody can make his browser a known device of somebody else's
        # account.
        known: str = signing.loads(cookie, salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return False
    return known == _account_mark(account)


def _account_mark(account: str) -> str:
    """Stands for an account; nobody who finds the browser reads an address in it."""
    return salted_hmac(SALT, account).hexdigest()


def remember_device(response: HttpResponse, user: User) -> None:
    """Give the browser a signed cookie that stands for the account."""
    response.set_cookie(
        COOKIE,
        signing.dumps(_account_mark(user.email.lower()), salt=SALT),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _failed_too_often(request: HttpRequest, action: str, key: str) -> ValidationError:
    """Why nobody signs in with this account here now, and for how long."""
    words = failures_text(seconds_to_wait(request, action, key))
    return ValidationError(words, code="too_many_login_attempts")


def _count_failure(
    request: HttpRequest, action: str, account: str, *, look_only: bool = False
) -> bool:
    """Count one failure for the account; False when there have been too many."""
    may_go_on: bool = ratelimit.consume(
        request, action=action, key=account, dry_run=look_only
    )
    return may_go_on
