"""Taking a case in hand, taking it over, assessing a notification: acts and pages."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from dossiers.cases.act_page import ActPage, RemarkForm
from dossiers.cases.first_decision import why_not_assessed
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.errors import NotAllowed
from dossiers.facts.handling_facts import HandlerFacts, RemarkFacts
from dossiers.handling.acts import RECORD_NO_OBJECTION, TAKE_OVER, TAKE_UP
from dossiers.models import Case, Event
from dossiers.states import Act


@transaction.atomic
def take_up(case: Case, *, by: Actor, at: datetime) -> Event:
    """Take a case that nobody handles yet; whoever comes second is refused."""
    lock_for(TAKE_UP, case, by=by, at=at)
    case.handler = by.user
    return apply_transition(
        TAKE_UP, case, by=by, at=at, facts=HandlerFacts(**handler_named(case))
    )


@transaction.atomic
def take_over(case: Case, *, by: Actor, at: datetime) -> Event:
    """Take a case over from a colleague, who is named in the event."""
    lock_for(TAKE_OVER, case, by=by, at=at)
    # The table opens it, for it knows states and roles, not persons.
    if case.handler == by.user:
        raise NotAllowed(_("You handle this case already."), case.events.last())
    earlier = case.handler.name if case.handler else ""
    case.handler = by.user
    return apply_transition(
        TAKE_OVER,
        case,
        by=by,
        at=at,
        facts=HandlerFacts(earlier_handler=earlier, **handler_named(case)),
    )


def handler_named(case: Case) -> dict[str, Any]:
    """Who handles a case from now on, as its event keeps it."""
    handler = case.handler
    return {"handler": handler.pk, "handler_name": handler.name} if handler else {}


@transaction.atomic
def record_no_objection(case: Case, *, remark: str, by: Actor, at: datetime) -> Event:
    """Record that BGGO sees no ground for an objection.

    A notification gets no decision when all is well: the case stays open until the
    objection window has passed, and then closes by itself (Besluit ggo 2.19). Raises
    `NotAllowed` also where it rests on a 2.8 request that is not granted (yet).
    """
    lock_for(RECORD_NO_OBJECTION, case, by=by, at=at)
    # What rests on a 2.8 request ends by a decision of its own when that was not
    # granted (ADR 20).
    if words := why_not_assessed(case):
        raise NotAllowed(words, case.events.last())
    facts = RemarkFacts(remark=remark)
    return apply_transition(RECORD_NO_OBJECTION, case, by=by, at=at, facts=facts)


def can_be_assessed(case: Case) -> bool:
    """Does it rest on nothing that is still to be decided, or was refused?"""
    return not why_not_assessed(case)


PAGES: dict[Act, ActPage] = {
    TAKE_UP: ActPage(
        button=gettext_lazy("Take in handling"),
        lead=gettext_lazy("You become the handler. The applicant sees your name."),
        do=take_up,
        done=gettext_lazy("You are now the handler of this case."),
    ),
    TAKE_OVER: ActPage(
        button=gettext_lazy("Take over"),
        lead=gettext_lazy("You become the handler instead of your colleague."),
        do=take_over,
        done=gettext_lazy("You are now the handler of this case."),
    ),
    RECORD_NO_OBJECTION: ActPage(
        button=gettext_lazy("Record that no decision is needed"),
        lead=gettext_lazy(
            "A notification gets no decision when all is well. The case stays open "
            "until the window of article 2.19 has passed, and then closes by itself."
        ),
        do=record_no_objection,
        done=gettext_lazy("Recorded: no decision is needed."),
        form=RemarkForm,
        is_apt=can_be_assessed,
    ),
}
