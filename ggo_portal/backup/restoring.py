"""Putting a backup back: first the files, then the database that names them."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from ggo_portal.backup import folder as layout
from ggo_portal.backup.folder import DUMP, MEDIA, hash_of
from ggo_portal.backup.programs import run_program

OWN_SCHEMAS = """
    SELECT nspname FROM pg_namespace
    WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
"""
OWN_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


class NotEmpty(Exception):
    """There is something already where the backup would go; the text says what."""


def restore_backup(folder: Path, *, replace: bool) -> int:
    """Put a backup back; how many files it holds.

    Without `replace` the database and `MEDIA_ROOT` must be empty. With it the database
    is emptied first; files of the same name are overwritten, others stay. Raises
    `BackupBroken` before anything is touched, `NotEmpty`, `ProgramFailed`.
    """
    # Every hash before anything is touched: there is no way back from a broken backup.
    sums = layout.check_backup(folder)
    if not replace:
        _require_empty()
    # Files first: a row whose file is missing is worse than a file without a row.
    files = [name for name in sums if name != DUMP]
    for name in files:
        _copy_unless_same(
            folder / name, Path(settings.MEDIA_ROOT, name.removeprefix(f"{MEDIA}/"))
        )
    if replace:
        _empty_the_database()
    run_program(
        "pg_restore",
        "--exit-on-error",
        # All or nothing: half a database would look like a whole one.
        "--single-transaction",
        # The roles of the machine it came from need not exist here; `migrate` grants
        # the rights anew.
        "--no-owner",
        "--no-privileges",
        folder / DUMP,
    )
    # They know tables and types by numbers that are gone.
    connections.close_all()
    return len(files)


def _require_empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(OWN_TABLES)
        [tables] = cursor.fetchone()
    if tables:
        raise NotEmpty(f"The database holds {tables} tables already.")
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        raise NotEmpty(f"{media} holds files already.")


def _copy_unless_same(source: Path, target: Path) -> None:
    """Copy a file; one that is there with the same content is left as it is."""
    if target.is_file() and hash_of(target) == hash_of(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _empty_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(OWN_SCHEMAS)
        for (schema,) in cursor.fetchall():
            # Schemas and not the database: that can belong to a role that may make no
            # new one.
            cursor.execute(f"DROP SCHEMA {connection.ops.quote_name(schema)} CASCADE")
        cursor.execute("CREATE SCHEMA public")
