"""Where machine clients get their access token."""

import re
from base64 import b64decode
from typing import Any, cast
from urllib.parse import unquote_plus

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from oauth2_provider.views import TokenView

from accounts.demo_secrets import DEMO_PASSWORD
from accounts.machines.client_secret import is_secret_of

PLAIN = re.compile(r"[a-z_]{1,40}")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class ClientTokenView(TokenView):
    """`POST /oauth/token`: client credentials only (RFC 6749, 4.4).

    Limited by address, and more so after wrong secrets; one fast hash each.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A token, or the error that RFC 6749, 5.2 asks for."""
        # Before any counting and hashing: nonsense costs nothing and locks nobody out.
        if wrong := request_error(request):
            return oauth_error(*wrong)
        if not ratelimit.consume(request, action="token"):
            return oauth_error("temporarily_unavailable", status=429)
        client_id, secret = client_credentials(request)
        # Asked before the secret is looked at, so that a right guess during a wait is
        # not told either.
        if not count_failure(request, client_id, look_only=True):
            return oauth_error("temporarily_unavailable", status=429)
        # The demo's client may have been carried into a real database.
        is_demos = secret == DEMO_PASSWORD and not settings.DEMO
        if is_demos or not is_secret_of(client_id, secret):
            count_failure(request, client_id)
            return oauth_error("invalid_client", status=401)
        # The library would store the scope twice, and a client would read it back so.
        request.POST = with_each_scope_once(request.POST)  # type: ignore[assignment]  # read anew by the library
        return cast(HttpResponse, super().post(request, *args, **kwargs))


def request_error(request: HttpRequest) -> tuple[str, str] | None:
    """The error, and in words what to do, of a request that nothing need be asked for.

    Each parameter comes once (RFC 6749, 3.2), and a client shows who it is in one way
    (2.3).
    """
    fields = [*request.POST.values(), request.headers.get("Authorization", "")]
    if any(CONTROL.search(value) for value in [*fields, *request.POST]):
        return "invalid_request", "Leave out control characters."
    if twice := [name for name, found in request.POST.lists() if len(found) > 1]:
        # Only plain names are repeated: an error must not echo what a stranger sends.
        names = ", ".join(name for name in sorted(twice) if PLAIN.fullmatch(name))
        return "invalid_request", f"Send each parameter once: {names}."
    if not request.POST.get("grant_type"):
        return "invalid_request", "Send grant_type=client_credentials in a form."
    if request.POST["grant_type"] != "client_credentials":
        return "unsupported_grant_type", "The only grant_type is client_credentials."
    client_id, secret = client_credentials(request)
    beside = {"client_id": client_id, "client_secret": secret}
    if any(request.POST.get(name, value) != value for name, value in beside.items()):
        return "invalid_request", "The header and the body name different clients."
    return None


def with_each_scope_once(fields: QueryDict) -> QueryDict:
    """The request without the scopes that it names again."""
    if "scope" not in fields:
        return fields
    once = fields.copy()
    once["scope"] = " ".join(dict.fromkeys(str(fields["scope"]).split()))
    return once


def count_failure(
    request: HttpRequest, client_id: str, *, look_only: bool = False
) -> bool:
    """Count a wrong secret; False when there have been too many from this address.

    By client and address, so that a stranger locks nobody out; whether there is such a
    client makes no difference.
    """
    key = f"{client_id} {get_adapter().get_client_ip(request)}"
    may_go_on: bool = ratelimit.consume(
        request, action="token_failed", key=key, dry_run=look_only
    )
    return may_go_on


def client_credentials(request: HttpRequest) -> tuple[str, str]:
    """Who asks and its secret: in the body, or by HTTP Basic (RFC 6749, 2.3.1)."""
    header = request.headers.get("Authorization", "")
    scheme, _space, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        fields = request.POST
        return fields.get("client_id", ""), fields.get("client_secret", "")
    try:
        client_id, _colon, secret = b64decode(encoded).decode().partition(":")
    except ValueError:
        return "", ""
    # PostgreSQL takes no NUL: looking it up would be an error of the server.
    if "\x00" in client_id + secret:
        return "", ""
    return unquote_plus(client_id), unquote_plus(secret)


def oauth_error(error: str, words: str = "", *, status: int = 400) -> JsonResponse:
    """An OAuth error, never cached; `words` say what to do."""
    headers = {"Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="token"'  # RFC 6749, 5.2
    if status == 429:
        headers["Retry-After"] = "60"
    fields = {"error": error} | ({"error_description": words} if words else {})
    return JsonResponse(fields, status=status, headers=headers)
