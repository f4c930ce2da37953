"""What BGGO owes for a late decision on a case, as it follows from its facts."""

from datetime import date

from dossiers.cases.act_definition import definition_of
from dossiers.cases.announcement import made_known_on
from dossiers.models import Case, DefaultNotice
from dossiers.states import ENDED, Kind
from procedures.counting.calendar import Calendar
from procedures.counting.legal_day import legal_day
from procedures.counting.penalty import Penalty, reckon_penalty
from procedures.law_rows import law


def is_decision_application(case: Case) -> bool:
    """Is it an application for a decision, as Awb 4:17 lid 1 has it?

    A notification is not, unless it asks for consent (Besluit ggo 2.17 lid 2).
    """
    return case.kind == Kind.REQUEST or case.asks_consent


def default_notice_of(case: Case) -> DefaultNotice | None:
    """The notice of default of a case; None when there is none."""
    rows = DefaultNotice.objects.select_related("scale")
    return rows.filter(case=case).first()


def penalty_of(
    case: Case,
    today: date,
    notice: DefaultNotice | None = None,
    calendar: Calendar | None = None,
) -> Penalty | None:
    """The penalty as it stands on a day; None without a notice or a last day.

    `notice` is that of the case, when it was read already; give the `calendar` when you
    ask for many.
    """
    notice = notice or default_notice_of(case)
    if notice is None or case.due_on is None:
        return None
    return reckon_penalty(
        case.due_on,
        notice.received_on,
        penalty_end_day(case),
        notice.scale.rule(),
        calendar or law.current_calendar(),
        today,
    )


def penalty_end_day(case: Case) -> date | None:
    """The day on which it ended: with a decision made known, or withdrawn.

    As long as the decision was not sent it is not made known, and the penalty grows.
    Reads prefetched events and letters.
    """
    if case.state not in ENDED or case.ended_at is None:
        return None
    taken = [event for event in case.events.all() if definition_of(event).is_decision]
    event = taken[-1] if taken else None
    # A withdrawal has nothing to make known: what was asked is not asked any more.
    return made_known_on(case, event) if event else legal_day(case.ended_at)


def is_overdue(case: Case, today: date) -> bool:
    """Has the term for a decision that was applied for passed?"""
    if case.due_on is None or not is_decision_application(case):
        return False
    return case.due_on < today
