"""Inviting people, for the administrator of an organisation."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import ActorNotAllowed, InputRefused
from accounts.members import inviting
from accounts.members.member_forms import InvitationForm
from accounts.members.page_access import (
    actor_of_request,
    managed_organisation_or_404,
    try_act,
)
from accounts.models import Invitation, Organisation


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation_form_page(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Ask whom, and as what; the mail goes out at once."""
    kept = managed_organisation_or_404(request, organisation)
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        initial={"language": get_language()},
    )
    if form.is_valid() and _save_invitation(request, kept, form):
        return redirect("organisation-people", kept.pk)
    words = {"organisation": kept, "form": form}
    status = 400 if form.is_bound else 200
    return render(request, "accounts/invite.html", words, status=status)


def _save_invitation(
    request: HttpRequest, organisation: Organisation, form: InvitationForm
) -> bool:
    """Invite; what is refused stands in the form."""
    by, at = actor_of_request(request), timezone.now()
    try:
        invitation = inviting.invite_member(
            organisation, **form.cleaned_data, by=by, at=at
        )
    except (ActorNotAllowed, InputRefused) as error:
        form.add_error(getattr(error, "field", None), str(error))
        return False
    text = _("The invitation is on its way to %(email)s.")
    messages.success(request, text % {"email": invitation.email})
    return True


@require_POST
@login_required
def invitation_renewal(
    request: HttpRequest, organisation: UUID, invitation: UUID
) -> HttpResponse:
    """Send a new link in place of the earlier one."""
    invited = _invitation(request, organisation, invitation)
    by, at = actor_of_request(request), timezone.now()
    text = _("A new invitation is on its way to %(email)s. The earlier link is void.")
    done = text % {"email": invited.email}
    try_act(request, lambda: inviting.invite_again(invited, by=by, at=at), done)
    return redirect("organisation-people", invited.organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation_revocation_page(
    request: HttpRequest, organisation: UUID, invitation: UUID
) -> HttpResponse:
    """Ask once more, then withdraw the invitation."""
    invited = _invitation(request, organisation, invitation)
    if request.method == "POST":
        by, at = actor_of_request(request), timezone.now()
        done = _("The invitation has been withdrawn; its link no longer works.")
        try_act(
            request, lambda: inviting.revoke_invitation(invited, by=by, at=at), done
        )
        return redirect("organisation-people", invited.organisation_id)
    question = {
        "heading": _("Withdraw the invitation?"),
        "text": _("The link that %(name)s (%(email)s) got will no longer work.")
        % {"name": invited.name, "email": invited.email},
        "button": _("Withdraw the invitation"),
    }
    words = {"organisation": invited.organisation, **question}
    return render(request, "accounts/confirm.html", words)


def _invitation(request: HttpRequest, organisation: UUID, pk: UUID) -> Invitation:
    """An invitation of an organisation that the person administers, or 404."""
    kept = managed_organisation_or_404(request, organisation)
    return get_object_or_404(kept.invitations.select_related("organisation"), pk=pk)
