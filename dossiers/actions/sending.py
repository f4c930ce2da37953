"""Sending what was promised: letters, questions for advice, reminders, each once."""

from datetime import datetime

from django.core.mail import EmailMessage

from accounts.promises import send_next
from dossiers.actions.lettering import make
from dossiers.advice.mails import SUBJECTS, advice_mail, advice_reminder_mail
from dossiers.mails import letter_mail, reminder_mail
from dossiers.models import Advice, Letter, Reminder


def send_due(*, at: datetime) -> int:
    """Make and send all that is due; how many left. Safe to run many at once."""
    sent = 0
    while send_next(Letter, compose_letter, at=at):
        sent += 1
    while send_next(Advice, advice_mail, at=at):
        sent += 1
    while send_next(Reminder, compose_reminder, at=at):
        sent += 1
    return sent


def compose_letter(letter: Letter, *, at: datetime) -> EmailMessage:
    """The mail that carries a letter; its PDF is made when it is not there yet."""
    return letter_mail(make(letter, at=at), at=at)


def compose_reminder(reminder: Reminder, *, at: datetime) -> EmailMessage:
    """The mail of a reminder; that to an adviser has the personal link."""
    compose = advice_reminder_mail if reminder.kind in SUBJECTS else reminder_mail
    return compose(reminder, at=at)
