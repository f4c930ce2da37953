"""Files in the store that no row points at: left by a crash between file and row."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField

BATCH = 1000


def files_without_row(*, before: datetime) -> Iterator[Path]:
    """Each file that no row names and that was last written before a moment.

    One that is younger may belong to an upload that is not committed yet.
    """
    files = _old_files(before)
    # In batches: neither a query a file, nor one statement with the names of all.
    while batch := list(islice(files, BATCH)):
        named = _names_in_rows({_name_in_store(path) for path in batch})
        yield from (path for path in batch if _name_in_store(path) not in named)


def _old_files(before: datetime) -> Iterator[Path]:
    for path in sorted(_root().rglob("*")):
        if path.is_file() and _modified_at(path) < before:
            yield path


def _root() -> Path:
    return Path(default_storage.path(""))


def _name_in_store(path: Path) -> str:
    """As a row names it: below the root of the store, with slashes."""
    return path.relative_to(_root()).as_posix()


def _modified_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _names_in_rows(names: set[str]) -> set[str]:
    """Which of these names stand in a row, of whatever model."""
    found: set[str] = set()
    # Every model, so that a new table with files is never taken for one without.
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                rows = model._base_manager.filter(**{f"{field.name}__in": names})
                found |= set(rows.values_list(field.name, flat=True))
    return found
