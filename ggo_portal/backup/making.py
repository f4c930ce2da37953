"""Making a backup while people work: no row in it lacks its file.

One snapshot of the database gives both the dump and the list of files. A file is
written before its row is committed, so every file of the snapshot is there. One that
somebody removes before it is copied took its row along: then a new snapshot is taken,
and only what is new must still be copied. A file that is gone while its row is still
there is a loss, which the backup tells and does not hide.
"""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from ggo_portal.backup import folder as layout
from ggo_portal.backup.folder import DUMP, FACTS, MEDIA, copy_with_hash, hash_of
from ggo_portal.backup.programs import run_program

TRIES = 5


class FilesLost(Exception):
    """Files that rows name and that are nowhere; `made` is the backup without them."""

    def __init__(self, names: list[str], made: Path):
        super().__init__("\n".join(names))
        self.names = names
        self.made = made


def make_backup(into: Path, *, at: datetime) -> Path:
    """Make a backup in a new folder, and give that folder.

    Raises `FilesLost`, `ProgramFailed`, and `FileExistsError` for a second one in the
    same second.
    """
    made = into / f"ggo-portal-{at:%Y-%m-%dT%H-%M-%S}"
    if made.exists():
        raise FileExistsError(made)
    part = made.with_name(f"{made.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    # It holds everything the portal knows; other users of the machine must not read it.
    part.mkdir(mode=0o700, parents=True)
    sums, lost = _copy_all(part)
    layout.write_sums(part, sums)
    (part / FACTS).write_text(json.dumps(_facts(at, sums, lost), indent=2) + "\n")
    # A rename within one folder is atomic: what has the name without `.part` is whole.
    part.rename(made)
    if lost:
        raise FilesLost(lost, made)
    return made


def named_files() -> Iterator[str]:
    """The files that the rows of the database name, in this transaction."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                used = model._default_manager.exclude(**{field.name: ""})
                yield from used.values_list(field.name, flat=True).iterator()


def _copy_all(part: Path) -> tuple[dict[str, str], list[str]]:
    """Hash by path of all that was copied, and the files that were nowhere."""
    sums: dict[str, str] = {}
    missing: list[str] = []
    for _ in range(TRIES):
        last, (names, missing) = missing, _one_moment(part, sums)
        if not missing or missing == last:  # gone, and still named: lost
            break
    kept = {f"{MEDIA}/{name}" for name in names}
    # Copied in an earlier try, and taken out by somebody since: no row of the last
    # snapshot names it.
    for gone in sums.keys() - kept:
        (part / gone).unlink()
    found = {name: digest for name, digest in sums.items() if name in kept}
    return found | {DUMP: hash_of(part / DUMP)}, missing


@transaction.atomic(durable=True)
def _one_moment(part: Path, sums: dict[str, str]) -> tuple[set[str], list[str]]:
    """Dump one snapshot and copy its files: their names, and which were not there."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # Copying the files keeps this transaction idle for as long as it takes.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        # The dump runs in a process of its own; by this name it sees exactly our
        # moment.
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
    names = set(named_files())
    missing = [name for name in sorted(names) if not _copy(name, part, sums)]
    dump = part / DUMP
    run_program(
        "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={dump}"
    )
    return names, missing


def _copy(name: str, part: Path, sums: dict[str, str]) -> bool:
    """Copy a file once: its content never changes. False when it is not there."""
    path = f"{MEDIA}/{name}"
    if path not in sums:
        try:
            sums[path] = copy_with_hash(Path(settings.MEDIA_ROOT, name), part / path)
        except FileNotFoundError:
            return False
    return True


def _facts(at: datetime, sums: dict[str, str], lost: list[str]) -> dict[str, Any]:
    applied = MigrationRecorder.Migration.objects.order_by("app", "name")
    return {
        "made_at": at.isoformat(),
        "files": len(sums) - 1,
        "lost": lost,
        # By which one sees what version of the portal can read this backup.
        "migrations": [f"{row.app}.{row.name}" for row in applied],
    }
