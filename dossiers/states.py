"""What may happen to a case, by whom, and what it becomes: one table.

Buttons, checks, the API, the diagram in `docs/states.md` and the completeness tests
all read the definitions of the acts (`cases.act_definition`); here stand their words.
"""

from typing import NamedTuple, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

_Member = TypeVar("_Member", bound=models.TextChoices)


class State(models.TextChoices):
    """Where a case stands."""

    RECEIVED = "received", _("received")
    IN_HANDLING = "in-handling", _("in handling")
    WAITING = "waiting", _("waiting for the applicant")
    ADVICE_ASKED = "advice-asked", _("advice asked")
    ASSESSED = "assessed", _("assessed, no decision needed")
    PREPARED = "prepared", _("decision prepared")
    DECIDED = "decided", _("decided")
    CLOSED = "closed", _("closed without decision")
    OBJECTED = "objected", _("decision of article 2.19")
    NOT_TREATED = "not-treated", _("not treated")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CONVERTED = "converted", _("treated as another procedure")
    PROCESSED = "processed", _("processed")


class Kind(models.TextChoices):
    """What a case asks of BGGO, from which follows what may happen to it."""

    NOTIFICATION = "notification", _("notification")
    REQUEST = "request", _("application for a decision")
    ADMINISTRATIVE = "administrative", _("administrative change")


class Part(models.TextChoices):
    """Which part of a filing a case is: a combination opens two coupled cases.

    A filing that is treated as another procedure goes on as a case of its own.
    """

    WHOLE = "", _("whole filing")
    REQUEST = "2.8", _("2.8 request of a combination")
    FOLLOW_UP = "follow-up", _("KG or VA of a combination")
    CONVERTED = "converted", _("treated as another procedure")


class Turn(models.TextChoices):
    """Who must act next."""

    APPLICANT = "applicant", _("applicant")
    AUTHORITY = "authority", _("Bureau GGO")
    NONE = "none", _("nobody")


class Role(models.TextChoices):
    """In what capacity somebody acts on a case."""

    APPLICANT = "applicant", _("applicant")
    HANDLER = "handler", _("case handler")
    DECIDER = "decider", _("deciding officer")
    ADVISER = "adviser", _("adviser")
    SYSTEM = "system", _("the portal")


class Act(models.TextChoices):
    """What is done to a case; each has a function in the room of its subject."""

    RECEIVE = "receive", _("received")
    TAKE_UP = "take-up", _("taken in handling")
    TAKE_OVER = "take-over", _("taken over")
    ASSIGN = "assign", _("assigned")
    ASK = "ask", _("further information asked")
    RENEW = "renew", _("later date set for the answer")
    REVOKE = "revoke", _("request for information withdrawn")
    ANSWER = "answer", _("answer received")
    CORRECT = "correct", _("correction by the applicant")
    ASK_ADVICE = "ask-advice", _("advice asked")
    GIVE_ADVICE = "give-advice", _("advice received")
    REVOKE_ADVICE = "revoke-advice", _("question for advice withdrawn")
    EXTEND = "extend", _("term extended")
    RECORD_NO_OBJECTION = "record-no-objection", _("recorded: no decision needed")
    PREPARE = "prepare", _("decision prepared")
    RECALL = "recall", _("prepared decision taken back")
    SEND_BACK = "send-back", _("prepared decision sent back")
    DECIDE = "decide", _("decided")
    OBJECT = "object", _("decision of article 2.19")
    NOT_TREAT = "not-treat", _("not treated")
    CONVERT = "convert", _("treated as another procedure")
    WITHDRAW = "withdraw", _("withdrawn")
    CLOSE_BY_SILENCE = (
        "close-by-silence",
        _("closed: the window of article 2.19 has passed"),
    )
    GIVE_NOTICE = "give-notice", _("notice of default")
    PREPARE_PENALTY = "prepare-penalty", _("decision on the penalty prepared")
    RETURN_PENALTY = "return-penalty", _("decision on the penalty sent back")
    FIX_PENALTY = "fix-penalty", _("penalty for the late decision fixed")
    FOLLOW = "follow", _("dates follow the coupled case")
    REDERIVE = "rederive", _("dates derived anew")
    PROCESS = "process", _("processed")
    MAKE_KNOWN = "make-known", _("decision made known")
    COME_BACK = "come-back", _("letter came back")
    TRY_AGAIN = "try-again", _("letter sent again")
    POST = "post", _("letter sent by post")


