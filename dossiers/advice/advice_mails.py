"""The mails to advisers. Each has the personal link, which is stored nowhere."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.mailing import portal_mail
from dossiers.advice.advice_link import link_token
from dossiers.cases.act_definition import facts_of
from dossiers.models import Advice, Reminder, ReminderKind

SUBJECTS = {
    "question": lambda: _("%(number)s: your advice is asked, before or on %(day)s"),
    ReminderKind.ADVICE_3: lambda: _("%(number)s: your advice is due on %(day)s"),
    ReminderKind.ADVICE_LATE: lambda: _("%(number)s: your advice was due on %(day)s"),
}


def advice_mail(advice: Advice, *, at: datetime) -> EmailMessage:
    """The question with the link, in the language that the handler chose."""
    name = f"advice-{advice.pk}-{advice.issue}"
    return _adviser_mail(advice, "question", name, at=at)


def advice_reminder_mail(reminder: Reminder, *, at: datetime) -> EmailMessage:
    """A reminder to an adviser: the event is that of the question."""
    # A reminder has no column for the advice. The event of the question names it, and
    # makes it one reminder an adviser instead of one a case.
    advice = Advice.objects.select_related("case").get(
        pk=facts_of(reminder.event).advice  # type: ignore[arg-type]
    )
    return _adviser_mail(advice, reminder.kind, f"reminder-{reminder.pk}", at=at)


def _adviser_mail(
    advice: Advice, what: str, name: str, *, at: datetime
) -> EmailMessage:
    """A plain mail. Its Message-ID follows from the row, to recognise a second copy."""
    with translation.override(advice.language):
        words = {"advice": advice, "case": advice.case, "link": personal_link(advice)}
        day = date_format(advice.advise_by, "j F Y")
        subject = SUBJECTS[what]() % {"number": advice.case.label, "day": day}
        body = render_to_string(f"dossiers/mails/advice-{what}.txt", words)
    return portal_mail(name, to=advice.email, subject=subject, body=body, at=at)


def personal_link(advice: Advice) -> str:
    """The personal link, in the active language."""
    return f"{settings.PORTAL_URL}{reverse('advice', args=[link_token(advice)])}"
