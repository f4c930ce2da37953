"""Whose organisation a page is about: one's own, or nothing is there (404)."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused, InvitationClosed
from accounts.models import LabRole, Organisation, User
from accounts.requests import signed_in_user


def own_organisation_or_404(request: HttpRequest, pk: UUID) -> Organisation:
    """An organisation that the person belongs to, or 404."""
    return get_object_or_404(signed_in_user(request).organisations(), pk=pk)


def managed_organisation_or_404(
    request: HttpRequest, pk: UUID, *roles: LabRole
) -> Organisation:
    """One where the person has one of these roles (administrator), or 404."""
    admin_roles = signed_in_user(request).memberships.filter(
        role__in=roles or [LabRole.ADMIN]
    )
    kept = Organisation.objects.filter(pk__in=admin_roles.values("organisation"))
    return get_object_or_404(kept, pk=pk)


def colleague_or_404(organisation: Organisation, pk: int) -> User:
    """Somebody of the organisation, or 404."""
    people = User.objects.filter(memberships__organisation=organisation).distinct()
    return get_object_or_404(people, pk=pk)


def actor_of_request(request: HttpRequest) -> Actor:
    """Who acts, for the acts."""
    return Actor(user=signed_in_user(request))


def try_act(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do an act and say so; a refusal is said too. Was it done?"""
    try:
        act()
    except (ActorNotAllowed, InputRefused) as error:
        messages.error(request, str(error))
        return False
    except InvitationClosed:
        messages.error(
            request, _("This invitation has been accepted or withdrawn already.")
        )
        return False
    messages.success(request, done)
    return True
