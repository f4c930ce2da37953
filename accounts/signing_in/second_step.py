"""The second step: nobody at Bureau GGO or in the admin does anything without one.

And what an administrator does for somebody who lost it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.access_changes import record_access
from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from accounts.models import AccessKind, User
from accounts.requests import PortalRequest

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

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as always."""
        return self.get_response(request)

    def process_view(
        self,
        request: PortalRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """The way to the second step, or None where nothing stands in the way."""
        # By name and not by path: a path has two languages and may change.
        match = request.resolver_match
        if match and match.view_name in WITHOUT:
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
    return bool(Authenticator.objects.filter(user=user, type__in=STEPS).exists())


def came_by_second_step(request: HttpRequest) -> bool:
    """Was the second step taken in this very session?"""
    records = get_authentication_records(request, request.user)
    # In this session: a second step that was set up elsewhere proves nothing of this
    # browser.
    return any(record["method"] == "mfa" for record in records)


def _to_second_step(request: PortalRequest, address: str) -> HttpResponse:
    """Nothing is done; the page of the second step, or a plain no for a script."""
    if request.path_info.startswith("/api/"):
        return JsonResponse({}, status=403)
    # A form that was posted cannot be gone back to; its page can.
    if request.method == "GET":
        address += "?" + urlencode({"next": request.get_full_path()})
    if request.htmx:
        return HttpResponseClientRedirect(address)
    return redirect(address)


@transaction.atomic
def reset_second_step(person: User, *, by: Actor, at: datetime) -> None:
    """Forget the app and the recovery codes; the password ends with them.

    The person chooses a new password by mail and sets up a new app, so whoever found
    the phone or knew the password gains nothing. Every session of the person ends.
    An administrator of the portal does it for another; the portal itself for anybody
    (`manage.py reset_second_step`). Raises `ActorNotAllowed`.
    """
    _require_administrator(by, person)
    locked_user = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    kinds = Authenticator.objects.filter(user=locked_user).order_by("type")
    facts = {"steps": list(kinds.values_list("type", flat=True))}
    kinds.delete()
    # Whoever holds the phone may know the password too, so both go.
    locked_user.set_unusable_password()
    locked_user.save(update_fields=["password"])
    record_access(AccessKind.STEP_RESET, None, about=locked_user, by=by, at=at, **facts)


def _require_administrator(by: Actor, person: User) -> None:
    if by.user is None and by.client is None and not by.guest:
        return
    if by.user is None or not by.user.has_perm("accounts.change_user"):
        raise ActorNotAllowed(_("Only an administrator of the portal may do this."))
    # Otherwise an open session of an administrator would be enough to replace his
    # second step.
    if by.user == person:
        raise ActorNotAllowed(
            _(
                "Nobody resets his own second step. Ask another administrator, or turn "
                "it off and on under “My details”."
            )
        )
    if person.is_superuser and not by.user.is_superuser:
        raise ActorNotAllowed(_("Only a full administrator may do this."))
