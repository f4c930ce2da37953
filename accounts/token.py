"""Where machine clients get their access token."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from oauth2_provider.views import TokenView


class ClientTokenView(TokenView):
    """`POST /oauth/token`: client credentials only (RFC 6749, 4.4)."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """A token, or the error that RFC 6749, 5.2 asks for."""
        said = [*request.POST.values(), request.headers.get("Authorization", "")]
        if any("\x00" in value for value in said):
            return refused("invalid_request")
        if request.POST.get("grant_type", "client_credentials") != "client_credentials":
            return refused("unsupported_grant_type")
        return super().post(request, *args, **kwargs)


def refused(error: str) -> JsonResponse:
    """An OAuth error, never cached."""
    headers = {"Cache-Control": "no-store"}
    return JsonResponse({"error": error}, status=400, headers=headers)
