"""`manage.py switch_off_client CLIENT_ID`: at once, with the tokens that it has."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.access_changes import set_access_actor
from accounts.machines.clients import switch_off
from accounts.models import MachineClient


class Command(BaseCommand):
    """Shuts a lab's own system out from the very next request."""

    help = "Switch a machine client off: no new token, and none that works."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which client, by the id that `create_client` printed."""
        parser.add_argument("client_id")

    @transaction.atomic
    def handle(self, *, client_id: str, **options: Any) -> None:
        """Switch it off, as of now."""
        client = MachineClient.objects.filter(client_id=client_id).first()
        if client is None:
            raise CommandError("There is no client like that.")
        set_access_actor("switch_off_client")
        switch_off(client, at=timezone.now())
        self.stdout.write(f"{client.name} ({client.organisation}) is switched off.")
