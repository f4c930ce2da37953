"""Marking that unseen work goes on, in the database: health reads it (ADR 19).

A mark is written outside the transaction of the work, so that it stays when that is
taken back. Names: `queue mail`, `round close`, `sending` …
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from accounts.models import SignOfLife


@contextmanager
def sign_of_life(name: str) -> Iterator[None]:
    """Mark the beginning of a piece of work, and that it finished or failed."""
    # Written before the work: what hangs is then seen to have begun and not finished.
    mark_begun(name, at=timezone.now())
    try:
        yield
    except Exception as error:
        mark_failed(name, error, at=timezone.now())
        raise
    mark_finished(name, at=timezone.now())


def mark_begun(name: str, *, at: datetime) -> None:
    """Mark that it began."""
    _mark(SignOfLife(name=name, began_at=at), "began_at")


def mark_finished(name: str, *, at: datetime) -> None:
    """Mark that it was done to its end."""
    _mark(SignOfLife(name=name, began_at=at, finished_at=at), "finished_at")


def mark_failed(name: str, error: Exception, *, at: datetime) -> None:
    """Mark that it ended with an error."""
    error_text = f"{type(error).__name__}: {error}"[:2000]
    row = SignOfLife(name=name, began_at=at, failed_at=at, error=error_text)
    _mark(row, "failed_at", "error")


def _mark(row: SignOfLife, *columns: str) -> None:
    """Write these columns; the others too when it is the first mark of that name."""
    # Not among the columns that are updated, so it stays the moment at which the name
    # was first seen.
    row.known_at = row.began_at
    # An upsert without reading: many workers mark the same name at once, and none may
    # wait or fail.
    SignOfLife.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=columns,
    )
