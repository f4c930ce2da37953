"""The chain of a case's events: each has the digest of the one before it in its own.

So no event of a case can be changed, taken out or put in between without every later
digest being wrong; `Case.head` shows that none was cut off at the end. What was taken
out together with its head is missed by the seals (`dossiers.audit.seals`).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import NamedTuple

from django.utils.translation import gettext as _

from accounts.digests import json_digest
from dossiers.models import Case, Event


class RecordFault(NamedTuple):
    """Something wrong in the record of a case; without an event it is of the whole."""

    case: str
    event: int | None
    what: str

    def __str__(self) -> str:
        where = f"{self.case}, event {self.event}" if self.event else self.case
        return f"{where}: {self.what}"


def event_digest(event: Event, number: str) -> str:
    """The digest of an event of the case with this number; moments in UTC."""
    payload = {
        "case": number,
        "act": str(event.act),
        "oldState": str(event.old_state),
        "newState": str(event.new_state),
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "user": event.user_id,
        "client": str(event.client_id) if event.client_id else None,
        "actor": event.actor_name,
        "facts": event.facts,
        "previous": event.previous,
    }
    return json_digest(payload)


def append_to_chain(case: Case, event: Event) -> Event:
    """Tie a new event to the last one of its case, both in memory.

    The caller holds the lock on the case, and stores `case.head` and the event.
    """
    # From memory: the case is locked, and one transaction may write several events.
    event.previous = case.head
    event.sha256 = case.head = event_digest(event, case.number)
    return event


def chain_faults(case: Case, events: Iterable[Event]) -> Iterator[RecordFault]:
    """Where the chain of a case does not hold; `events` are all it has, in order."""
    last = ""
    for event in events:
        if event.previous != last:
            what = _("It does not follow the event that stands before it.")
            yield RecordFault(case.number, event.pk, what)
        if event.sha256 != event_digest(event, case.number):
            what = _("It is not what it was when it was written.")
            yield RecordFault(case.number, event.pk, what)
        last = event.sha256
    # A case without any event is a fault as well, else deleting them all would be none.
    if not last:
        yield RecordFault(case.number, None, _("It has no events."))
    elif last != case.head:
        what = _("Its last event is not there, or is not the one it was.")
        yield RecordFault(case.number, None, what)
