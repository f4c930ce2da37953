"""How long somebody stays signed in, and that no cache keeps what was shown."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.requests import PortalRequest, signed_in_user

BEGAN, SEEN = "began", "seen"
NOTED_AFTER = 60  # seconds between two notes of a sign of life
NOT_SHOWN = {"csrfmiddlewaretoken", "password", "oldpassword", "code"}


class SessionLimits:
    """Middleware: ends a session that lasted, or lay still, too long.

    What was typed is not lost: a page that keeps it does so, and else it stands on the
    page that says why, to be copied. Every answer to who is signed in, also a file or
    a 404, is kept by no cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        """Answer; without the session that has ended, or with a sign of life in it."""
        request.session_ended = False
        response = self.get_response(request)
        if request.session_ended:
            return _with_what_was_typed(request, response)
        may_be_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        # A call of the API leaves no user at all where nobody is signed in.
        is_in = request.user is not None and request.user.is_authenticated
        if (may_be_in or request.session.modified) and is_in:
            _note(request)
            response["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie"])
        return response

    def process_view(
        self,
        request: PortalRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """End the session before anything is done in it."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        if not request.user.is_authenticated or not _has_ended(request):
            return
        # Before the view: what an ended session posts must not be done.
        logout(request)
        request.session_ended = True
        messages.warning(request, session_ended_text())


def session_ended_text() -> str:
    """What somebody reads whose session has ended."""
    return _(
        "You were signed out, because you had been signed in for long or had done "
        "nothing for a while. Sign in again."
    )


def session_limits(user: User) -> tuple[int, int]:
    """How many seconds a session may last, and may lie still, for this person."""
    if user.needs_second_step:
        return settings.STAFF_SESSION_SECONDS, settings.STAFF_REST_SECONDS
    return settings.LAB_SESSION_SECONDS, settings.LAB_REST_SECONDS


def _has_ended(request: HttpRequest) -> bool:
    whole, rest = session_limits(signed_in_user(request))
    now = time.time()
    # A session of before this limit has no mark; it begins to count with this request.
    began: float = request.session.get(BEGAN, now)
    seen: float = request.session.get(SEEN, began)
    return now - began > whole or now - seen > rest


def _note(request: HttpRequest) -> None:
    """Write when it began, and now and then that somebody is there."""
    now = int(time.time())
    if BEGAN not in request.session:
        request.session[BEGAN] = now
    # Once a minute at most: each note writes the session to the database.
    if now - request.session.get(SEEN, 0) > NOTED_AFTER:
        request.session[SEEN] = now


def _with_what_was_typed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The way to signing in; what was posted beside it, unless a page has kept it."""
    sent_away = response.get("Location", "").startswith(reverse("account_login"))
    # A page that keeps what was typed has put it in the new session; then nothing need
    # be shown here.
    if request.method != "POST" or not sent_away or not request.session.is_empty():
        return response
    typed = [
        value
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_SHOWN and value.strip()
    ]
    words = {"typed": typed, "why": session_ended_text()}
    return render(request, "account/session_ended.html", words, status=401)
