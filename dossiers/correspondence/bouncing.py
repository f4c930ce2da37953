"""Taking note of mails that came back, whatever was in them."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction

from accounts.models import Invitation
from dossiers.correspondence.bounce_mails import Bounce
from dossiers.correspondence.delivering import come_back
from dossiers.models import Advice, Delivery, Digest, Reminder

log = structlog.get_logger(__name__)


def take_note(bounce: Bounce, *, at: datetime) -> bool:
    """Record that a mail came back; False for one that is not there any more."""
    kind, *numbers = bounce.name.split("-")
    note = NOTED.get(kind)
    is_noted = note is not None and note(
        *map(int, numbers), reason=bounce.reason, at=at
    )
    log.warning("mail_came_back", what=bounce.name, reason=bounce.reason)
    return is_noted


def of_letter(pk: int, *, reason: str, at: datetime) -> bool:
    """A letter did not reach one of its addressees."""
    rows = Delivery.objects.select_related("letter__case", "letter__event")
    delivery = rows.filter(pk=pk).first()
    if delivery:
        come_back(delivery, reason=reason, at=at)
    return delivery is not None


@transaction.atomic
def of_reminder(pk: int, place: int, *, reason: str, at: datetime) -> bool:
    """A reminder did not reach one of its readers."""
    row = Reminder.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None or place >= len(row.recipients):
        return False
    address = row.recipients[place]
    row.refused[address] = reason[:2000]
    row.reached = [one for one in row.reached if one != address]
    if not row.reached and len(row.refused) == len(row.recipients):
        row.refused_at, row.last_error = at, reason[:2000]
    row.save(update_fields=["refused", "reached", "refused_at", "last_error"])
    return True


def of_digest(pk: int, *, reason: str, at: datetime) -> bool:
    """A mail with many reminders did not arrive."""
    changed = Digest.objects.filter(pk=pk).update(
        refused_at=at, last_error=reason[:2000]
    )
    return bool(changed)


def of_issue(model: type[Advice] | type[Invitation]) -> Callable[..., bool]:
    """For a mail with a link: it did not arrive, unless a new link was sent since."""

    def note(pk: int, issue: int, *, reason: str, at: datetime) -> bool:
        rows = model._default_manager.filter(pk=pk, issue=issue)
        changed = rows.filter(sent_at__isnull=False).update(
            sent_at=None, refused_at=at, last_error=reason[:2000]
        )
        return bool(changed)

    return note


NOTED: dict[str, Callable[..., bool]] = {
    "delivery": of_letter,
    "reminder": of_reminder,
    "digest": of_digest,
    "advice": of_issue(Advice),
    "invitation": of_issue(Invitation),
}
"""By the first word of the name of a mail; the numbers after it tell which."""
