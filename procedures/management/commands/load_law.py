"""`manage.py load_law`: bring the reviewed YAML of the law into the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from procedures.law_rows import law_files, loading
from procedures.law_rows.changing_rows import FreeDayInUse


class Command(BaseCommand):
    """Adds, closes and corrects rows of the law; run twice it changes nothing."""

    help = "Load procedures, free days and CFI categories; says what it changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder of the files, when it is not the shipped one."""
        parser.add_argument("--folder", type=Path, default=law_files.FOLDER)

    def handle(self, *, folder: Path, verbosity: int, **options: Any) -> None:
        """Check the files whole, then load them in one transaction."""
        try:
            changes = loading.load_law_rows(law_files.read_law_files(folder))
        except (law_files.LawFileError, loading.RowInUse, FreeDayInUse) as error:
            raise CommandError(str(error)) from error
        for change in changes if verbosity else ():
            self.stdout.write(str(change))
        if verbosity and not changes:
            self.stdout.write("The law is up to date: nothing changed.")
