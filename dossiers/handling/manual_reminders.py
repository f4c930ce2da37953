"""Reminding by hand: the applicant of open questions, or a colleague of his case."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import User
from dossiers.cases.transitions import lock_case, roles_of
from dossiers.errors import NotAllowed
from dossiers.models import Case, InformationRequest, Reminder, ReminderKind
from dossiers.reminders.promising import queue_reminder
from dossiers.reminders.recipients import (
    Recipients,
    case_applicant_recipients,
    handler_recipients,
)
from dossiers.states import OPEN, Role
from procedures.counting.legal_day import legal_day


class ManualReminder(NamedTuple):
    """What would be sent: its kind and the day it is about."""

    kind: ReminderKind
    fact_on: date

    @property
    def is_for_applicant(self) -> bool:
        return self.kind != ReminderKind.NUDGE


@transaction.atomic
def send_manual_reminder(case: Case, *, by: Actor, at: datetime) -> ManualReminder:
    """Remind whoever must act: the applicant of an open request, else the handler.

    Nothing happens to the case, so there is no event. Raises `NotAllowed` for who is
    no case handler, a case that has ended, and when there is nobody to remind or it
    was done already.
    """
    # Not `lock_for`: nothing in the table of states opens or shuts a reminder, and no
    # date is written.
    lock_case(case)
    if Role.HANDLER not in roles_of(by, case):
        raise NotAllowed(_("Only a case handler reminds of a case."))
    request = request_waited_for(case)
    if reason := why_nobody_to_remind(case, request, by.person):
        raise NotAllowed(reason, case.events.last())
    # Under the lock, so that two who press at once send one mail.
    sent = sent_reminders([case]).get(case.pk, set())
    found = next_manual_reminder(request, sent, legal_day(at))
    if found is None:
        raise NotAllowed(_("This was reminded of already."))
    to = _reminder_recipient(case, found, on=legal_day(at))
    queue_reminder(found.kind, case, to=to, at=at, fact_on=found.fact_on)
    return found


def why_nobody_to_remind(
    case: Case, request: InformationRequest | None, by: User
) -> str:
    """Why there is nobody to remind; empty when there is."""
    if case.state not in OPEN:
        return _("The case has ended.")
    if request:
        return ""
    if case.handler_id is None:
        return _("Nobody handles this case yet: assign it.")
    return _("You handle this case yourself.") if case.handler_id == by.pk else ""


def next_manual_reminder(
    request: InformationRequest | None,
    sent: set[tuple[str, date]],
    today: date,
) -> ManualReminder | None:
    """The first reminder that was not sent yet, by hand or by itself; else None."""
    if request is None:
        kinds, fact_on = [ReminderKind.NUDGE], today
    elif request.answer_by < today:
        kinds, fact_on = [ReminderKind.ANSWER_MISSED], request.answer_by
    else:
        fact_on = request.answer_by
        kinds = [ReminderKind.ANSWER_7, ReminderKind.ANSWER_1]
    # The kinds of the round, so that what was reminded by hand is not reminded once
    # more by itself.
    new = [kind for kind in kinds if (kind, fact_on) not in sent]
    return ManualReminder(new[0], fact_on) if new else None


def sent_reminders(cases: list[Case]) -> dict[int, set[tuple[str, date]]]:
    """What each case was reminded of, by one query."""
    found: dict[int, set[tuple[str, date]]] = {}
    rows = Reminder.objects.filter(case__in=cases)
    for case, kind, fact_on in rows.values_list("case_id", "kind", "fact_on"):
        found.setdefault(case, set()).add((kind, fact_on))
    return found


def request_waited_for(case: Case) -> InformationRequest | None:
    """The request that the case waits for, the one with the last answer date."""
    rows = InformationRequest.objects.open().filter(application=case.application_id)
    return rows.order_by("answer_by", "asked_at").last()


def _reminder_recipient(case: Case, found: ManualReminder, *, on: date) -> Recipients:
    if found.is_for_applicant:
        return case_applicant_recipients(case, on=on)
    return handler_recipients([case], on=on)[case.pk]
