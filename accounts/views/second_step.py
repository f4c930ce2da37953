"""Setting up the second step of signing in; the page and the key are allauth's."""

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpResponse


class SecondStepSetUp(ActivateTOTPView):
    """As allauth's; who typed a code to set it up has taken the step in doing so."""

    def form_valid(self, form) -> HttpResponse:
        """Keep the key, and go on without asking for a second code."""
        answer = super().form_valid(form)
        made = Authenticator.objects.get(
            user=self.request.user, type=Authenticator.Type.TOTP
        )
        post_authentication(self.request, made, reauthenticated=True)
        return answer
