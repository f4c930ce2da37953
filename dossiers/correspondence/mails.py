"""The mails that go with letters and reminders."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import mailing
from dossiers.cases.act_definition import decided_in, definition_of, facts_of
from dossiers.cases.announcement import is_unsent
from dossiers.cases.timeline import actor_in_words
from dossiers.facts.decision_facts import ObjectionKind
from dossiers.models import (
    Case,
    Delivery,
    Event,
    Letter,
    LetterKind,
    Reminder,
    ReminderKind,
)
from dossiers.states import Kind
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law

CASE_DATE_LABELS = {field.name: field.verbose_name for field in Case._meta.fields}
SUBJECTS: dict[str, Callable[[], str]] = {
    LetterKind.RECEIPT: lambda: _("%(number)s: acknowledgement of receipt"),
    LetterKind.OBJECTION: lambda: _("%(number)s: decision on your notification"),
    LetterKind.DECISION: lambda: _("%(number)s: our decision"),
    LetterKind.REQUEST: lambda: _("%(number)s: we need further information"),
    LetterKind.ANSWER: lambda: _("%(number)s: your answer was received"),
    LetterKind.CORRECTION: lambda: _("%(number)s: your correction was received"),
    LetterKind.WITHDRAWAL: lambda: _("%(number)s: your withdrawal"),
    LetterKind.RENEWAL: lambda: _("%(number)s: more time to answer our questions"),
    LetterKind.REVOCATION: lambda: _("%(number)s: our questions are withdrawn"),
    LetterKind.EXTENSION: lambda: _("%(number)s: the term is extended"),
    LetterKind.NOTICE: lambda: _("%(number)s: your notice of default"),
    LetterKind.PENALTY: lambda: _("%(number)s: penalty for the late decision"),
    ReminderKind.WINDOW_7: lambda: _(
        "%(number)s: refusing to agree possible until %(day)s"
    ),
    ReminderKind.WINDOW_1: lambda: _(
        "%(number)s: window of article 2.19 ends tomorrow"
    ),
    ReminderKind.MAY_START: lambda: _("%(number)s: work may start on %(day)s"),
    ReminderKind.DATES_CHANGED: lambda: _("%(number)s: the dates have changed"),
    ReminderKind.ANSWER_7: lambda: _("%(number)s: answer us by %(day)s"),
    ReminderKind.ANSWER_1: lambda: _("%(number)s: answer us by %(day)s"),
    ReminderKind.ANSWER_MISSED: lambda: _("%(number)s: we miss your answer"),
    ReminderKind.EXITS: lambda: _("%(number)s: no answer by %(day)s"),
    ReminderKind.CLOCK_RUNS: lambda: _("%(number)s: no answer, the clock runs on"),
    ReminderKind.REVIEW: lambda: _("%(number)s: review the assessment by %(day)s"),
    ReminderKind.DUE_7: lambda: _("%(number)s: decision due on %(day)s"),
    ReminderKind.DUE_1: lambda: _("%(number)s: decision due on %(day)s"),
    ReminderKind.OVERDUE: lambda: _("%(number)s: decision overdue since %(day)s"),
    ReminderKind.UNASSIGNED: lambda: _("%(number)s: nobody handles this case"),
    ReminderKind.NUDGE: lambda: _("%(number)s: a colleague reminds you of this case"),
    ReminderKind.SIGNATURE: lambda: _("%(number)s: a decision waits for a signature"),
    ReminderKind.SENT_BACK: lambda: _("%(number)s: your decision was sent back"),
    ReminderKind.INFORMED: lambda: _("%(number)s: something was filed"),
    ReminderKind.UNDELIVERED: lambda: _("%(number)s: a letter did not arrive"),
    ReminderKind.NOT_RECEIVED: lambda: _("%(number)s: our letter did not arrive"),
    ReminderKind.ROUND_FAILED: lambda: _("%(number)s: the regular round failed"),
    ReminderKind.GROUND_LOST: lambda: _("%(number)s: decide on it by itself"),
    ReminderKind.TREATED: lambda: _("%(number)s: yours, as another procedure"),
}


def mail_subject(row: Letter | Reminder) -> str:
    """The subject of a mail: what happened, of a decision which, and what to do."""
    event = row.event
    if event is None:
        return SUBJECTS[row.kind]()
    if row.kind == ReminderKind.INFORMED and (news := definition_of(event).news):
        return str(news)
    if row.kind in (LetterKind.OBJECTION, LetterKind.DECISION):
        # Before what kind of decision it is: whoever reads no further than the subject
        # must stop.
        if has_work_to_stop(event):
            return _("%(number)s: do not start the work, or stop it at once")
        if is_objection(event):
            return _("%(number)s: other containment for your work")
        if name := name_of_decision(event):
            # The words are filled in by `%` in `case_mail`, so what a name has of these
            # signs is doubled.
            return f"%(number)s: {name.replace('%', '%%')}"
    return SUBJECTS[row.kind]()


def decision_first_line(letter: Letter) -> str:
    """The first line of the mail with a decision: what it is, and what to do."""
    event = letter.event
    if letter.kind not in (LetterKind.OBJECTION, LetterKind.DECISION):
        return ""
    with translation.override(letter.language):
        name = name_of_decision(event)
        lines = [_("Our decision: %(name)s.") % {"name": name}] if name else []
        if has_work_to_stop(event):
            # First, above the name of the decision: some mail programs show one line.
            lines.insert(0, _("Do not start the work, or stop it at once."))
        elif is_objection(event):
            words = _("Only work with the containment that we assign: %(what)s.")
            facts = facts_of(event)
            assigned = filter(None, (facts.level, facts.cfi))
            lines.append(words % {"what": ", ".join(assigned)})
        lines.append(_("Why, and how you can object, is in the letter."))
        return " ".join(lines)


def is_objection(event: Event) -> bool:
    """Was a notification objected to (Besluit ggo 2.19)?"""
    decision = decided_in(event)
    return decision is not None and decision.is_objection


def has_work_to_stop(event: Event) -> bool:
    """Does what was decided on a notification end work that may have begun?

    Besluit ggo 2.19 lid 5, 6 and 8. Who asked for a permit had not begun.
    """
    decision = decided_in(event)
    if decision is None:
        return False
    if decision.is_objection:
        return decision.kind == ObjectionKind.CANNOT_AGREE
    return not decision.is_on_request and event.case.kind == Kind.NOTIFICATION


def name_of_decision(event: Event) -> str:
    """What kind of decision it is, in the active language; empty when unknown."""
    decision = decided_in(event)
    if decision is None:
        return ""
    kinds = law.current_law().decisions_on(legal_day(event.at))
    kind = kinds.get(decision.template)
    return kind.name if kind else ""


def letter_mail(delivery: Delivery, *, at: datetime) -> EmailMessage:
    """A mail with the letter's PDF to one of its addressees."""
    letter = delivery.letter
    name = f"delivery-{delivery.pk}"
    words = {"letter": letter, "news": decision_first_line(letter)}
    message = case_mail(letter, "letter", words, name=name, to=delivery.address, at=at)
    with letter.file.open() as pdf:
        message.attach(letter.filename, pdf.read(), "application/pdf")
    return message


