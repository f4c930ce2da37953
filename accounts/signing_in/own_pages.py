"""Pages about one's own account: details, addresses, second step.

They are allauth's where it has them; here no change is silent.
"""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.views import EmailView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access_changes import set_access_actor
from accounts.requests import signed_in_user
from accounts.signing_in.own_forms import ProfileForm


class AddressesView(LoginRequiredMixin, EmailView):
    """Add an address, sign in with another one, remove one.

    The database puts each change on record (migration 0002), under this name.
    """

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As allauth's, in one transaction with what is recorded."""
        set_access_actor(signed_in_user(request).name)
        return cast(HttpResponse, super().post(request, *args, **kwargs))

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Add the address, and tell the one that she signs in with."""
        answer: HttpResponse = super().form_valid(form)
        get_adapter().send_notification_mail(
            "account/email/email_added",
            signed_in_user(self.request),
            {"added_email": form.cleaned_data["email"]},
        )
        return answer


@login_required
def profile_page(request: HttpRequest) -> HttpResponse:
    """My details: who I am, for whom I act, and how I sign in."""
    form = ProfileForm(request.POST or None, instance=signed_in_user(request))
    if form.is_valid():
        form.save()
        messages.success(request, _("Your details are saved."))
        return redirect("profile")
    # An invalid name must not show in the header as if it were saved.
    signed_in_user(request).refresh_from_db()
    memberships = signed_in_user(request).memberships.select_related("organisation")
    return render(
        request, "account/profile.html", {"form": form, "memberships": memberships}
    )


class SecondStepSetUp(ActivateTOTPView):
    """As allauth's; who typed a code to set it up has taken the step in doing so."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Keep the key, and go on without asking for a second code."""
        answer: HttpResponse = super().form_valid(form)
        made = Authenticator.objects.get(
            user=signed_in_user(self.request), type=Authenticator.Type.TOTP
        )
        # Else the middleware would ask for a code that allauth has just seen and takes
        # only once.
        post_authentication(self.request, made, reauthenticated=True)
        return answer
