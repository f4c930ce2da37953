"""What follows from a decision on a case once it was made known.

A decision does not work before that (Awb 3:40): neither the KG or VA that is coupled to
a 2.8 request nor a filing that is treated as another procedure moves until then.
"""

from datetime import date, datetime

from dossiers.cases.act_definition import decided_in, facts_of
from dossiers.cases.combination import start_second_terms
from dossiers.decisions.acts import CONVERT
from dossiers.decisions.converting import open_converted_case
from dossiers.models import Event, Letter, ReminderKind
from dossiers.reminders.promising import queue_reminder, tell_dates_changed
from dossiers.reminders.recipients import handler_recipients
from dossiers.states import Part
from procedures.counting.legal_day import legal_day


def follow_decision(letter: Letter, at: datetime) -> None:
    """Do what follows from the decision that a letter makes known, at this moment.

    Call it once, in the transaction that puts the making known on record, with the
    cases of the filing locked.
    """
    decided = letter.event
    if decided.act == CONVERT:
        on = letter.made_known_on or legal_day(at)
        _open_converted_case(decided, on=on, at=at)
    elif decided.case.part == Part.REQUEST:
        _let_coupled_cases_go_on(decided, at=at)


def _open_converted_case(decided: Event, *, on: date, at: datetime) -> None:
    """The filing goes on under the row that the decision names."""
    decision = decided.case.decisions.get(pk=facts_of(decided).decision)
    if decision.becomes:
        open_converted_case(decided.case, decision.becomes, on=on, at=at)


def _let_coupled_cases_go_on(decided: Event, *, at: datetime) -> None:
    """A KG or VA goes on from the 2.8 decision, or hears that it lost its ground."""
    facts = decided_in(decided)
    followed = start_second_terms(decided, at=at)
    # Their own terms do not begin with it, so mostly no date moves (2.17, 2.37).
    moved = [event for event in followed if facts_of(event).changes]
    tell_dates_changed(moved, at=at)
    if not (facts and facts.granted):
        remind_ground_lost(followed, at=at)


def remind_ground_lost(events: list[Event], *, at: datetime) -> None:
    """Tell who handles a KG or VA that the 2.8 request it rests on was not granted."""
    today = legal_day(at)
    to = handler_recipients([event.case for event in events], on=today)
    for event in events:
        readers = to[event.case.pk]
        kind = ReminderKind.GROUND_LOST
        queue_reminder(kind, event.case, to=readers, at=at, fact_on=today, event=event)
