"""`manage.py backup FOLDER`: the database and its files, while people work."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ggo_portal.backup.making import FilesLost, make_backup
from ggo_portal.backup.programs import ProgramFailed


class Command(BaseCommand):
    """Makes a backup in a folder of its own."""

    help = "Back up the database and the files that its rows name, as one moment."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where it goes."""
        parser.add_argument("folder", type=Path, help="a new folder is made in it")

    def handle(self, *, folder: Path, **options: Any) -> None:
        """Make it and say where; exit code 1 when files are lost."""
        try:
            made = make_backup(folder, at=timezone.localtime())
        except FilesLost as error:
            raise CommandError(
                f"Made {error.made}, but these files are named by rows and are nowhere "
                f"to be found:\n{error}"
            ) from error
        except (ProgramFailed, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        self.stdout.write(str(made))
