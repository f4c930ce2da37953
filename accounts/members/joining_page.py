"""The page behind the link of an invitation.

Who has the link reads the mail of the invited, so it may say whether that address has
an account. A link that does not work says nothing about anybody.
"""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.errors import ActorNotAllowed, HasAccount, InvitationClosed
from accounts.members.inviting import accept_invitation, account_of, open_account
from accounts.members.member_forms import JoiningForm
from accounts.members.page_access import actor_of_request
from accounts.models import Invitation, InvitationState
from accounts.requests import signed_in_user
from accounts.signing_in.personal_links import behind_a_link

GONE = 410


@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """Accept it: signed in, or with a new account for who has none."""
    rows = Invitation.objects.by_token(token).select_related(
        "organisation", "invited_by"
    )
    found = rows.first()
    if found is None:
        return _dead_link_page(request, None)
    if found.state(timezone.now()) != InvitationState.WAITING:
        return _dead_link_page(request, found)
    owner = account_of(found.email)
    if request.user.is_authenticated:
        return _page_for_account(
            request, found, is_own=signed_in_user(request) == owner
        )
    # Signing in and coming back proves the account; the link proves only the address.
    if owner:
        return render(request, "accounts/join_sign_in.html", {"invitation": found})
    return _page_for_newcomer(request, found)


def _page_for_account(
    request: HttpRequest, found: Invitation, *, is_own: bool
) -> HttpResponse:
    """One button; or the way out, for who is signed in as somebody else."""
    if request.method != "POST" or not is_own:
        words = {"invitation": found, "is_own": is_own}
        return render(request, "accounts/join_accept.html", words)
    try:
        accept_invitation(found, by=actor_of_request(request), at=timezone.now())
    except InvitationClosed as error:
        return _dead_link_page(request, error.invitation)
    except ActorNotAllowed as error:
        messages.error(request, str(error))
        return redirect(request.path)
    return _welcome(request, found)


def _page_for_newcomer(request: HttpRequest, found: Invitation) -> HttpResponse:
    """A name and a password, and one is signed in."""
    form = JoiningForm(
        request.POST if request.method == "POST" else None,
        email=found.email,
        initial={"name": found.name},
    )
    if not form.is_valid():
        words = {"invitation": found, "form": form}
        status = 400 if form.is_bound else 200
        return render(request, "accounts/join_new.html", words, status=status)
    form_data = form.cleaned_data
    try:
        user = open_account(
            found,
            name=form_data["name"],
            password=form_data["password"],
            at=timezone.now(),
        )
    except InvitationClosed as error:
        return _dead_link_page(request, error.invitation)
    # Opened in two windows, or by another organisation's link: the page then shows how
    # to sign in.
    except HasAccount:
        return redirect(request.path)
    # The mail proved the address and the password was chosen here: asking for it again
    # adds nothing.
    login(request, user)
    return _welcome(request, found)


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponse:
    text = _("Welcome. You now act for %(organisation)s.")
    messages.success(request, text % {"organisation": found.organisation})
    return redirect("home")


def _dead_link_page(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    """Why the link does not work, and what to do."""
    state = found.state(timezone.now()) if found else ""
    words = {"state": state, "organisation": found and found.organisation}
    status = GONE if found else 404
    return render(request, "accounts/join_dead.html", words, status=status)
