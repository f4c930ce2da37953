"""Inviting people, for the administrator of an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import inviting
from accounts.errors import NotAllowed, Refused
from accounts.forms.people import InvitationForm
from accounts.models import Invitation, Organisation
from accounts.views.access import actor, attempt, kept_organisation


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite_person(request: HttpRequest, organisation) -> HttpResponse:
    """Ask whom, and as what; the mail goes out at once."""
    kept = kept_organisation(request, organisation)
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        initial={"language": get_language()},
    )
    if form.is_valid() and _invited(request, kept, form):
        return redirect("organisation-people", kept.pk)
    words = {"organisation": kept, "form": form}
    status = 400 if form.is_bound else 200
    return render(request, "accounts/invite.html", words, status=status)


def _invited(
    request: HttpRequest, organisation: Organisation, form: InvitationForm
) -> bool:
    """Invite; what is refused stands in the form."""
    by, at = actor(request), timezone.now()
    try:
        invitation = inviting.invite(organisation, **form.cleaned_data, by=by, at=at)
    except (NotAllowed, Refused) as error:
        form.add_error(getattr(error, "field", None), str(error))
        return False
    text = _("The invitation is on its way to %(email)s.")
    messages.success(request, text % {"email": invitation.email})
    return True


@require_POST
@login_required
def invite_again(request: HttpRequest, organisation, invitation) -> HttpResponse:
    """Send a new link in place of the earlier one."""
    found = _invitation(request, organisation, invitation)
    by, at = actor(request), timezone.now()
    text = _("A new invitation is on its way to %(email)s. The earlier link is void.")
    done = text % {"email": found.email}
    attempt(request, lambda: inviting.invite_again(found, by=by, at=at), done)
    return redirect("organisation-people", found.organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def revoke_invitation(request: HttpRequest, organisation, invitation) -> HttpResponse:
    """Ask once more, then withdraw the invitation."""
    found = _invitation(request, organisation, invitation)
    if request.method == "POST":
        by, at = actor(request), timezone.now()
        done = _("The invitation has been withdrawn; its link no longer works.")
        attempt(request, lambda: inviting.revoke_invitation(found, by=by, at=at), done)
        return redirect("organisation-people", found.organisation_id)
    question = {
        "heading": _("Withdraw the invitation?"),
        "text": _("The link that %(name)s (%(email)s) got will no longer work.")
        % {"name": found.name, "email": found.email},
        "button": _("Withdraw the invitation"),
    }
    words = {"organisation": found.organisation, **question}
    return render(request, "accounts/confirm.html", words)


def _invitation(request: HttpRequest, organisation, pk) -> Invitation:
    """An invitation of an organisation that the person administers, or 404."""
    kept = kept_organisation(request, organisation)
    return get_object_or_404(kept.invitations.select_related("organisation"), pk=pk)
