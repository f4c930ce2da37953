"""Fill an empty portal with the demo; a second run changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.access_changes import set_access_actor
from accounts.demo_secrets import DEMO_PASSWORD
from accounts.models import Organisation
from ggo_portal.demo.access import load_access
from ggo_portal.demo.cases import load_cases
from ggo_portal.demo.people import load_people


class Command(BaseCommand):
    """`manage.py load_demo`: only in demo mode, for the password is published."""

    help = "Load demo people, drafts and cases (only with DEMO=1)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo data has a published password: set DEMO=1.")
        if Organisation.objects.exists():
            self.stdout.write("The demo data is there already.")
            return
        # All or nothing: half a demo would count as loaded at the next start.
        with transaction.atomic():
            set_access_actor("load_demo")
            people = load_people(at=timezone.now())
            load_access(at=timezone.now())
            cases = load_cases(at=timezone.now())
        self.stdout.write(f"Loaded {len(people)} people and {cases} applications.")
        self.stdout.write(f"Everybody's password: {DEMO_PASSWORD}")
