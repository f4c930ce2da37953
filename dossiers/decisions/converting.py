"""Treating a filing as another procedure (Besluit ggo 2.19 lid 6, 2.39 lid 3)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import SYSTEM
from dossiers.cases.numbering import case_number, open_dossier
from dossiers.cases.transitions import apply_transition, lock_case
from dossiers.correspondence.letters import queue_letter
from dossiers.decisions.conversion import case_converted_into, conversion_procedures
from dossiers.errors import NotAllowed
from dossiers.facts.filing_facts import ReceivedFacts
from dossiers.facts.handling_facts import HandlerFacts
from dossiers.handling.acts import TAKE_UP
from dossiers.handling.taking_up import handler_named
from dossiers.models import Case, Dossier, LetterKind, ReminderKind
from dossiers.reminders.promising import queue_reminder
from dossiers.reminders.recipients import case_applicant_recipients, handler_recipients
from dossiers.states import Act, Part, State
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.models import Procedure


@transaction.atomic
def open_converted_case(
    case: Case, procedure: Procedure, *, on: date, at: datetime
) -> Case:
    """Open the case as which a filing goes on, under another row of the law.

    The filing is the same: its content, its day of receipt and the requests that took
    days out of its term. Whether the new term might begin later is a doubt for a
    jurist; counted from the first receipt BGGO's day is never later than it may be.

    Call it when the decision by which `case` became `converted` was made known, which
    was `on` a day: on that day work under a notification may start (2.39 lid 3). Gives
    the new case; raises `NotAllowed` when the case may not become this, or has done so
    already.
    """
    # Whoever puts the making known on record holds the lock already; asked again, so
    # that this act stands by itself too.
    lock_case(case)
    refuse_conversion(case, procedure)
    new = _converted_case(case, procedure, at=at)
    new.treated_on = on
    facts = ReceivedFacts(
        content_sha256=case.application.content_sha256,
        treated_from=case.label,
        procedure=procedure.key,
        received_at=case.received_at,
        treated_on=on,
    )
    event = apply_transition(Act.RECEIVE, new, by=SYSTEM, at=at, facts=facts)
    # Who left takes nothing along; the new case waits for a handler like any other.
    if case.handler and case.handler.is_active:
        keep_handler(case, new, at=at)
    application = new.application
    # Added behind: the first is the number that people know.
    application.filed_as = [*application.filed_as, new.label]
    application.save(update_fields=["filed_as"])
    to = case_applicant_recipients(case, on=legal_day(at))
    queue_letter(LetterKind.RECEIPT, event, to=to, at=at)
    return new


def keep_handler(case: Case, new: Case, *, at: datetime) -> None:
    """Who handled the filing goes on with it, and hears so with the new last day."""
    # Before the event, whose facts name the handler.
    new.handler = case.handler
    facts = HandlerFacts(treated_from=case.label, **handler_named(new))
    event = apply_transition(TAKE_UP, new, by=SYSTEM, at=at, facts=facts)
    today = legal_day(at)
    to = handler_recipients([new], on=today)[new.pk]
    queue_reminder(ReminderKind.TREATED, new, to=to, at=at, fact_on=today, event=event)


def refuse_conversion(case: Case, procedure: Procedure) -> None:
    """See that a case has just ended as one that goes on under this row."""
    message = ""
    if case.state != State.CONVERTED:
        message = _("The case is %(state)s: decide first that it is treated otherwise.")
    elif new := case_converted_into(case):
        message = _("It is treated as %(number)s already.") % {"number": new.label}
    elif procedure not in conversion_procedures(
        case, law.current_law(), legal_day(case.received_at)
    ):
        message = _("This case cannot be treated as “%(procedure)s”.")
    if message:
        words = {"state": case.get_state_display(), "procedure": procedure.name}
        raise NotAllowed(message % words, case.events.last())


def _converted_case(case: Case, procedure: Procedure, *, at: datetime) -> Case:
    """The new case, not saved yet, with the number that it takes."""
    new = Case(
        organisation_id=case.organisation_id,
        application=case.application,
        procedure=procedure,
        part=Part.CONVERTED,
        title=case.title,
        state=State.RECEIVED,
        received_at=case.received_at,
        changed_at=at,
    )
    new.dossier, new.follow_number = _new_dossier(case, procedure), 0
    new.number = case_number(new.dossier, new.follow_number)
    return new


def _new_dossier(case: Case, procedure: Procedure) -> Dossier:
    """A dossier of its own: the level is part of the number.

    The year in a number is that of receipt, and the filing was received then; so it
    takes the next serial of that year, also when the decision falls in a later one.
    """
    tag = procedure.number_tag
    return open_dossier(case.application, tag, at=case.received_at)
