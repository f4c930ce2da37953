"""What a case page answers first: received, the next date, may I start, by whom."""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.deadlines import dates
from dossiers.deciding.objection import ObjectionKind
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
    State.PROCESSED: Act.PROCESS,
}
WORDS = {
    Act.CLOSE_BY_SILENCE: gettext_lazy("closed"),
    Act.OBJECT: gettext_lazy("objection"),
    Act.PROCESS: gettext_lazy("processed"),
}
BADGES = {
    State.RECEIVED: "info",
    State.IN_HANDLING: "info",
    State.WAITING: "standing",
    State.ADVICE_ASKED: "info",
    State.ASSESSED: "done",
    State.PREPARED: "attention",
    State.DECIDED: "done",
    State.CLOSED: "neutral",
    State.OBJECTED: "late",
    State.NOT_TREATED: "late",
    State.WITHDRAWN: "neutral",
    State.CONVERTED: "neutral",
    State.PROCESSED: "done",
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
    if act is None or event is None:
        return None
    day = legal_day(event.at)
    return Ending(day, f"{WORDS[act]} · {date_format(day, 'j F')}")


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
    if case.state == State.PROCESSED:
        return Fact(_("Processed"), day, _("by Bureau GGO"))
    if case.state == State.CLOSED:
        return Fact(_("Closed"), day, _("Bureau GGO did not object"))
    objection = next(event for event in reversed(events) if event.act == Act.OBJECT)
    kind = ObjectionKind(objection.facts["kind"])
    return Fact(_("Objection of Bureau GGO"), day, str(kind.label), "late")


def _next_date(case: Case, reckoning: Reckoning, today: date) -> Fact:
    """For an open case: the date that it now runs to, and how long that is."""
    if reckoning.standing_still:
        return _standing_still(reckoning)
    derived = dates(case, reckoning)
    if day := derived.due_on:
        return Fact(_("BGGO decides by"), in_full(day), *_how_long(case, today))
    if day := derived.objection_until:
        days = (day - today).days
        note = days_left(days) if days >= 0 else _("the window has passed")
        if case.is_projected:
            note = projected()
        return Fact(_("BGGO can object through"), in_full(day), note)
    return Fact(_("Term"), _("none"), _("no term runs for this filing"))


def _how_long(case: Case, today: date) -> tuple[str, str]:
    """How long there is to decide, and in what tone."""
    if case.is_projected:
        return projected(), ""
    left = time_left(case, today)
    return left.words, left.tone if left.tone == "late" else ""


def projected() -> str:
    """Of the KG or VA in a combination: its term has yet to begin."""
    return _("if the 2.8 request is decided on its last day")


def in_full(day: date) -> str:
    """A day as the page writes it: 7 January 2027."""
    return date_format(day, "j F Y")


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
