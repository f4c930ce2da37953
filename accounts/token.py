"""Where machine clients get their access token."""

from base64 import b64decode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from oauth2_provider.views import TokenView

from accounts.demo import DEMO_PASSWORD


class ClientTokenView(TokenView):
    """`POST /oauth/token`: client credentials only (RFC 6749, 4.4)."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """A token, or the error that RFC 6749, 5.2 asks for."""
        said = [*request.POST.values(), request.headers.get("Authorization", "")]
        if any("\x00" in value for value in said):
            return refused("invalid_request")
        if request.POST.get("grant_type", "client_credentials") != "client_credentials":
            return refused("unsupported_grant_type")
        if secret(request) == DEMO_PASSWORD and not settings.DEMO:
            return refused("invalid_client", status=401)
        return super().post(request, *args, **kwargs)


def secret(request: HttpRequest) -> str:
    """The secret as sent in the body, or by HTTP Basic (RFC 6749, 2.3.1)."""
    header = request.headers.get("Authorization", "")
    scheme, _space, credentials = header.partition(" ")
    if scheme.lower() != "basic":
        return request.POST.get("client_secret", "")
    try:
        return b64decode(credentials).decode().partition(":")[2]
    except ValueError:
        return ""


def refused(error: str, *, status: int = 400) -> JsonResponse:
    """An OAuth error, never cached."""
    headers = {"Cache-Control": "no-store"}
    return JsonResponse({"error": error}, status=status, headers=headers)
