"""Sending what was promised: letters and reminders, each once."""

from datetime import datetime

from django.core.mail import EmailMessage

from accounts.promises import send_next
from dossiers.actions.lettering import make
from dossiers.mails import letter_mail, reminder_mail
from dossiers.models import Letter, Reminder


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
