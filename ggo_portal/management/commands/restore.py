"""`manage.py restore FOLDER`: put back what `manage.py backup` made."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from ggo_portal.backup.folder import BackupBroken
from ggo_portal.backup.programs import ProgramFailed
from ggo_portal.backup.restoring import NotEmpty, restore_backup
from ggo_portal.database_roles import as_owner


class Command(BaseCommand):
    """Restores a backup into an empty database and an empty `MEDIA_ROOT`."""

    help = "Restore a backup. Stop web, workers and beat first."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which backup, and whether what is there may go."""
        parser.add_argument("folder", type=Path, help="what `manage.py backup` told")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="throw away the database that is there now",
        )

    def handle(self, *, folder: Path, replace: bool, **options: Any) -> None:
        """Check it, put it back, and say what to do next."""
        try:
            with as_owner(connection):
                files = restore_backup(folder, replace=replace)
        except NotEmpty as error:
            raise CommandError(
                f"{error} Nothing was changed. With --replace it is thrown away."
            ) from error
        except (BackupBroken, ProgramFailed) as error:
            raise CommandError(f"Not restored: {error}") from error
        self.stdout.write(
            f"Restored the database and {files} files. Next: manage.py migrate, "
            "manage.py load_law, manage.py verify_events."
        )
