"""Who gets in: signed in, and of the lab. A stranger finds nothing (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from accounts.actor import Actor
from accounts.requests import PortalRequest, signed_in_user
from applications.forms.context import FormContext
from applications.models import Application
from procedures.models import amsterdam_today

TYPED = "typed"
"""Session key: what somebody typed whose sign-in had ended, by path."""

KEPT_SECONDS = 3600
TYPED_MAX = 100_000


def signed_in(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Only for who is signed in; what an expired session posts is kept till after."""

    @wraps(view)
    def inner(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            _keep(request)
        if request.htmx:
            return render(request, "applications/access/_signed_out.html")
        return redirect_to_login(request.path)

    return inner


def _keep(request: HttpRequest) -> None:
    """Put what was typed in the session, which outlives the sign-in."""
    typed = {
        name: values
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
    }
    # Anybody can post to this address: a session must not be made a store.
    if sum(len(value) for values in typed.values() for value in values) < TYPED_MAX:
        request.session[TYPED] = {request.path: typed}
        request.session.set_expiry(KEPT_SECONDS)  # whoever posts is nobody yet


def typed_before_sign_in(request: HttpRequest) -> dict[str, list[str]] | None:
    """What was typed on this page when the sign-in had ended; given once."""
    kept = request.session.get(TYPED, {})
    if request.path not in kept:
        return None
    return cast(dict[str, list[str]], request.session.pop(TYPED)[request.path])


def actor_from_request(request: HttpRequest) -> Actor:
    """Who acts, for the acts."""
    return Actor(user=signed_in_user(request))


def own_application(request: HttpRequest, pk: UUID) -> Application:
    """An application of the person's own lab, or 404."""
    own = Application.objects.visible_to(signed_in_user(request)).select_related(
        "organisation"
    )
    return get_object_or_404(own, pk=pk)


def own_draft(request: HttpRequest, pk: UUID) -> Application:
    """One that can still be changed, or 404."""
    own = Application.objects.visible_to(signed_in_user(request)).select_related(
        "organisation"
    )
    return get_object_or_404(own.drafts(), pk=pk)


def context_of(application: Application) -> FormContext:
    """The application with all its sections look at, by the law of today."""
    return FormContext(application, amsterdam_today())
