"""What a case page answers first: received, the next date, may I start, by whom."""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dossiers.actions.objecting import ObjectionKind
from dossiers.models import Case, Event
from dossiers.states import TURN, Act, State, Turn
from dossiers.verdict import Verdict
from dossiers.worklist import days_left, time_left
from procedures.legal_day import AMSTERDAM, legal_day
from procedures.picture.term import Ending
from procedures.terms import Reckoning

ENDED = {
    State.CLOSED: Act.CLOSE_BY_SILENCE,
    State.OBJECTED: Act.OBJECT,
}
BADGES = {
    State.RECEIVED: "info",
    State.IN_HANDLING: "info",
    State.ASSESSED: "done",
    State.CLOSED: "neutral",
    State.OBJECTED: "late",
}
TONES = {"yes": "done", "no": "late", "not-before": "", "on-condition": ""}


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


def badges(case: Case, *, is_mine: bool) -> list[Badge]:
    """The status, and whose turn it is; `is_mine` when the reader is the applicant."""
    found = [Badge(BADGES[State(case.state)], case.get_state_display())]
    turn = TURN[State(case.state)]
    if turn != Turn.NONE:
        kind = "attention" if (turn == Turn.APPLICANT) == is_mine else "done"
        found.append(Badge(kind, _("turn: %(who)s") % {"who": turn.label}))
    return found


def ending(case: Case, events: list[Event]) -> Ending | None:
    """How and when the case ended; None while it is open."""
    act = ENDED.get(State(case.state))
    event = next((event for event in reversed(events) if event.act == act), None)
    if event is None:
        return None
    day = legal_day(event.at)
    what = _("objection") if act == Act.OBJECT else _("closed")
    return Ending(day, f"{what} · {date_format(day, 'j F')}")


def key_facts(
    case: Case,
    reckoning: Reckoning,
    verdict: Verdict,
    events: list[Event],
    today: date,
    contact: str,
) -> list[Fact]:
    """The four cells, in the order in which people ask. `contact` is Bureau GGO's."""
    return [
        _received(case),
        _ended(case, events) or _next_date(case, reckoning, today),
        _may_start(verdict),
        Fact(_("Handler"), case.handler.name if case.handler else "–", contact)
        if case.handler
        else Fact(_("Handler"), _("nobody yet"), contact),
    ]


def _received(case: Case) -> Fact:
    received = localtime(case.received_at, AMSTERDAM)
    time = _("at %(time)s") % {"time": date_format(received, "H:i")}
    return Fact(_("Received"), date_format(received, "j F Y"), time)


def _ended(case: Case, events: list[Event]) -> Fact | None:
    """For a case that is over: on which day, and how."""
    end = ending(case, events)
    if end is None:
        return None
    day = date_format(end.day, "j F Y")
    if case.state == State.CLOSED:
        return Fact(_("Closed"), day, _("Bureau GGO did not object"))
    objection = next(event for event in reversed(events) if event.act == Act.OBJECT)
    kind = ObjectionKind(objection.facts["kind"])
    return Fact(_("Objection of Bureau GGO"), day, str(kind.label), "late")


def _next_date(case: Case, reckoning: Reckoning, today: date) -> Fact:
    """For an open case: the date that it now runs to, and how long that is."""
    if reckoning.standing_still:
        return _standing_still(reckoning)
    if day := reckoning.second_last_day or reckoning.last_day:
        left = time_left(case, today)
        tone = left.tone if left.tone == "late" else ""
        return Fact(_("BGGO decides by"), date_format(day, "j F Y"), left.words, tone)
    if day := reckoning.objection_until:
        days = (day - today).days
        note = days_left(days) if days >= 0 else _("the window has passed")
        return Fact(_("BGGO can object through"), date_format(day, "j F Y"), note)
    return Fact(_("Term"), _("none"), _("no term runs for this filing"))


def _standing_still(reckoning: Reckoning) -> Fact:
    day = reckoning.if_answered_today
    note = _("answered today, it would be %(day)s") % {
        "day": date_format(day, "j F Y") if day else "–"
    }
    return Fact(_("Next date"), _("The clock stands still"), note, "standing")


def _may_start(verdict: Verdict) -> Fact:
    return Fact(
        _("May work start?"), verdict.words, verdict.reason, TONES[verdict.verdict]
    )
