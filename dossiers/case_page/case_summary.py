"""What a case page answers first: received, the next date, may I start, by whom."""

from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.cases.announcement import days_late, is_unsent, made_known_on
from dossiers.cases.dates import dates, suspending
from dossiers.cases.objection_kinds import ObjectionKind
from dossiers.cases.panel import Fact
from dossiers.cases.time_left import days_left, time_left
from dossiers.cases.timeline import name_for
from dossiers.information_requests.preview_dates import resting_on_term, supposed
from dossiers.models import Case, Event, LetterKind
from dossiers.states import TAKEN, Act, State
from dossiers.work_start.verdict import Verdict
from procedures.counting.clock import BEZWAAR_GROUNDS, objection_period_end
from procedures.counting.legal_day import AMSTERDAM, legal_day
from procedures.counting.terms import Reckoning
from procedures.law_rows import law
from procedures.picture.term import Ending

ENDED = {
    State.DECIDED: Act.DECIDE,
    State.CLOSED: Act.CLOSE_BY_SILENCE,
    State.OBJECTED: Act.OBJECT,
    State.NOT_TREATED: Act.NOT_TREAT,
    State.WITHDRAWN: Act.WITHDRAW,
    State.CONVERTED: Act.CONVERT,
    State.PROCESSED: Act.PROCESS,
}
WORDS = {
    Act.DECIDE: gettext_lazy("decided"),
    Act.CLOSE_BY_SILENCE: gettext_lazy("closed"),
    Act.OBJECT: gettext_lazy("objection"),
    Act.NOT_TREAT: gettext_lazy("not treated"),
    Act.WITHDRAW: gettext_lazy("withdrawn"),
    Act.CONVERT: gettext_lazy("treated as another procedure"),
    Act.PROCESS: gettext_lazy("processed"),
}
TONES = {"yes": "done", "no": "late", "not-before": "", "on-condition": ""}


def ended_by(case: Case, events: list[Event]) -> Event | None:
    """The act by which the case ended; None while it is open."""
    act = ENDED.get(State(case.state))
    return next((event for event in reversed(events) if event.act == act), None)


def ending(case: Case, events: list[Event]) -> Ending | None:
    """How and when the case ended; None while it is open."""
    event = ended_by(case, events)
    if event is None:
        return None
    day = legal_day(event.at)
    how = _("decided") if is_unsent(case) else WORDS[Act(event.act)]
    words = f"{how} · {date_format(day, 'j F')}"
    return Ending(day, words, is_late=days_late(case, event) > 0)


def key_facts(
    case: Case,
    reckoning: Reckoning,
    verdict: Verdict,
    events: list[Event],
    today: date,
    contact: str,
) -> list[Fact]:
    """The cells on top, in the order in which people ask. `contact` is Bureau GGO's."""
    event = ended_by(case, events)
    return [
        _received(case),
        _ended(case, event) if event else _next_date(case, reckoning, today),
        *_bezwaar(case, event, today),
        _may_start(verdict),
        Fact(_("Handler"), case.handler.name if case.handler else "–", contact)
        if case.handler
        else Fact(_("Handler"), _("nobody yet"), contact),
    ]


def _received(case: Case) -> Fact:
    received = localtime(case.received_at, AMSTERDAM)
    time = _("at %(time)s") % {"time": date_format(received, "H:i")}
    return Fact(_("Received"), date_format(received, "j F Y"), time)


def _ended(case: Case, event: Event) -> Fact:
    """For a case that is over: on which day, and how."""
    day = in_full(legal_day(event.at))
    if is_unsent(case):
        return Fact(_("Decided"), day, _("not sent yet"))
    name = _name_of(event)
    facts = {
        State.DECIDED: Fact(_("Decided"), day, name, _tone(event)),
        State.CLOSED: Fact(_("Closed"), day, _("Bureau GGO did not object")),
        State.OBJECTED: Fact(_("Objection of Bureau GGO"), day, name, "late"),
        State.NOT_TREATED: Fact(_("Not treated"), day, name, "late"),
        State.WITHDRAWN: Fact(_("Withdrawn"), day, name_for(event, to_bureau=False)),
        State.CONVERTED: Fact(_("Treated as another procedure"), day, name),
        State.PROCESSED: Fact(_("Processed"), day, _("by Bureau GGO")),
    }
    return facts[State(case.state)]


def _tone(event: Event) -> str:
    """A refusal is not to be overlooked."""
    return "" if event.facts.get("granted") else "late"


def _name_of(event: Event) -> str:
    """What a decision is called; 2.19 by what it does."""
    if event.act == Act.OBJECT:
        return str(ObjectionKind(event.facts["kind"]).label)
    kinds = law.current().decisions_on(legal_day(event.at))
    kind = kinds.get(event.facts.get("template", ""))
    return kind.name if kind else ""


def unsent() -> str:
    """What follows from it that a decision was not sent."""
    return _("the term begins once the decision has been sent (Awb 3:41)")


def _bezwaar(case: Case, event: Event | None, today: date) -> list[Fact]:
    """Until when one may lodge an objection against a decision (Awb 6:7, 6:8)."""
    if event is None or event.act not in TAKEN:
        return []
    announced = made_known_on(case, event)
    if announced is None:
        question = _("Objection (bezwaar) until")
        return [Fact(question, _("not sent yet"), unsent(), "late")]
    last = objection_period_end(announced, law.calendar())
    grounds = ", ".join(f"{one.text} {one.article}" for one in BEZWAAR_GROUNDS)
    note = _("the term has passed") if last < today else grounds
    return [Fact(_("Objection (bezwaar) until"), in_full(last), note)]


def _next_date(case: Case, reckoning: Reckoning, today: date) -> Fact:
    """For an open case: the date that it now runs to, and how long that is."""
    if reckoning.standing_still:
        return _standing_still(case, today)
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


def _standing_still(case: Case, today: date) -> Fact:
    """What the date of this case would be, in a combination that of its own part."""
    derived = resting_on_term(case, supposed(case, on=today))
    day = derived.get("may_start_on") or derived["due_on"] or derived["objection_until"]
    words = {"day": date_format(day, "j F Y") if day else "–"}
    note = _("answered today, it would be %(day)s") % words
    if sum(one.answered is None for one in suspending(case)) > 1:
        note = _("if all our requests were answered today: %(day)s") % words
    if is_question_unsent(case):
        note = _("our letter with the questions has not been sent yet")
    return Fact(_("Next date"), _("The clock stands still"), note, "standing")


def is_question_unsent(case: Case) -> bool:
    """Does the letter by which the clock stands still have yet to go out?"""
    asked = [one for one in case.letters.all() if one.kind == LetterKind.REQUEST]
    return bool(asked) and asked[-1].made_known_on is None


def _may_start(verdict: Verdict) -> Fact:
    return Fact(
        _("May work start?"), verdict.words, verdict.reason, TONES[verdict.verdict]
    )
