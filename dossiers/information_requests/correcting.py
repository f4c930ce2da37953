"""Correcting a slip of one's own in what was filed; nobody asked for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.errors import Refused
from applications.text_input.typed import as_text
from dossiers.cases.transitions import enter, move
from dossiers.cases.versioning import take_in
from dossiers.correspondence.letters import promise_letter
from dossiers.errors import NotAllowed
from dossiers.information_requests.answering import told_of
from dossiers.models import Case, Event, LetterKind
from dossiers.reminders.promising import inform
from dossiers.reminders.recipients import of_filing
from dossiers.states import Act
from procedures.counting.legal_day import legal_day

REASON_MAX = 5_000


@transaction.atomic
def correct(case: Case, *, reason: str, by: Actor, at: datetime) -> Event:
    """File the corrected form. It stops no clock, for nothing was asked (Awb 4:15).

    In a combination it is the form of both cases. Raises `NotAllowed` in another state,
    for strangers and when nothing was changed; `Refused` when the reason is missing or
    too long; `Incomplete` and `NotSigned` of `applications.errors`.
    """
    enter(Act.CORRECT, case, by=by, at=at)
    reason = as_text(reason).strip()
    if not reason:
        raise Refused(_("Say what was wrong."))
    if len(reason) > REASON_MAX:
        words = _("A text here has at most %(limit)d characters. Shorten it.")
        raise Refused(words % {"limit": REASON_MAX})
    filed = take_in(case, by=by, at=at)
    if filed is None:
        message = _("Nothing in the form differs from what was filed.")
        raise NotAllowed(message, case.events.last())
    facts = {"reason": reason, **told_of(filed)}
    event = move(Act.CORRECT, case, by=by, at=at, facts=facts)
    to = of_filing(case, by.person, on=legal_day(at))
    promise_letter(LetterKind.CORRECTION, event, to=to, at=at)
    inform(event, at=at)
    return event
