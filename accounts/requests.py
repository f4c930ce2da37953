"""What the middleware puts on a request, and who has signed in."""

from typing import cast

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class PortalRequest(HttpRequest):
    """A request as the middleware hands it on."""

    htmx: HtmxDetails
    session_ended: bool


def signed_in_user(request: HttpRequest) -> User:
    """Who asks; a person, on a page for who has signed in."""
    return cast(User, request.user)
