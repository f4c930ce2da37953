"""The addresses of one's account: the page is allauth's, and no change is silent."""

from allauth.account.adapter import get_adapter
from allauth.account.views import EmailView
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.recording import set_access_actor


class AddressesView(LoginRequiredMixin, EmailView):
    """Add an address, sign in with another one, remove one.

    The database puts each change on record (migration 0010), under this name.
    """

    @transaction.atomic
    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """As allauth's, in one transaction with what is recorded."""
        set_access_actor(request.user.name)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        """Add the address, and tell the one that she signs in with."""
        answer = super().form_valid(form)
        get_adapter().send_notification_mail(
            "account/email/email_added",
            self.request.user,
            {"added_email": form.cleaned_data["email"]},
        )
        return answer
