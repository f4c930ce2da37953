"""Pages behind a link that is personal: an advice, an invitation, a new password.

Whoever has the address has what is behind it, so no cache, search engine or other site
may learn it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import confirm_email, password_reset_from_key
from django.http.response import HttpResponseBase


def behind_a_link(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Kept by no cache and found by no search engine; its address goes nowhere else.

    Not `no-referrer`: with that a browser hides its origin when the form is sent,
    which the check against forged requests rests on.
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "same-origin"
        return response

    return guarded


choose_password = behind_a_link(password_reset_from_key)
"""allauth's page, also when the key in its address does not hold."""

confirm_address = behind_a_link(confirm_email)
"""allauth's page for an address that was added."""
