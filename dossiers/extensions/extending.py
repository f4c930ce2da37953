"""Extending the term of a case, once (Besluit ggo 2.20 lid 3, 2.21 lid 4)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from dossiers.cases.dates import case_dates, case_reckoning, clock_facts
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.correspondence.letters import queue_letter
from dossiers.errors import NotAllowed
from dossiers.extensions.acts import EXTEND
from dossiers.facts.date_facts import ExtendedFacts
from dossiers.models import Case, Event, LetterKind
from dossiers.reminders.recipients import case_applicant_recipients
from procedures.counting.legal_day import legal_day


@transaction.atomic
def extend_term(
    case: Case, *, days: int, reason: str, by: Actor, at: datetime
) -> Event:
    """Extend the term by 1 to the most days of its row, once, before it has ended.

    The applicant gets a letter with the reason, the old and the new last day. While the
    clock stands still there is no last day; the days are added all the same. Raises
    `NotAllowed` for a row that knows no extension, a second one, too many days, a term
    that is over, in another state, or by the wrong person.
    """
    lock_for(EXTEND, case, by=by, at=at)
    # After the lock, which may have derived the dates anew: whether the term is over is
    # asked of those.
    refuse_extension(case, days, legal_day(at))
    facts = ExtendedFacts(
        days=days,
        reason=reason,
        old=case.due_on,
        new=last_day_if_extended(case, days, legal_day(at)),
    )
    # A fact, and no change of the date: the clock counts it in with the next reckoning
    # (ADR 15).
    case.extension_days = days
    event = apply_transition(EXTEND, case, by=by, at=at, facts=facts)
    queue_letter(
        LetterKind.EXTENSION,
        event,
        to=case_applicant_recipients(case, on=legal_day(at)),
        at=at,
    )
    return event


def refuse_extension(case: Case, days: int, today: date) -> None:
    """Say why a term cannot be extended by so many days."""
    longest = case.procedure.extension_days
    message = ""
    if not longest:
        message = _("The law knows no extension for this procedure.")
    elif case.extension_days:
        message = _("The term was extended already: that can be done once.")
    # Without a last day the clock stands still, and what stands still is not over.
    elif case.due_on and today > case.due_on:
        message = _("The term ended on %(day)s; it cannot be extended any more.")
    elif not 1 <= days <= longest:
        message = _("The term can be extended by 1 to %(longest)s days.")
    if message:
        day = date_format(case.due_on, "j F Y") if case.due_on else ""
        words = {"day": day, "longest": longest}
        raise NotAllowed(message % words, case.events.last())


def last_day_if_extended(case: Case, days: int, today: date) -> date | None:
    """The last day of the term if it were extended so; None while it stands still."""
    supposing = clock_facts(case)._replace(extension_days=days)
    return case_dates(
        case, case_reckoning(case, today=today, supposing=supposing)
    ).due_on


def can_be_extended(case: Case) -> bool:
    """Does the law know an extension for it that was not used yet?"""
    return bool(case.procedure.extension_days) and not case.extension_days
