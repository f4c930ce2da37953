"""What the page of a case and the lists are made of: panels, facts, badges."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from dossiers.cases.announcement import is_unsent, told_state
from dossiers.models import Case
from dossiers.states import STATES, State, Turn


class Panel(NamedTuple):
    """A template, and what it shows under the name `panel`."""

    template: str
    shows: dict[str, Any]


class Fact(NamedTuple):
    """One cell: the question, the answer, and a smaller line. `tone` is a style."""

    question: str
    answer: str
    note: str = ""
    tone: str = ""


class Badge(NamedTuple):
    """A word with the style that goes with it."""

    kind: str
    text: str


def case_badges(case: Case, *, is_mine: bool) -> list[Badge]:
    """The status, and whose turn it is; `is_mine` when the reader is the applicant."""
    found = [status(case, is_mine=is_mine)]
    # Whose turn it is would give away a decision that was not sent, so it follows what
    # is told.
    turn = STATES[told_state(case) if is_mine else State(case.state)].turn
    if turn != Turn.NONE:
        kind = "attention" if (turn == Turn.APPLICANT) == is_mine else "done"
        found.append(Badge(kind, _("turn: %(who)s") % {"who": turn.label}))
    return found


def status(case: Case, *, is_mine: bool) -> Badge:
    """How the case stands; a decision to its applicant once it was sent (Awb 3:41)."""
    if is_mine and is_unsent(case):
        return Badge("info", _("decision taken, not sent yet"))
    return Badge(STATES[State(case.state)].badge, case.get_state_display())
