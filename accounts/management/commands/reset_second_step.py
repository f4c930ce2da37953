"""`manage.py reset_second_step EMAIL`: the way out when no administrator can do it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.access_changes import set_access_actor
from accounts.actor import SYSTEM
from accounts.models import User
from accounts.signing_in.second_step import reset_second_step


class Command(BaseCommand):
    """Lets somebody who lost the second step begin anew, also the only administrator.

    It is on record as an act of the portal itself: say in the register of the server
    who asked for it.
    """

    help = "Forget the second step and the password of somebody who lost the phone."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose: the address with which that person signs in."""
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *, email: str, **options: Any) -> None:
        """Reset it, and say what that person does next."""
        person = User.objects.filter(email=email.lower(), is_active=True).first()
        if person is None:
            raise CommandError("There is no person like that.")
        set_access_actor("reset_second_step")
        reset_second_step(person, by=SYSTEM, at=timezone.now())
        self.stdout.write(
            f"{person.name} now chooses a new password by “Forgotten your password?”, "
            "and sets up a new app."
        )
