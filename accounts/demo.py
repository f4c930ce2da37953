"""The password of the demo, known to all, and the lock that keeps it to the demo."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

DEMO_PASSWORD = "alleen-voor-de-demo"


class OutsideDemoRefused(AuthenticationBackend):
    """Signs in by e-mail and password, and never by the demo's outside the demo."""

    def authenticate(self, request, **credentials):
        """The user, or None."""
        if credentials.get("password") == DEMO_PASSWORD and not settings.DEMO:
            return None
        return super().authenticate(request, **credentials)
