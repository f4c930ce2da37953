"""What changed in a case since somebody of Bureau GGO last looked at it."""

from datetime import datetime

import structlog
from django.db import DatabaseError
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from dossiers.models import Case, Event, Look

log = structlog.get_logger(__name__)


def unread_events(case: Case, user: User, events: list[Event]) -> list[Event]:
    """What others did since the last look of this reader; nothing at the first look."""
    look = Look.objects.filter(case=case, user=user).first()
    if look is None:
        return []
    return [
        event
        for event in events
        # By key and not by moment: two events of one act have the same moment.
        if event.pk > look.event_id and event.user_id != user.pk
    ]


def mark_read(case: Case, user: User, events: list[Event], *, at: datetime) -> None:
    """Record that these events were shown; writes only when there is one to add.

    Opening a page must never fail for it: without a database to write to, the same
    news is shown the next time.
    """
    last = max((event.pk for event in events), default=0)
    # Opening a page again writes nothing.
    known = Look.objects.filter(case=case, user=user, event_id__gte=last)
    if known.exists():
        return
    look = Look(case=case, user=user, event_id=last, looked_at=at)
    try:
        # One statement for the first look and for each later one, so that two windows
        # opened at once do not meet.
        Look.objects.bulk_create(
            [look],
            update_conflicts=True,
            unique_fields=["case", "user"],
            update_fields=["event_id", "looked_at"],
        )
    except DatabaseError as error:
        log.warning("look_not_kept", case=case.pk, error=str(error))


def with_unread_mark(cases: QuerySet[Case], user: User) -> QuerySet[Case]:
    """Cases with `has_news`: did others act in it since the last look of this reader?

    Who never looked at a case has nothing new in it, except its handler: to him all of
    it is. An annotation, read from indexes for the rows that are shown.
    """
    looked = Look.objects.filter(case=OuterRef("pk"), user=user)
    looks = Look.objects.filter(
        case=OuterRef("case"), user=user, event_id__lt=OuterRef("pk")
    )
    # An event of the portal has no user; `exclude` keeps it, as news.
    by_others = Event.objects.filter(case=OuterRef("pk")).exclude(user=user)
    newer = by_others.filter(Exists(looks))
    unread = Q(handler=user) & ~Exists(looked)
    return cases.annotate(has_news=Exists(newer) | unread)
