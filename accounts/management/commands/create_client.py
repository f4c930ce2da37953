"""`manage.py create_client ORGANISATION NAME`: its id and secret, shown once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.access_changes import set_access_actor
from accounts.machines.clients import create_client
from accounts.models import Organisation, all_scopes


class Command(BaseCommand):
    """Makes an OAuth2 client for a lab's own system."""

    help = "Make a machine client of an organisation and print its id and secret once."

    def add_arguments(self, parser: CommandParser) -> None:
        """The organisation's name or KvK number, and what the client is called."""
        parser.add_argument("organisation", help="name or KvK number")
        parser.add_argument("name", help="what the client is called in the event log")
        parser.add_argument(
            "--scope",
            action="append",
            choices=all_scopes(),
            help="may be given several times; all scopes without it",
        )

    @transaction.atomic
    def handle(
        self, *, organisation: str, name: str, scope: list[str] | None, **options: Any
    ) -> None:
        """Make it, and print what to give to the lab."""
        match = find_organisation(organisation)
        # The database records access itself; without a name it would only know the role
        # that connected.
        set_access_actor("create_client")
        made = create_client(match, name=name, scopes=scope)
        self.stdout.write(f"client_id: {made.client.client_id}")
        self.stdout.write(f"client_secret: {made.secret}")
        self.stdout.write("Keep the secret now: it cannot be shown again.")


def find_organisation(text: str) -> Organisation:
    """The organisation with this name or KvK number."""
    rows = Organisation.objects.all()
    match = rows.filter(name=text).first() or rows.filter(kvk_number=text).first()
    if match is None:
        raise CommandError(f"There is no organisation “{text}”.")
    return match
