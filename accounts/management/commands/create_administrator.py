"""`manage.py create_administrator EMAIL NAME`: who enters the rest in `/admin/`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone

from accounts.members.first_people import begin_portal


class Command(BaseCommand):
    """Makes the first administrator; the password is chosen by a link in a mail."""

    help = "Make an administrator and mail the link to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who it is; no password, which would stay in the history of the shell."""
        parser.add_argument("email")
        parser.add_argument("name", help="as others see it, with quotes around it")

    def handle(self, *, email: str, name: str, **options: Any) -> None:
        """Make the account; nothing is made when the mail cannot be sent."""
        try:
            user = begin_portal(email, name=name, by="command", at=timezone.now())
        except (IntegrityError, ValidationError) as error:
            raise CommandError(f"{email} cannot be made: {error}") from error
        except OSError as error:
            raise CommandError(
                f"Nothing was made, for the mail could not be sent: {error}. See "
                "EMAIL_URL."
            ) from error
        self.stdout.write(f"{user.email} has been sent a link to choose a password.")
