"""Read mails that came back: one from standard input, or a whole maildir."""

import sys
from mailbox import Maildir
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dossiers.correspondence.bounce_mails import bounce_in
from dossiers.correspondence.bouncing import record_bounce

LARGEST = 10 * 1024 * 1024


class Command(BaseCommand):
    """`manage.py read_bounces [--maildir FOLDER]`."""

    help = (
        "Take note of mails that came back to BOUNCE_EMAIL (RFC 3464). A mail server "
        "hands each on by standard input; with --maildir those in a maildir are read "
        "and taken out of it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maildir", type=Path)

    def handle(self, *, maildir: Path | None, **options: Any) -> None:
        if maildir is None:
            noted = self.read(sys.stdin.buffer.read(LARGEST))
        else:
            noted = self.empty(Maildir(maildir, create=False))
        self.stdout.write(f"{noted} noted")

    def empty(self, box: Maildir) -> int:
        """Read all mails of a maildir, each taken out once it has been dealt with."""
        noted = 0
        for key in list(box.iterkeys()):
            # The report stands at the beginning; what is returned with it may be any
            # size.
            noted += self.read(box.get_bytes(key)[:LARGEST])
            # After it was noted: killed in between it is read once more, which changes
            # nothing.
            box.remove(key)
        return noted

    def read(self, data: bytes) -> int:
        """1 when this says that a mail of ours came back, else 0."""
        bounce = bounce_in(data)
        return int(bounce is not None and record_bounce(bounce, at=timezone.now()))
