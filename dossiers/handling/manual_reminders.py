"""Reminding by hand: the applicant of open questions, or a colleague of his case."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import User
from dossiers.cases.transitions import lock, roles
from dossiers.errors import NotAllowed
from dossiers.models import Case, InformationRequest, Reminder, ReminderKind
from dossiers.reminders.promising import remind
from dossiers.reminders.recipients import Reader, applicant, handlers
from dossiers.states import OPEN, Role
from procedures.counting.legal_day import legal_day


class Nudge(NamedTuple):
    """What would be sent: its kind and the day it is about."""

    kind: ReminderKind
    fact_on: date

    @property
    def is_for_applicant(self) -> bool:
        """Or else for the handler."""
        return self.kind != ReminderKind.NUDGE


@transaction.atomic
def nudge(case: Case, *, by: Actor, at: datetime) -> Nudge:
    """Remind whoever must act: the applicant of an open request, else the handler.

    Nothing happens to the case, so there is no event. Raises `NotAllowed` for who is
    no case handler, a case that has ended, and when there is nobody to remind or it
    was done already.
    """
    lock(case)
    if Role.HANDLER not in roles(by, case):
        raise NotAllowed(_("Only a case handler reminds of a case."))
    request = case_request(case)
    if reason := why_not(case, request, by.person):
        raise NotAllowed(reason, case.events.last())
    sent = told([case]).get(case.pk, set())
    found = next_nudge(request, sent, legal_day(at))
    if found is None:
        raise NotAllowed(_("This was reminded of already."))
    to = _reader(case, found, on=legal_day(at))
    remind(found.kind, case, to=to, at=at, fact_on=found.fact_on)
    return found


def why_not(case: Case, request: InformationRequest | None, by: User) -> str:
    """Why there is nobody to remind; empty when there is."""
    if case.state not in OPEN:
        return _("The case has ended.")
    if request:
        return ""
    if case.handler_id is None:
        return _("Nobody handles this case yet: assign it.")
    return _("You handle this case yourself.") if case.handler_id == by.pk else ""


def next_nudge(
    request: InformationRequest | None,
    sent: set[tuple[str, date]],
    today: date,
) -> Nudge | None:
    """The first reminder that was not sent yet, by hand or by itself; else None."""
    if request is None:
        kinds, fact_on = [ReminderKind.NUDGE], today
    elif request.answer_by < today:
        kinds, fact_on = [ReminderKind.ANSWER_MISSED], request.answer_by
    else:
        fact_on = request.answer_by
        kinds = [ReminderKind.ANSWER_7, ReminderKind.ANSWER_1]
    new = [kind for kind in kinds if (kind, fact_on) not in sent]
    return Nudge(new[0], fact_on) if new else None


def told(cases: list[Case]) -> dict[int, set[tuple[str, date]]]:
    """What each case was reminded of, by one query."""
    found: dict[int, set[tuple[str, date]]] = {}
    rows = Reminder.objects.filter(case__in=cases)
    for case, kind, fact_on in rows.values_list("case_id", "kind", "fact_on"):
        found.setdefault(case, set()).add((kind, fact_on))
    return found


def case_request(case: Case) -> InformationRequest | None:
    """The request that the case waits for, the one with the last answer date."""
    rows = InformationRequest.objects.open().filter(application=case.application_id)
    return rows.order_by("answer_by", "asked_at").last()


def _reader(case: Case, found: Nudge, *, on: date) -> Reader:
    if found.is_for_applicant:
        return applicant(case, on=on)
    return handlers([case], on=on)[case.pk]
