"""`manage.py give_mandate CLIENT_ID EMAIL`: a BVF lets a client file in his name."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.access_changes import set_access_actor
from accounts.machines.clients import MandateRefused, end_mandate, give_mandate
from accounts.models import MachineClient, User


class Command(BaseCommand):
    """Records or ends the mandate that a BVF gave to a machine client."""

    help = "Record that a BVF lets a machine client file in his or her name."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which client, and whose mandate."""
        parser.add_argument("client_id")
        parser.add_argument("email", help="e-mail address of the BVF")
        parser.add_argument("--end", action="store_true", help="take it back")

    @transaction.atomic
    def handle(self, *, client_id: str, email: str, end: bool, **options: Any) -> None:
        """Give it or end it, as of now."""
        client = MachineClient.objects.filter(client_id=client_id).first()
        person = User.objects.filter(email=email.lower(), is_active=True).first()
        if client is None or person is None:
            raise CommandError(
                f"There is no {'person' if client else 'client'} like that."
            )
        set_access_actor("give_mandate")
        if end:
            found = end_mandate(client, by=person, at=timezone.now())
            self.stdout.write("The mandate has ended." if found else "There was none.")
            return
        try:
            mandate = give_mandate(client, by=person, at=timezone.now())
        except MandateRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{mandate}: since {mandate.given_at:%Y-%m-%d %H:%M}")
