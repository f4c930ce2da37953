"""What a case handler does with a notification."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from dossiers.actions.door import lock, perform
from dossiers.errors import NotAllowed
from dossiers.models import Case, Event
from dossiers.states import Act


@transaction.atomic
def take_up(case: Case, *, by: Actor, at: datetime) -> Event:
    """Take a case that nobody handles yet; whoever comes second is refused."""
    event = perform(Act.TAKE_UP, case, by=by, at=at)
    return hand_to(by, case, event)


@transaction.atomic
def take_over(case: Case, *, by: Actor, at: datetime) -> Event:
    """Take a case over from a colleague, who is named in the event."""
    lock(case)
    if case.handler == by.user:
        raise NotAllowed(_("You handle this case already."), case.events.last())
    earlier = case.handler.name if case.handler else ""
    event = perform(Act.TAKE_OVER, case, by=by, at=at, earlier_handler=earlier)
    return hand_to(by, case, event)


def hand_to(by: Actor, case: Case, event: Event) -> Event:
    """Make the actor of this event the handler of the case."""
    case.handler = by.user
    case.save(update_fields=["handler"])
    return event


def record_no_objection(case: Case, *, remark: str, by: Actor, at: datetime) -> Event:
    """Record that BGGO sees no ground for an objection.

    A notification gets no decision when all is well: the case stays open until the
    objection window has passed, and then closes by itself (Besluit ggo 2.19).
    """
    return perform(Act.RECORD_NO_OBJECTION, case, by=by, at=at, remark=remark)
