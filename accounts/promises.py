"""Keeping promises (ADR 4): each row is sent once, and a worker is woken for it.

A row is locked, handed to the mail server and marked in one transaction. A worker
that dies before the mail server has it leaves the promise open; a worker that dies
between the server's answer and the commit sends again, with the same Message-ID, by
which mail servers and readers recognise the double.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from kombu.exceptions import OperationalError

from accounts.models.promise import Promise

log = structlog.get_logger(__name__)

LONGEST_PAUSE = timedelta(hours=6)


@transaction.atomic
def send_next(
    model: type[Promise], compose: Callable[..., EmailMessage], *, at: datetime
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


def postpone(row: Promise, error: Exception, *, at: datetime) -> None:
    """Try again later: after 1, 2, 4 … minutes, at most six hours apart."""
    log.exception("sending_failed", what=str(row), attempts=row.attempts)
    pause = timedelta(minutes=2 ** min(row.attempts - 1, 10))
    row.send_after = at + min(pause, LONGEST_PAUSE)
    row.last_error = f"{type(error).__name__}: {error}"[:2000]


def message_id(name: str) -> str:
    """The Message-ID of what is called so: the same for each try to send it."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<{name}@{domain}>"


def wake_after_commit(task: str) -> None:
    """Once this transaction is committed, ask a worker to do what is due."""
    transaction.on_commit(lambda: wake(task), robust=True)


def wake(task: str) -> None:
    """Ask a worker to send now.

    The promise is the row, not this message: when Redis is down, the sweep that beat
    starts every minute sends it later.
    """
    try:
        current_app.send_task(task, retry=False)
    except OperationalError as error:
        log.warning("broker_is_down", error=str(error))
