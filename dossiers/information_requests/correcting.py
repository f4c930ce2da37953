"""Correcting a slip of one's own in what was filed; nobody asked for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import InputRefused
from applications.text_input.typed import as_text
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.cases.versions import file_open_supplement
from dossiers.correspondence.letters import queue_letter
from dossiers.errors import NotAllowed
from dossiers.facts.request_facts import CorrectedFacts
from dossiers.information_requests.acts import CORRECT
from dossiers.information_requests.answering import supplement_facts
from dossiers.models import Case, Event, LetterKind
from dossiers.reminders.promising import inform_handler
from dossiers.reminders.recipients import filing_recipients
from procedures.counting.legal_day import legal_day

CORRECTION_MAX = 5_000


@transaction.atomic
def file_correction(case: Case, *, reason: str, by: Actor, at: datetime) -> Event:
    """File the corrected form. It stops no clock, for nothing was asked (Awb 4:15).

    In a combination it is the form of both cases. Raises `NotAllowed` in another state,
    for strangers and when nothing was changed; `Refused` when the reason is missing or
    too long; `Incomplete` and `NotSigned` of `applications.errors`.
    """
    lock_for(CORRECT, case, by=by, at=at)
    reason = as_text(reason).strip()
    if not reason:
        raise InputRefused(_("Say what was wrong."))
    if len(reason) > CORRECTION_MAX:
        words = _("A text here has at most %(limit)d characters. Shorten it.")
        raise InputRefused(words % {"limit": CORRECTION_MAX})
    # Not `return_to_draft` as with an answer: the table lets nobody correct while a
    # decision is prepared.
    filed = file_open_supplement(case, by=by, at=at)
    if filed is None:
        message = _("Nothing in the form differs from what was filed.")
        raise NotAllowed(message, case.events.last())
    facts = CorrectedFacts(reason=reason, **supplement_facts(filed))
    event = apply_transition(CORRECT, case, by=by, at=at, facts=facts)
    to = filing_recipients(case, by.person, on=legal_day(at))
    queue_letter(LetterKind.CORRECTION, event, to=to, at=at)
    inform_handler(event, at=at)
    return event