class Resumed(NamedTuple):
    """Where an act leaves a case that goes on: the first state that is the case.

    Waiting as long as a request is open, else advice asked as long as one is out, else
    received or in handling, by whether somebody handles it.
    """

    states: tuple[State, ...] = (
        State.WAITING,
        State.ADVICE_ASKED,
        State.RECEIVED,
        State.IN_HANDLING,
    )


class Rule(NamedTuple):
    """From which states an act may be done, what the case becomes, by whom, on what.

    `target` None leaves the state as it is, `RESUMED` goes by what is still open;
    `on` are the kinds of case that know it.
    """

    sources: frozenset[State]
    target: State | Resumed | None
    by: frozenset[Role]
    on: frozenset[Kind] = frozenset(Kind)


RESUMED = Resumed()
NEW: frozenset[State] = frozenset()
WORKING = frozenset({State.IN_HANDLING, State.WAITING, State.ADVICE_ASKED})
UNDECIDED = WORKING | {State.RECEIVED, State.ASSESSED}
OPEN = UNDECIDED | {State.PREPARED}
ENDED = frozenset(State) - OPEN
BY_DECISION = frozenset(
    {State.DECIDED, State.OBJECTED, State.NOT_TREATED, State.CONVERTED}
)
"""How a case ends by an act of `TAKEN`."""
EVERY_STATE = frozenset(State)
"""What is about a letter may happen also when the case has ended."""
MAY_WORK = OPEN | {State.CLOSED}
"""In which work that waits for a term may begin when it has passed."""
MAY_OWE = frozenset({State.DECIDED, State.OBJECTED, State.NOT_TREATED, State.WITHDRAWN})
"""In which a penalty for lateness may still have to be fixed (Awb 4:18)."""
KG = frozenset({Kind.NOTIFICATION})
REQUEST = frozenset({Kind.REQUEST})
IN_TERM = KG | REQUEST
"""The kinds for which a term runs."""


def only(*members: _Member) -> frozenset[_Member]:
    """A few states or roles."""
    return frozenset(members)


APPLICANT, HANDLER, DECIDER = (
    only(Role.APPLICANT),
    only(Role.HANDLER),
    only(Role.DECIDER),
)
ADVISER, PORTAL = only(Role.ADVISER), only(Role.SYSTEM)
PREPARED = only(State.PREPARED)


class StateMeaning(NamedTuple):
    """What a state means: whose turn it is, how its badge looks, how a case ended.

    `outcome` is the word of the API, and of the number of the filing; empty while the
    case is open, and where it is in what was decided.
    """

    turn: Turn
    badge: str
    outcome: str = ""


STATES: dict[State, StateMeaning] = {
    State.RECEIVED: StateMeaning(Turn.AUTHORITY, "info"),
    State.IN_HANDLING: StateMeaning(Turn.AUTHORITY, "info"),
    State.WAITING: StateMeaning(Turn.APPLICANT, "standing"),
    State.ADVICE_ASKED: StateMeaning(Turn.AUTHORITY, "info"),
    State.ASSESSED: StateMeaning(Turn.NONE, "done"),
    State.PREPARED: StateMeaning(Turn.AUTHORITY, "attention"),
    State.DECIDED: StateMeaning(Turn.NONE, "done"),
    State.CLOSED: StateMeaning(Turn.NONE, "neutral", "no-objection"),
    State.OBJECTED: StateMeaning(Turn.APPLICANT, "late", "objection"),
    State.NOT_TREATED: StateMeaning(Turn.NONE, "late", "not-treated"),
    State.WITHDRAWN: StateMeaning(Turn.NONE, "neutral", "withdrawn"),
    State.CONVERTED: StateMeaning(Turn.NONE, "neutral", "converted"),
    State.PROCESSED: StateMeaning(Turn.NONE, "done", "processed"),
}
