"""What follows from a decision on a case once it was made known.

A decision does not work before that (Awb 3:40): neither the KG or VA that is coupled to
a 2.8 request nor a filing that is treated as another procedure moves until then.
"""

from datetime import datetime
from typing import cast

from dossiers.cases.act_definition import decided_in
from dossiers.cases.combination import start_second_terms
from dossiers.decisions.acts import CONVERT
from dossiers.decisions.converting import open_converted_case
from dossiers.facts.decision_facts import DecisionFacts
from dossiers.models import Event, Letter, ReminderKind
from dossiers.reminders.promising import queue_reminder, tell_dates_changed
from dossiers.reminders.recipients import handler_recipients
from dossiers.states import Part
from procedures.counting.legal_day import legal_day
from procedures.models import Procedure


def follow_decision(letter: Letter, at: datetime) -> None:
    """Do what follows from the decision that a letter makes known, at this moment.

    Call it once, in the transaction that puts the making known on record, with the
    cases of the filing locked.
    """
    decided = letter.event
    if decided.act == CONVERT:
        _open_converted_case(decided, at=at)
    elif decided.case.part == Part.REQUEST:
        _let_coupled_cases_go_on(decided, at=at)


def _open_converted_case(decided: Event, *, at: datetime) -> None:
    """The filing goes on under the row that the decision names."""
    # A conversion is a decision, and its kind asks for a procedure (see `bounds`).
    facts = cast(DecisionFacts, decided_in(decided))
    becomes = decided.case.decisions.get(pk=facts.decision).becomes
    open_converted_case(decided.case, cast(Procedure, becomes), at=at)


def _let_coupled_cases_go_on(decided: Event, *, at: datetime) -> None:
    """A KG or VA goes on from the 2.8 decision, or hears that it lost its ground."""
    facts = decided_in(decided)
    followed = start_second_terms(decided, at=at)
    tell_dates_changed(followed, at=at)
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
