"""`manage.py create_organisation NAME --administrator EMAIL NAME`: a lab begins."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone

from accounts.members.first_people import begin_organisation
from accounts.models import Organisation


class Command(BaseCommand):
    """Makes an organisation with its first administrator, who invites the others."""

    help = "Make an organisation and its first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        """The organisation, and who keeps its people."""
        parser.add_argument("name")
        parser.add_argument("--kvk", default="", help="KvK number, eight digits")
        parser.add_argument("--address", default="")
        parser.add_argument(
            "--administrator",
            nargs=2,
            required=True,
            metavar=("EMAIL", "NAME"),
            help="is mailed a link to choose a password",
        )

    def handle(
        self,
        *,
        name: str,
        kvk: str,
        address: str,
        administrator: list[str],
        **options: Any,
    ) -> None:
        """Make both; nothing is made when the mail cannot be sent."""
        email, person = administrator
        new = Organisation(name=name, kvk_number=kvk, address=address)
        try:
            user = begin_organisation(
                new, email=email, name=person, by="command", at=timezone.now()
            )
        except (IntegrityError, ValidationError) as error:
            raise CommandError(f"{name} cannot be made: {error}") from error
        except OSError as error:
            raise CommandError(
                f"Nothing was made, for the mail could not be sent: {error}. See "
                "EMAIL_URL."
            ) from error
        self.stdout.write(f"{new}: {user.email} is its administrator.")
