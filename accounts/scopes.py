"""Which scopes a machine client may hold."""

from django.conf import settings
from oauth2_provider.scopes import BaseScopes


class ClientScopes(BaseScopes):
    """Scopes by client: a token never holds more than its client was given.

    Who asks for a token without naming scopes gets all that the client has.
    """

    def get_all_scopes(self) -> dict[str, str]:
        """Every scope of the API, with what it allows."""
        return settings.OAUTH2_PROVIDER["SCOPES"]

    def get_available_scopes(self, application=None, request=None, *args, **kwargs):
        """The scopes that this client may ask for."""
        return application.scopes if application else []

    def get_default_scopes(self, application=None, request=None, *args, **kwargs):
        """The scopes of a token that was asked for without naming any."""
        return self.get_available_scopes(application)
