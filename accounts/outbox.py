"""Keeping promises (ADR 4): each row is sent once, and a worker is woken for it.

A row is locked, handed to the mail server and marked in one transaction. A worker
that dies before the mail server has it leaves the promise open; a worker that dies
between the server's answer and the commit sends again, with the same Message-ID, by
which mail servers and readers recognise the double.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import TypeVar, cast

import structlog
from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.core.mail import EmailMessage
from django.db import transaction
from kombu.exceptions import OperationalError

from accounts.models.unseen_work import Promise

log = structlog.get_logger(__name__)

LONGEST_PAUSE = timedelta(hours=6)
PERMANENT = range(500, 600)
"""The answers of a mail server after which trying again makes no sense (RFC 5321)."""

Row = TypeVar("Row", bound=Promise)


def send_next(
    model: type[Row], compose: Callable[..., EmailMessage], *, at: datetime
) -> Row | None:
    """Send the next due row that nobody else is sending; None when there is none."""

    def send(row: Row, *, at: datetime) -> None:
        compose(row, at=at).send()
        row.sent_at = at

    return fulfil_next(model, send, at=at)


@transaction.atomic
def fulfil_next(
    model: type[Row], keep: Callable[..., None], *, at: datetime
) -> Row | None:
    """Do what the next due row promises; None when there is none that is free.

    `keep` marks the row. When it raises, the row is tried later; when the mail server
    refused it for good, no more.
    """
    rows = model._default_manager.due(at).order_by("send_after", "pk")
    # SKIP LOCKED: many workers send side by side and none waits for the mail server of
    # another.
    free = rows.select_for_update(skip_locked=True, of=("self",))
    row = cast(Row | None, free.first())
    if row is None:
        return None
    row.attempts += 1
    try:
        # A savepoint: what `keep` wrote before it failed is undone, but the count of
        # tries is kept.
        with transaction.atomic():
            keep(row, at=at)
    except Exception as error:  # one that cannot be sent must not hold up the others
        note_failure(row, error, at=at)
        # The limit arrives as an exception in whatever runs, so it is caught here too;
        # `require_time` then ends the task.
        row.is_cut_off = isinstance(error, SoftTimeLimitExceeded)
    row.save(update_fields=row.KEPT_IN)
    return row


def require_time(row: Promise) -> None:
    """Go on to the next row only while the task has time.

    Raises `SoftTimeLimitExceeded` when it was up while this row was tried. The row is
    put off by then, so that the next task begins with another. Call it outside the
    transaction that keeps that.
    """
    if row.is_cut_off:
        raise SoftTimeLimitExceeded


def note_failure(row: Promise, error: Exception, *, at: datetime) -> None:
    """Note why, and when to try again: never after a refusal for good."""
    row.last_error = failure_reason(error)[:2000]
    if is_refusal(error):
        log.warning("mail_refused", what=str(row), reason=row.last_error)
        row.refused_at = at
    else:
        log.exception("sending_failed", what=str(row), attempts=row.attempts)
        row.send_after = at + retry_pause(row.attempts)


def retry_pause(attempts: int) -> timedelta:
    """How long until the next try: 1, 2, 4 … minutes, at most six hours."""
    # The inner bound keeps the power small: after months of tries it would be beyond
    # any timedelta.
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)


def is_refusal(error: Exception) -> bool:
    """Did the mail server refuse this message or its addressee for good?

    A refusal of the sender or of the password is of the portal's own settings: that
    passes once they are mended.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return all(code in PERMANENT for code, _ in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code in PERMANENT


def failure_reason(error: Exception) -> str:
    """The answer of the mail server, or what went wrong, in one line."""
    if isinstance(error, SMTPRecipientsRefused):
        answers = error.recipients.values()
        return "; ".join(
            server_answer(code, server_text) for code, server_text in answers
        )
    if isinstance(error, SMTPDataError):
        return server_answer(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"


def server_answer(code: int, server_text: bytes | str) -> str:
    """What a mail server answered: its code and its words."""
    words = (
        server_text.decode(errors="replace")
        if isinstance(server_text, bytes)
        else server_text
    )
    return f"{code} {words}"


def wake_after_commit(task: str) -> None:
    """Once this transaction is committed, ask a worker to do what is due."""
    # Robust: a broker that fails must not turn a committed act into an error page.
    transaction.on_commit(lambda: wake_worker(task), robust=True)


def wake_worker(task: str) -> None:
    """Ask a worker to send now.

    The promise is the row, not this message: when Redis is down, the sweep that beat
    starts every minute sends it later. How long it may take is for the worker to say;
    Celery would send the limits of the one who asks along.
    """
    limits = {"soft_time_limit": None, "time_limit": None}
    try:
        # No retry: a person is waiting, and beat finds the row within a minute.
        current_app.send_task(task, retry=False, **limits)
    except OperationalError as error:
        log.warning("broker_is_down", error=str(error))
