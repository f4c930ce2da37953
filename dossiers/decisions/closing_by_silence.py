"""How a notification ends without a decision."""

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import SYSTEM
from dossiers.cases.act_definition import rule_of
from dossiers.cases.dates import has_running_term, set_dates
from dossiers.cases.first_decision import has_lost_its_ground, why_not_assessed
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.daily_round.one_by_one import run_one_by_one
from dossiers.daily_round.troubles import record_step_result
from dossiers.decisions.acts import CLOSE_BY_SILENCE
from dossiers.errors import NotAllowed
from dossiers.facts.date_facts import SilenceFacts
from dossiers.models import Case, Event, Step
from dossiers.models.dossier import CaseQuerySet
from dossiers.states import Part
from procedures.counting.legal_day import legal_day
from procedures.models import ProcedureType


def close_silent_notifications(*, at: datetime) -> int:
    """Close every open notification whose objection window has passed; how many."""
    keys = list(
        silent_notifications(legal_day(at)).order_by("pk").values_list("pk", flat=True)
    )
    outcome = run_one_by_one(keys, partial(close_if_silent, at=at))
    return record_step_result(Step.CLOSE, outcome, at=at)


def silent_notifications(today: date) -> CaseQuerySet:
    """Open notifications in which BGGO can no longer object, seen on a day.

    The window of a KG in a combination begins with the 2.8 decision: no silence before.
    One that asks for consent ends in a decision (Besluit ggo 2.17 lid 3), and so does
    one whose 2.8 request was not granted.
    """
    # `window_passed` alone would find what waits for a signature too, only to be
    # refused, every hour.
    can_close = rule_of(CLOSE_BY_SILENCE).sources
    over = Case.objects.window_passed(today) | windowless_notifications(today)
    passed = over.filter(state__in=can_close)
    # In the query and once more in `close_by_silence`: here for the number of locks,
    # there for what happened since.
    passed = passed.filter(asks_consent=False).exclude(
        part=Part.FOLLOW_UP, first_decision_on=None
    )
    return passed.exclude(has_lost_its_ground(), part=Part.FOLLOW_UP)


def windowless_notifications(today: date) -> QuerySet[Case]:
    """Open permit applications that are treated as a notification of level II.

    There is no window for them (Besluit ggo 2.39 lid 3, 2.19 lid 2 onder b), so they
    close on the day after the applicant was told.
    """
    return Case.objects.open().filter(
        treated_on__lt=today,
        procedure__type=ProcedureType.KG,
        procedure__term_amount=0,
        procedure__objection_days=0,
    )


def close_if_silent(pk: int, *, at: datetime) -> bool:
    """Close one case, unless somebody acted on it in the meantime."""
    try:
        close_by_silence(Case.objects.get(pk=pk), at=at)
    # Not a trouble: somebody asked, objected or withdrew between the list and the lock.
    except NotAllowed:
        return False
    return True


@transaction.atomic
def close_by_silence(case: Case, *, at: datetime) -> Event:
    """Close a notification after the window of article 2.19 has passed in silence.

    Raises `NotAllowed` as long as BGGO may still object, and when the case is closed.
    """
    lock_for(CLOSE_BY_SILENCE, case, by=SYSTEM, at=at)
    # A date that follows from the day it is may wait for the round to derive it.
    set_dates(case, at=at)
    until = case.objection_until if has_running_term(case) else case.treated_on
    # Through the last day BGGO may object, so it closes from the day after (Besluit ggo
    # 2.19 lid 2).
    if until is None or until >= legal_day(at) or is_never_silent(case):
        message = _("The window of article 2.19 runs through %(day)s.") % {"day": until}
        raise NotAllowed(message, case.events.last())
    facts = SilenceFacts(objection_until=until)
    return apply_transition(CLOSE_BY_SILENCE, case, by=SYSTEM, at=at, facts=facts)


def is_never_silent(case: Case) -> bool:
    """Does it wait for a decision, whatever day it is?"""
    return bool(case.asks_consent or why_not_assessed(case))
