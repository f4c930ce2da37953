"""The daily seal over the record: events, the log of the law, the log of access.

A chain within a case cannot show that a whole case is gone, nor an event together with
its head. A seal has the digest of all that came since the one before it, and of that
one; its own digest goes to the log of the process, outside the database.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, Protocol

import structlog
from django.db import OperationalError, connection, models, transaction
from django.db.models import Max

from accounts.models import AccessEvent
from dossiers.models import Event, Seal
from procedures.counting.legal_day import legal_day
from procedures.models import LawChange

log = structlog.get_logger(__name__)

PATIENCE = "2s"
KEY = 0x5EA1
"""Of the advisory lock under which seals are made one by one."""


class Reach(NamedTuple):
    """Up to which row of each log a seal goes; its fields are those of `Seal`."""

    last_event: int = 0
    last_law_change: int = 0
    last_access_event: int = 0


def seal_day(*, at: datetime) -> Seal | None:
    """Seal what came on record since the last seal; once a legal day.

    None when today's seal is there, or a writer would not let go of a log: the next
    round tries again. Also when nothing came, so that each day has its seal.
    """
    if _sealed_on(at):
        return None
    try:
        # One log after the other, each in a transaction of its own: all three locked
        # together would stop every act until the slowest writer is done.
        reach = Reach(
            *(last_settled_row(model) for model in (Event, LawChange, AccessEvent))
        )
    except OperationalError:
        log.warning("seal_postponed")
        return None
    return _seal(reach, at=at)


@transaction.atomic
def last_settled_row(model: type[models.Model]) -> int:
    """The last row of a log, such that no earlier one can come any more.

    A number is taken from the sequence before its row is committed, so a row may come
    after one with a higher number. The lock waits until all who are writing are done,
    and is held for this one query. Whoever files meanwhile waits at most `PATIENCE`;
    then an `OperationalError` is raised.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        # SHARE lets everybody read. Whoever writes now is waited for; whoever comes,
        # waits.
        cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE MODE")
    return model._default_manager.aggregate(last=Max("pk"))["last"] or 0


@transaction.atomic
def _seal(reach: Reach, *, at: datetime) -> Seal | None:
    """Make the seal, unless another round made it in the meantime."""
    with connection.cursor() as cursor:
        # No constraint can say “one a legal day” of a moment in UTC, so rounds come in
        # turn and look again.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEY])
    if _sealed_on(at):
        return None
    before = Seal.objects.last()
    made = Seal(at=at, events=0, **reach._asdict())
    made.events, made.sha256 = seal_digest(made, before)
    made.save(force_insert=True)
    log.info(
        "seal",
        at=at.isoformat(),
        sha256=made.sha256,
        events=made.events,
        **reach._asdict(),
    )
    return made


def _sealed_on(at: datetime) -> bool:
    """Is there a seal of this legal day already?"""
    last = Seal.objects.last()
    return last is not None and legal_day(last.at) >= legal_day(at)


def seal_digest(seal: Seal, before: Seal | None) -> tuple[int, str]:
    """How many events a seal covers, and its digest, as the record stands now."""
    made = hashlib.sha256()
    # In one form, whatever the time zone of the process that proves it.
    moment = seal.at.astimezone(UTC).isoformat(timespec="microseconds")
    _add(made, [before.sha256 if before else "", moment])
    events = _add(made, _of(Event, "last_event", seal, before))
    _add(made, _of(LawChange, "last_law_change", seal, before))
    _add(made, _access(seal, before))
    return events, made.hexdigest()


class Digest(Protocol):
    """What lines are taken into, as `hashlib` makes it."""

    def update(self, data: bytes, /) -> None: ...


def _add(made: Digest, lines: Iterable[str]) -> int:
    """Take lines into a digest, and their number, so that none can change sides."""
    number = 0
    for line in lines:
        made.update(f"{line}\n".encode())
        number += 1
    made.update(f"={number}\n".encode())
    return number


def _of(
    model: type[models.Model], column: str, seal: Seal, before: Seal | None
) -> Iterator[str]:
    """The number and digest of each row of a chained log that a seal covers."""
    rows = _between(model, column, seal, before).values_list("pk", "sha256")
    # The digest of a row covers what it says, so that need not be read again here.
    return (f"{pk} {sha256}" for pk, sha256 in rows.iterator(chunk_size=5000))


def _access(seal: Seal, before: Seal | None) -> Iterator[str]:
    """The rows of the log of access, whole: it has no digests of its own."""
    rows = _between(AccessEvent, "last_access_event", seal, before).values(
        *("pk", "kind", "at", "organisation", "user", "actor_name"),
        *("person", "name", "email", "facts"),
    )
    for row in rows.iterator(chunk_size=5000):
        row["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
        yield json.dumps(row, sort_keys=True, default=str)


def _between(
    model: type[models.Model], column: str, seal: Seal, before: Seal | None
) -> models.QuerySet[models.Model]:
    """The rows after what the seal before covers, through what this one covers."""
    after = getattr(before, column) if before else 0
    rows = model._default_manager.filter(pk__gt=after, pk__lte=getattr(seal, column))
    return rows.order_by("pk")


def unsealed_days(*, since: date | None = None, today: date) -> Iterator[date]:
    """The days between the first seal and yesterday without one, from `since` on."""
    sealed = {legal_day(at) for at in Seal.objects.values_list("at", flat=True)}
    day = max(min(sealed, default=today), since or date.min)
    while day < today:
        if day not in sealed:
            yield day
        day += timedelta(days=1)


def broken_seals(*, since: datetime | None = None) -> Iterator[Seal]:
    """The seals that the record does not bear out any more; of those made since then.

    From the first one that is broken on the record before it is not what it was.
    """
    before = None
    # Also those from before `since` are walked through, unproved: each next one rests
    # on them.
    for made in Seal.objects.order_by("pk"):
        is_asked = since is None or made.at >= since
        if is_asked and seal_digest(made, before) != (made.events, made.sha256):
            yield made
        before = made
