"""Sending all that was promised and is due: letters, advice, reminders, each once.

And since when something that was promised waits.
"""

from collections.abc import Iterator
from datetime import datetime

from django.core.mail import EmailMessage

from accounts.models import Invitation
from accounts.models.unseen_work import Promise
from accounts.outbox import (
    failure_reason,
    fulfil_next,
    is_refusal,
    require_time,
    send_next,
)
from dossiers.advice.advice_mails import SUBJECTS, advice_mail, advice_reminder_mail
from dossiers.correspondence.alarms import tell_of_refusals
from dossiers.correspondence.letters import deliver_next, typeset_letter
from dossiers.correspondence.mails import reminder_mail
from dossiers.correspondence.making_known import record_what_was_made_known
from dossiers.models import Advice, Digest, Letter, Reminder
from dossiers.reminders.digest_mail import digest_mail
from dossiers.reminders.digests import settle_digested_reminders


def send_due(*, at: datetime) -> int:
    """Make and send all that is due; how many mails were tried. Many may run at once.

    A letter is made and kept before its mail is tried, so that it can be read in the
    portal also while no mail goes out.
    """
    # All letters before the first mail: a mail server that hangs then keeps no letter
    # from being read in the portal.
    while letter := fulfil_next(Letter, typeset_letter, at=at):
        require_time(letter)
    tried = sum(1 for _ in attempted_mails(at))
    # After the mails, and so for what went out just now as well as before.
    record_what_was_made_known(at=at)
    if tell_of_refusals(at=at):
        # Telling of refusals promises new mails; they need not wait for the next
        # minute.
        tried += sum(1 for _ in attempted_mails(at))
    return tried


def attempted_mails(at: datetime) -> Iterator[object]:
    """Each mail that is due, as it is tried, as long as the task has time."""
    for row in _send_everything(at):
        require_time(row)
        yield row


def _send_everything(at: datetime) -> Iterator[Promise]:
    while delivery := deliver_next(at=at):
        yield delivery
    while advice := send_next(Advice, advice_mail, at=at):
        yield advice
    while reminder := fulfil_next(Reminder, send_reminder, at=at):
        yield reminder
    while digest := send_next(Digest, digest_mail, at=at):
        settle_digested_reminders(at=at)
        yield digest


def send_reminder(reminder: Reminder, *, at: datetime) -> None:
    """Mail it to each of its readers who does not have it, one by one.

    Who refuses it for good is left out. Raises what stopped it; when nobody took it,
    the last refusal.
    """
    refused: Exception | None = None
    for address in reminder.recipients:
        # A try that was cut off half-way goes on where it was, and passes by who has
        # it.
        if address in reminder.reached or address in reminder.refused:
            continue
        try:
            compose_reminder(reminder, address, at=at).send()
        except Exception as error:
            # The mail server is down or slow: the rest would fail as well, and all of
            # it is tried again.
            if not is_refusal(error):
                raise
            refused, reminder.refused[address] = error, failure_reason(error)
        else:
            reminder.reached.append(address)
    if refused and not reminder.reached:
        raise refused
    reminder.sent_at = at


def compose_reminder(reminder: Reminder, address: str, *, at: datetime) -> EmailMessage:
    """The mail of a reminder; that to an adviser has the personal link."""
    if reminder.kind in SUBJECTS:
        return advice_reminder_mail(reminder, at=at)
    return reminder_mail(reminder, address, at=at)


PROMISED = {
    Letter: "created_at",
    Advice: "asked_at",
    Reminder: "created_at",
    Digest: "created_at",
    Invitation: "invited_at",
}
"""When each was promised; `send_after` moves on with every try that fails."""


def oldest_unsent() -> datetime | None:
    """When the oldest promise that is not kept yet was made; None when all are."""
    waiting = [
        model._default_manager.filter(sent_at=None, refused_at=None)
        .order_by(column)
        .values_list(column, flat=True)
        .first()
        for model, column in PROMISED.items()
    ]
    return min((at for at in waiting if at), default=None)
