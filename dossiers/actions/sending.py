"""Sending what was promised: letters and reminders, each once.

A row is locked, handed to the mail server and marked in one transaction. A worker
that dies before the mail server has it leaves the promise open; a worker that dies
between the server's answer and the commit sends again, with the same Message-ID, by
which mail servers and readers recognise the double.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMessage
from django.db import transaction

from dossiers.actions.lettering import make
from dossiers.mails import letter_mail, reminder_mail
from dossiers.models import Letter, Reminder
from dossiers.models.outgoing import Outgoing

log = structlog.get_logger(__name__)

LONGEST_PAUSE = timedelta(hours=6)


def send_due(*, at: datetime) -> int:
    """Make and send all that is due; how many left. Safe to run many at once."""
    sent = 0
    while send_next(Letter, compose_letter, at=at):
        sent += 1
    while send_next(Reminder, reminder_mail, at=at):
        sent += 1
    return sent


def compose_letter(letter: Letter, *, at: datetime) -> EmailMessage:
    """The mail that carries a letter; its PDF is made when it is not there yet."""
    return letter_mail(make(letter, at=at), at=at)


@transaction.atomic
def send_next(
    model: type[Outgoing], compose: Callable[..., EmailMessage], *, at: datetime
) -> bool:
    """Send the next due row that nobody else is sending; False when there is none."""
    rows = model.objects.due(at).order_by("send_after", "pk")
    row = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        return False
    row.attempts += 1
    try:
        with transaction.atomic():
            compose(row, at=at).send()
    except Exception as error:  # one that cannot be sent must not hold up the others
        postpone(row, error, at=at)
    else:
        row.sent_at = at
    row.save(update_fields=["attempts", "sent_at", "send_after", "last_error"])
    return True


def postpone(row: Outgoing, error: Exception, *, at: datetime) -> None:
    """Try again later: after 1, 2, 4 … minutes, at most six hours apart."""
    log.exception("sending_failed", what=str(row), attempts=row.attempts)
    pause = timedelta(minutes=2 ** min(row.attempts - 1, 10))
    row.send_after = at + min(pause, LONGEST_PAUSE)
    row.last_error = f"{type(error).__name__}: {error}"[:2000]
