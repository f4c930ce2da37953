"""Doing something with many cases, so that none holds up another (ADR 19)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, connection, transaction
from psycopg import errors

log = structlog.get_logger(__name__)

PATIENCE = "200ms"
"""For a case that somebody else holds; an ordinary act is done by then."""

LOCK_ERRORS = (
    errors.LockNotAvailable,
    errors.DeadlockDetected,
    errors.SerializationFailure,
)


@dataclass
class RoundOutcome:
    """How many were done; which cases were locked, and which failed with what."""

    done: int = 0
    locked: set[int] = field(default_factory=set)
    failed: dict[int, str] = field(default_factory=dict)

    @property
    def left(self) -> set[int]:
        """The cases for which it was not done."""
        return self.locked | set(self.failed)

    def add(self, other: "RoundOutcome") -> None:
        self.done += other.done
        self.locked |= other.locked
        self.failed |= other.failed


def run_one_by_one(keys: Iterable[int], act: Callable[[int], int]) -> RoundOutcome:
    """Do something with each case in a transaction of its own.

    `act` takes the key of a case and says how much it did. Locked cases are passed by
    and tried once more at the end. Raises what concerns no single case: the time of the
    task is over, or the database is gone.
    """
    first = _run_each(keys, act)
    # Once more at the end: whoever held them is mostly done by then.
    locked, first.locked = first.locked, set()
    first.add(_run_each(sorted(locked), act))
    return first


def run_together(
    keys: Iterable[int],
    all_at_once: Callable[[], tuple[int, set[int]]],
    act: Callable[[int], int],
) -> RoundOutcome:
    """Do something with many cases at once, and one by one when that fails.

    `all_at_once` says how much it did, and which cases it passed by as locked.
    """
    try:
        with transaction.atomic():
            done, locked = all_at_once()
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        require_database()
        log.warning("one_by_one", exc_info=True)
        return run_one_by_one(keys, act)
    outcome = RoundOutcome(done=done)
    outcome.add(run_one_by_one(sorted(locked), act))
    return outcome


def _run_each(keys: Iterable[int], act: Callable[[int], int]) -> RoundOutcome:
    outcome = RoundOutcome()
    for key in keys:
        try:
            outcome.done += _run_in_transaction(key, act)
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            require_database()
            # Not a fault of the case: it is tried again.
            if is_locked_by_another(error):
                outcome.locked.add(key)
            else:
                log.exception("case_failed", case=key)
                outcome.failed[key] = f"{type(error).__name__}: {error}"[:2000]
    return outcome


@transaction.atomic
def _run_in_transaction(key: int, act: Callable[[int], int]) -> int:
    """Do it with one case, waiting for others only a moment."""
    with connection.cursor() as cursor:
        # LOCAL: it ends with this transaction, and the connection goes on to other
        # work.
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
    return int(act(key))


def is_locked_by_another(error: Exception) -> bool:
    """Was it only that somebody else was at it?"""
    # Django has one exception for all of these; what it was stands in its cause.
    return isinstance(error, DatabaseError) and isinstance(error.__cause__, LOCK_ERRORS)


def require_database() -> None:
    """Raise the error that is being handled when the database is gone.

    Then it is not the case that is wrong, and the next one would fail as well.
    """
    # Asked of the connection: the same exception comes of a bad row and of a server
    # that is gone.
    if connection.connection is None or not connection.is_usable():
        raise