def reminder_mail(reminder: Reminder, address: str, *, at: datetime) -> EmailMessage:
    """A mail that reminds one of its readers; a name in it is for Bureau GGO."""
    event = reminder.event
    words = {
        "day": reminder.fact_on,
        "runs_on_from": runs_on_from(reminder),
        "event": event,
        "by": actor_in_words(event, to_bureau=True) if event else "",
        "changes": readable_date_changes(event),
        "missed": letters_not_received(reminder),
        "is_secret": reminder.kind == ReminderKind.NOT_RECEIVED and is_secret(event),
    }
    # The Message-ID is made of it: the same for a second copy, another for each reader.
    name = f"reminder-{reminder.pk}-{reminder.recipients.index(address)}"
    return case_mail(reminder, reminder.kind, words, name=name, to=address, at=at)


ABOUT_ANSWERS = {
    ReminderKind.ANSWER_7,
    ReminderKind.ANSWER_1,
    ReminderKind.ANSWER_MISSED,
    ReminderKind.CLOCK_RUNS,
}


def runs_on_from(reminder: Reminder) -> date | None:
    """The day from which the clock runs on without an answer; None where it waits."""
    if reminder.kind not in ABOUT_ANSWERS:
        return None
    return reminder.case.procedure.runs_on_from(reminder.fact_on)


def letters_not_received(reminder: Reminder) -> list[Letter]:
    """The letters of its event, of a reminder that one did not arrive."""
    if reminder.kind not in (ReminderKind.UNDELIVERED, ReminderKind.NOT_RECEIVED):
        return []
    letters = Letter.objects.filter(event=reminder.event)
    return list(letters.prefetch_related("deliveries"))


def is_secret(event: Event | None) -> bool:
    """Was what an act decided sent to nobody yet, so that nobody may know it?"""
    return bool(event and definition_of(event).is_decision and is_unsent(event.case))


def readable_date_changes(event: Event | None) -> list[dict[str, Any]]:
    """Which dates an event moved, for reading: `label`, `old` and `new`."""
    return [
        {
            "label": CASE_DATE_LABELS[change.date],
            "old": change.old,
            "new": change.new,
        }
        for change in (getattr(facts_of(event), "changes", []) if event else [])
    ]


def case_mail(
    row: Letter | Reminder,
    template: str,
    words: dict[str, Any],
    *,
    name: str,
    to: str,
    at: datetime,
) -> EmailMessage:
    """A plain mail in the reader's language, with an address to the case."""
    # The worker has no language; that of the reader was kept with the promise.
    with translation.override(row.language):
        words |= {"case": row.case, "url": case_url(row.case)}
        subject = mail_subject(row) % {
            "number": row.case.label,
            "day": day_of_mail(words),
        }
        body = render_to_string(f"dossiers/mails/{template}.txt", words)
    return mailing.portal_mail(name, to=to, subject=subject, body=body, at=at)


def day_of_mail(words: dict[str, Any]) -> str:
    """The date that a mail is about, in words; empty when it is about none."""
    found = words.get("day")
    return date_format(found, "j F Y") if found else ""


def case_url(case: Case) -> str:
    """The case's page, in the active language."""
    return f"{settings.PORTAL_URL}{reverse('case', args=[case.number])}"
