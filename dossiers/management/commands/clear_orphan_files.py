"""Find the files that no row points at, and remove them when asked."""

from datetime import timedelta
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from dossiers.operations.orphan_files import files_without_row

HOURS = 24


class Command(BaseCommand):
    """Says what it would remove; with `--delete` it does."""

    help = "Find files that no row points at; remove them with --delete."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--delete", action="store_true", help="Remove them; else they are named."
        )
        parser.add_argument(
            "--hours",
            type=int,
            default=HOURS,
            help=f"Leave what was written in the last hours alone ({HOURS}).",
        )

    def handle(self, *, delete: bool, hours: int, **options: Any) -> None:
        number = size = 0
        for path in files_without_row(before=timezone.now() - timedelta(hours=hours)):
            self.stdout.write(str(path))
            number, size = number + 1, size + path.stat().st_size
            # Only when asked: a file without a row may be the last copy of what a
            # restored backup lacks.
            if delete:
                path.unlink()
        done = "removed" if delete else "found; --delete removes them"
        self.stdout.write(f"{number} files, {filesizeformat(size)} {done}.")
