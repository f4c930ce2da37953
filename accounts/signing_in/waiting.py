"""How long somebody has to wait who tried too often, by what the limits counted."""

import math
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

APP = "allauth.account"
LIMITS = {
    "account_login": "login",
    "account_reset_password": "reset_password",
    "account_reset_password_from_key": "reset_password_from_key",
    "account_change_password": "change_password",
    "account_email": "manage_email",
}
"""Which limit of allauth is on which of its pages; for others the usual one holds."""


def too_many_requests_page(request: HttpRequest) -> HttpResponse:
    """The page of 429, with how long to wait; it is the project's `handler429`."""
    page = request.resolver_match.url_name if request.resolver_match else ""
    action, email = LIMITS.get(page or "", "login"), request.POST.get("email", "")
    wait = seconds_to_wait(request, action, email.lower())
    answer = render(request, "429.html", {"wait": duration_text(wait)}, status=429)
    answer["Retry-After"] = str(wait)
    return answer


def seconds_to_wait(request: HttpRequest, action: str, key: str = "") -> int:
    """In how many seconds one may try again; one at least."""
    rates = ratelimit.get_rates(app=APP, action=action)
    # Each rate must be free, so the longest wait counts.
    return max([1, *(_until_free(request, action, rate, key) for rate in rates)])


def _until_free(
    request: HttpRequest, action: str, rate: ratelimit.Rate, key: str
) -> int:
    """When the oldest try that counts is forgotten; the newest is first in the row."""
    place = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
    # Read where allauth counts, so that what we say agrees with when it lets somebody
    # in.
    tries = cache.get(place, [])
    if len(tries) < rate.amount:
        return 0
    free_at: float = tries[rate.amount - 1] + rate.duration
    return math.ceil(free_at - time.time())


def duration_text(seconds: int) -> str:
    """A time to wait as a sentence has it, rounded up: 4 minutes."""
    minutes = math.ceil(seconds / 60)
    if minutes <= 60:
        words = ngettext("%(number)d minute", "%(number)d minutes", minutes)
        return words % {"number": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}


def failures_text(wait: int) -> str:
    """What to say of too many wrong passwords."""
    words = _(
        "Too many sign-ins failed. You can try again in %(time)s. If you have "
        "forgotten your password, choose a new one."
    )
    return words % {"time": duration_text(wait)}
