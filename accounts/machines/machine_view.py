"""The base of every view for machine clients."""

from typing import cast

from oauth2_provider.models import AccessToken
from rest_framework.views import APIView

from accounts.actor import Actor
from accounts.machines.bearer import BearerToken, HasScope
from accounts.models import MachineClient


class MachineView(APIView):
    """A view for machine clients; `scopes` says which scope each method asks."""

    authentication_classes = [BearerToken]
    permission_classes = [HasScope]
    scopes: dict[str, str] = {}

    @property
    def client(self) -> MachineClient:
        """The machine client that calls."""
        client: MachineClient = cast(AccessToken, self.request.auth).application
        return client

    @property
    def actor(self) -> Actor:
        """The client as the actor of an act, in nobody's name."""
        return Actor(client=self.client)
