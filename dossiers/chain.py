"""The chain of a case's events: each has the digest of the one before it in its own.

So no event of a case can be changed, taken out or put in between without every later
digest being wrong; `Case.head` shows that none was cut off at the end.
"""

import hashlib
import json
from datetime import UTC

from dossiers.models import Case, Event


def digest(event: Event, number: str) -> str:
    """SHA-256, in hex, over an event of the case with this number.

    Over canonical JSON: sorted keys, UTF-8, no spaces, moments in UTC.
    """
    said = {
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
    text = json.dumps(
        said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def append(case: Case, event: Event) -> Event:
    """Tie a new event to the last one of its case, both in memory.

    The caller holds the lock on the case, and stores `case.head` and the event.
    """
    event.previous = case.head
    event.sha256 = case.head = digest(event, case.number)
    return event
