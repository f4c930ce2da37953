"""What may happen to a case, by whom, and what it becomes: one table.

Buttons, checks, the API, the diagram in `docs/states.md` and the completeness tests
all read `RULES`.
"""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a case stands."""

    RECEIVED = "received", _("received")
    IN_HANDLING = "in-handling", _("in handling")
    ASSESSED = "assessed", _("assessed, no objection")
    CLOSED = "closed", _("closed without decision")
    OBJECTED = "objected", _("objected (article 2.19)")
    PROCESSED = "processed", _("processed")


class Kind(models.TextChoices):
    """What a case asks of BGGO, from which follows what may happen to it."""

    NOTIFICATION = "notification", _("notification")
    REQUEST = "request", _("application for a decision")
    ADMINISTRATIVE = "administrative", _("administrative change")


class Part(models.TextChoices):
    """Which part of a filing a case is: a combination opens two coupled cases."""

    WHOLE = "", _("whole filing")
    REQUEST = "2.8", _("2.8 request of a combination")
    FOLLOW_UP = "follow-up", _("KG or VA of a combination")


class Turn(models.TextChoices):
    """Who must act next."""

    APPLICANT = "applicant", _("applicant")
    AUTHORITY = "authority", _("Bureau GGO")
    NONE = "none", _("nobody")


class Role(models.TextChoices):
    """In what capacity somebody acts on a case."""

    APPLICANT = "applicant", _("applicant")
    HANDLER = "handler", _("case handler")
    SYSTEM = "system", _("the portal")


class Act(models.TextChoices):
    """What is done to a case; each has a function in `dossiers/actions`."""

    RECEIVE = "receive", _("received")
    TAKE_UP = "take-up", _("taken in handling")
    TAKE_OVER = "take-over", _("taken over")
    RECORD_NO_OBJECTION = "record-no-objection", _("no objection recorded")
    OBJECT = "object", _("objection of article 2.19")
    CLOSE_BY_SILENCE = "close-by-silence", _("closed: the objection window has passed")
    REDERIVE = "rederive", _("dates derived anew")
    PROCESS = "process", _("processed")


class Rule(NamedTuple):
    """From which states an act may be done, what the case becomes, by whom, on what.

    `target` None leaves the state as it is; `on` are the kinds of case that know it.
    """

    sources: frozenset[State]
    target: State | None
    by: frozenset[Role]
    on: frozenset[Kind] = frozenset(Kind)


OPEN = frozenset({State.RECEIVED, State.IN_HANDLING, State.ASSESSED})
NEW: frozenset[State] = frozenset()
KG = frozenset({Kind.NOTIFICATION})

RULES: dict[Act, Rule] = {
    Act.RECEIVE: Rule(NEW, State.RECEIVED, frozenset({Role.APPLICANT})),
    Act.TAKE_UP: Rule(
        frozenset({State.RECEIVED}), State.IN_HANDLING, frozenset({Role.HANDLER})
    ),
    Act.TAKE_OVER: Rule(
        frozenset({State.IN_HANDLING, State.ASSESSED}),
        None,
        frozenset({Role.HANDLER}),
    ),
    Act.RECORD_NO_OBJECTION: Rule(
        frozenset({State.IN_HANDLING}), State.ASSESSED, frozenset({Role.HANDLER}), KG
    ),
    Act.OBJECT: Rule(
        frozenset({State.IN_HANDLING, State.ASSESSED}),
        State.OBJECTED,
        frozenset({Role.HANDLER}),
        KG,
    ),
    Act.CLOSE_BY_SILENCE: Rule(OPEN, State.CLOSED, frozenset({Role.SYSTEM}), KG),
    Act.PROCESS: Rule(
        frozenset({State.IN_HANDLING}),
        State.PROCESSED,
        frozenset({Role.HANDLER}),
        frozenset({Kind.ADMINISTRATIVE}),
    ),
    Act.REDERIVE: Rule(OPEN, None, frozenset({Role.SYSTEM})),
}

TURN: dict[State, Turn] = {
    State.RECEIVED: Turn.AUTHORITY,
    State.IN_HANDLING: Turn.AUTHORITY,
    State.ASSESSED: Turn.NONE,
    State.CLOSED: Turn.NONE,
    State.OBJECTED: Turn.APPLICANT,
    State.PROCESSED: Turn.NONE,
}


def open_acts(state: State | str, roles: set[Role], kind: Kind) -> list[Act]:
    """The acts open to these roles: the buttons, and all that the door lets by."""
    return [
        act
        for act, rule in RULES.items()
        if state in rule.sources and roles & rule.by and kind in rule.on
    ]
