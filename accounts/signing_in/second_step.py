"""The second step: nobody at Bureau GGO or in the admin does anything without one."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User

WITHOUT = {
    "mfa_activate_totp",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "account_logout",
    "live",
    "ready",
}
"""The only routes that are open before the second step; a new one is closed."""

STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondStep:
    """Middleware: sends who needs a second step to it, whatever was asked for.

    It looks at each request, so it also holds for somebody who is given a position
    while signed in, and for whoever signed in before the step was set up elsewhere.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as always."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs) -> HttpResponse | None:
        """The way to the second step, or None where nothing stands in the way."""
        if request.resolver_match.view_name in WITHOUT:
            return None
        user = request.user
        if not user.is_authenticated or not user.needs_second_step:
            return None
        if not has_second_step(user):
            return _to_second_step(request, reverse("mfa_activate_totp"))
        if not came_by_second_step(request):
            return _to_second_step(request, reverse("mfa_reauthenticate"))
        return None


def has_second_step(user: User) -> bool:
    """Has this person set one up? Recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


def came_by_second_step(request: HttpRequest) -> bool:
    """Was the second step taken in this very session?"""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def _to_second_step(request: HttpRequest, address: str) -> HttpResponse:
    """Nothing is done; the page of the second step, or a plain no for a script."""
    if request.path_info.startswith("/api/"):
        return JsonResponse({}, status=403)
    if request.method == "GET":
        address += "?" + urlencode({"next": request.get_full_path()})
    if request.htmx:
        return HttpResponseClientRedirect(address)
    return redirect(address)
