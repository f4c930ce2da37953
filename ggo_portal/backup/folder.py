"""How a backup looks on disk, and how one sees that it is whole.

    NAME/
      database.dump   pg_dump --format=custom
      media/…         every file that a row in the dump names
      SHA256SUMS      of all of these, as `sha256sum --check` reads them
      backup.json     when it was made, of which version, and how much there is

A folder is written as `NAME.part` and renamed when it is complete.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DUMP = "database.dump"
MEDIA = "media"
SUMS = "SHA256SUMS"
FACTS = "backup.json"
BLOCK = 1024 * 1024


class BackupBroken(Exception):
    """A backup that is not whole; the text names each file that is wrong."""


def copy_with_hash(source: Path, target: Path) -> str:
    """Copy a file; the SHA-256 of what was written. Raises `FileNotFoundError`."""
    # Hashed from what is written and not read again: a second reading could see another
    # file.
    whole = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as read, target.open("wb") as written:
        while block := read.read(BLOCK):
            whole.update(block)
            written.write(block)
    shutil.copystat(source, target)
    return whole.hexdigest()


def hash_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def write_sums(folder: Path, sums: dict[str, str]) -> None:
    """Write the list of hashes, by path within the folder."""
    lines = [f"{digest}  {name}\n" for name, digest in sorted(sums.items())]
    (folder / SUMS).write_text("".join(lines))


def read_sums(folder: Path) -> dict[str, str]:
    """The hash of each file by its path. Raises `BackupBroken` where none are."""
    try:
        lines = (folder / SUMS).read_text().splitlines()
        return {name: digest for digest, name in (x.split("  ", 1) for x in lines)}
    except (OSError, ValueError) as error:
        raise BackupBroken(f"{folder} holds no complete backup: {error}") from error


def read_facts(folder: Path) -> dict[str, Any]:
    """What was written when the backup was made. Raises `BackupBroken`."""
    try:
        facts: dict[str, Any] = json.loads((folder / FACTS).read_text())
        return facts
    except (OSError, ValueError) as error:
        raise BackupBroken(f"{folder} holds no complete backup: {error}") from error


def check_backup(folder: Path) -> dict[str, str]:
    """The hashes, each compared with its file. Raises `BackupBroken`."""
    sums = read_sums(folder)
    if DUMP not in sums:
        raise BackupBroken(f"{folder} holds no {DUMP}.")
    if wrong := list(_wrong(folder, sums)):
        raise BackupBroken("\n".join(wrong))
    return sums


def _wrong(folder: Path, sums: dict[str, str]) -> Iterator[str]:
    for name, digest in sums.items():
        file = folder / name
        if not file.is_file():
            yield f"{name} is not there"
        elif hash_of(file) != digest:
            yield f"{name} is not what was backed up"
