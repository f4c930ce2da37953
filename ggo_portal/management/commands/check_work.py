"""Say whether the work that nobody waits for goes on; for the health of a worker."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser
from django.utils import timezone

from ggo_portal import queues
from ggo_portal.work import queue_signs, work_signs


class Command(BaseCommand):
    """Ends with exit code 1 when something is late."""

    help = "Say what work is late: the round, the queues, what was promised by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--queue",
            action="append",
            choices=queues.ALL,
            default=[],
            help="Look at this queue alone; may be given more than once.",
        )

    def handle(self, *, queue: list[str], **options: Any) -> None:
        now = timezone.now()
        found = queue_signs(queue, at=now) if queue else work_signs(at=now)
        for sign in found:
            self.stdout.write(f"{sign.name}: {sign.told}")
        if any(sign.late_since for sign in found):
            raise CommandError("Something is stuck.")
