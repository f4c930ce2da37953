"""Machine clients at the REST door: the bearer token and its scopes.

No view stands here: REST framework loads this file while it makes its own.
"""

import hashlib
from typing import Any, cast

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from oauth2_provider.models import AccessToken
from oauth2_provider.scopes import BaseScopes
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.machines.problems import Problem
from accounts.models import MachineClient

REALM = 'Bearer realm="api"'


def live_token(token: bytes) -> AccessToken | None:
    """The access token with its client, unless it has expired or that is switched off.

    One query on the token's SHA-256, since every call passes here.
    """
    rows = AccessToken.objects.select_related("application").only(
        "expires",
        "scope",
        "application__name",
        "application__organisation_id",
        "application__scopes",
    )
    # The library stores this digest with an index; searching the token itself would
    # scan the table.
    checksum = hashlib.sha256(token).hexdigest()
    return rows.filter(
        token_checksum=checksum,
        expires__gt=timezone.now(),
        application__isnull=False,
        application__switched_off_at=None,
    ).first()


class BearerToken(BaseAuthentication):
    """Signs in a machine client by `Authorization: Bearer`.

    `request.auth` becomes the token; `request.user` stays None, since a client acts for
    an organisation and a filing names the person.
    """

    def authenticate(self, request: Request) -> tuple[None, AccessToken] | None:
        """The token of a request, or None without one. A wrong one is refused."""
        scheme, _space, token = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        found = live_token(token.strip())
        # Unknown, expired and switched off sound the same: nobody learns which tokens
        # exist.
        if found is None:
            raise AuthenticationFailed(
                _("The access token is unknown or has expired. Ask for a new one.")
            )
        return None, found

    def authenticate_header(self, request: Request) -> str:
        """What a 401 says one should come back with (RFC 6750, 3)."""
        scheme = get_authorization_header(request).partition(b" ")[0]
        is_wrong = scheme.lower() == b"bearer"
        return REALM + (', error="invalid_token"' if is_wrong else "")


class HasScope(BasePermission):
    """Lets by a token that holds the scope which the view names for this method.

    And whose client still has it: a scope that is taken away is gone at once.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        """Is the scope there? Raises a 403 problem that names the scope when not."""
        if request.auth is None:
            return False
        scope = view.scopes.get("GET" if request.method == "HEAD" else request.method)
        token = cast(AccessToken, request.auth)
        token_scopes = set(token.scope.split()) & set(token.application.scopes)
        if scope is None or scope in token_scopes:
            return True
        detail = _("The access token does not hold the scope “%(scope)s”.")
        needed = {
            "WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="{scope}"'
        }
        text = detail % {"scope": scope}
        raise Problem(403, "scope-missing", text, headers=needed)


class ClientScopes(BaseScopes):
    """Scopes by client: a token never holds more than its client was given.

    Who asks for a token without naming scopes gets all that the client has.
    """

    def get_all_scopes(self) -> dict[str, str]:
        """Every scope of the API, with what it allows."""
        scopes: dict[str, str] = settings.OAUTH2_PROVIDER["SCOPES"]
        return scopes

    def get_available_scopes(
        self,
        application: MachineClient | None = None,
        request: Any = None,
        *args: Any,
        **kwargs: Any,
    ) -> list[str]:
        """The scopes that this client may ask for."""
        return application.scopes if application else []

    def get_default_scopes(
        self,
        application: MachineClient | None = None,
        request: Any = None,
        *args: Any,
        **kwargs: Any,
    ) -> list[str]:
        """The scopes of a token that was asked for without naming any."""
        return self.get_available_scopes(application)
