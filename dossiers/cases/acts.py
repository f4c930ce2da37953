"""The acts that no person does: the dates of a case follow what happened elsewhere."""

from datetime import date
from typing import Any, cast

from django.db.models import Field
from django.utils.formats import date_format

from dossiers.cases.act_definition import ReplayedCase, define_act
from dossiers.facts.date_facts import DateChange, FollowedFacts, RederivedFacts
from dossiers.models import Case, Event
from dossiers.states import IN_TERM, OPEN, PORTAL, Act, Rule


def day_in_words(day: date | None) -> str:
    """A day as the timeline writes it; a dash where there is none."""
    return date_format(day, "j F Y") if day else "–"


def changes_details(facts: RederivedFacts | FollowedFacts) -> list[str]:
    """Each date that moved: which, from when, to when."""
    return [_change_line(change) for change in facts.changes]


def _change_line(change: DateChange) -> str:
    column = cast("Field[Any, Any]", Case._meta.get_field(change.date))
    moved = f"{day_in_words(change.old)} → {day_in_words(change.new)}"
    return f"{column.verbose_name}: {moved}"


def _replay_followed(told: ReplayedCase, facts: FollowedFacts, event: Event) -> None:
    """The second term of a combination runs from the 2.8 decision in the other case."""
    if facts.first_decision_on:
        told.first_decision_on = facts.first_decision_on


FOLLOW = define_act(
    Act.FOLLOW,
    Rule(OPEN, None, PORTAL, IN_TERM),
    facts=FollowedFacts,
    details=changes_details,
    public=("coupled", "act", "changes"),
    replay=_replay_followed,
)
REDERIVE = define_act(
    Act.REDERIVE,
    Rule(OPEN, None, PORTAL),
    facts=RederivedFacts,
    details=changes_details,
    public=("changes",),
)
