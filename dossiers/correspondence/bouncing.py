"""Taking note of mails that came back, whatever was in them."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction

from accounts.models import Invitation
from dossiers.correspondence.bounce_mails import Bounce
from dossiers.correspondence.delivering import record_returned_mail
from dossiers.models import Advice, Delivery, Digest, Reminder

log = structlog.get_logger(__name__)


def record_bounce(bounce: Bounce, *, at: datetime) -> bool:
    """Record that a mail came back; False for one that is not there any more."""
    kind, *numbers = bounce.name.split("-")
    note = BOUNCE_RECORDERS.get(kind)
    is_noted = note is not None and note(
        *map(int, numbers), reason=bounce.reason, at=at
    )
    # Also when the row is gone: whoever looks after the mail must see that it came
    # back.
    log.warning("mail_came_back", what=bounce.name, reason=bounce.reason)
    return is_noted


def record_letter_bounce(pk: int, *, reason: str, at: datetime) -> bool:
    """A letter did not reach one of its addressees."""
    rows = Delivery.objects.select_related("letter__case", "letter__event")
    delivery = rows.filter(pk=pk).first()
    if delivery:
        record_returned_mail(delivery, reason=reason, at=at)
    return delivery is not None


@transaction.atomic
def record_reminder_bounce(pk: int, place: int, *, reason: str, at: datetime) -> bool:
    """A reminder did not reach one of its readers."""
    # Locked, for two reports may come at once and both change the same two columns.
    row = Reminder.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    # The name of a mail tells the place of its reader in `recipients`, so that a
    # Message-ID gives no address away.
    if row is None or place >= len(row.recipients):
        return False
    address = row.recipients[place]
    row.refused[address] = reason[:2000]
    row.reached = [one for one in row.reached if one != address]
    # Only when nobody has it: a reminder that one of two readers got is done with.
    if not row.reached and len(row.refused) == len(row.recipients):
        row.refused_at, row.last_error = at, reason[:2000]
    row.save(update_fields=["refused", "reached", "refused_at", "last_error"])
    return True


def record_digest_bounce(pk: int, *, reason: str, at: datetime) -> bool:
    """A mail with many reminders did not arrive."""
    changed = Digest.objects.filter(pk=pk).update(
        refused_at=at, last_error=reason[:2000]
    )
    return bool(changed)


def issue_bounce_recorder(
    model: type[Advice] | type[Invitation],
) -> Callable[..., bool]:
    """For a mail with a link: it did not arrive, unless a new link was sent since."""

    def note(pk: int, issue: int, *, reason: str, at: datetime) -> bool:
        # What came back of an earlier link says nothing about the address that the new
        # one went to.
        rows = model._default_manager.filter(pk=pk, issue=issue)
        changed = rows.filter(sent_at__isnull=False).update(
            sent_at=None, refused_at=at, last_error=reason[:2000]
        )
        return bool(changed)

    return note


BOUNCE_RECORDERS: dict[str, Callable[..., bool]] = {
    "delivery": record_letter_bounce,
    "reminder": record_reminder_bounce,
    "digest": record_digest_bounce,
    "advice": issue_bounce_recorder(Advice),
    "invitation": issue_bounce_recorder(Invitation),
}
"""By the first word of the name of a mail; the numbers after it tell which."""
