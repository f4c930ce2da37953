"""Who can sign in to the demo, and with what."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.demo_secrets import DEMO_PASSWORD
from accounts.models import MachineClient, User
from ggo_portal.demo.people import CLIENT_ID


class Command(BaseCommand):
    """`manage.py demo_accounts`: the table that `make demo` shows at the end."""

    help = "List the people of the demo, their roles and their password."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"  Everybody's password:  {DEMO_PASSWORD}")
        self.stdout.write(
            "  At Bureau GGO a code follows: the page itself shows it.\n\n"
        )
        people = User.objects.filter(is_active=True).prefetch_related(
            "positions", "memberships__organisation"
        )
        for person in sorted(people, key=lambda person: bool(person.positions.all())):
            self.stdout.write(
                f"  {person.email:<34}{person.name:<20}{roles_text(person)}"
            )
        for client in MachineClient.objects.filter(client_id=CLIENT_ID):
            known = f"client_id {client.client_id}, the same password as secret"
            self.stdout.write(f"\n  REST for {client.organisation}: {known}")


def roles_text(person: User) -> str:
    """What a person is, in a few words; the portal's own administrator is none."""
    bureau = [f"{it.get_role_display()}, Bureau GGO" for it in person.positions.all()]
    lab = [
        f"{it.get_role_display()}, {it.organisation}" for it in person.memberships.all()
    ]
    return "; ".join(bureau + lab) or "admin"
