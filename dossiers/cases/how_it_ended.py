"""What the log says of how a case ended; reads prefetched events without a query."""

from dossiers.models import Case, Event
from dossiers.states import Act

VERDICT_ACTS = (
    Act.DECIDE,
    Act.OBJECT,
    Act.NOT_TREAT,
    Act.CONVERT,
    Act.WITHDRAW,
    Act.FOLLOW,
)
"""The acts whose facts the verdict rests on."""


def last_event_of(case: Case, *acts: Act) -> Event | None:
    """The last event of these acts."""
    return next(
        (each for each in reversed(case.events.all()) if each.act in acts), None
    )


def is_first_request_granted(case: Case) -> bool | None:
    """Did the 2.8 decision in the coupled case give what was asked? None before it."""
    followed = (event.facts for event in case.events.all() if event.act == Act.FOLLOW)
    return next((facts["granted"] for facts in followed if "granted" in facts), None)


def is_granted(case: Case) -> bool | None:
    """Did BGGO give what was asked? None when it did not decide on that."""
    decided = last_event_of(case, Act.DECIDE)
    return decided.facts["granted"] if decided else None
