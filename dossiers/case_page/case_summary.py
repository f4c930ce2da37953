"""What a case page answers first: received, the next date, may I start, by whom."""

from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dossiers.cases.act_definition import decided_in, definition_of
from dossiers.cases.announcement import days_late, is_unsent, made_known_on
from dossiers.cases.dates import case_dates, suspending_requests
from dossiers.cases.page_parts import Fact
from dossiers.cases.time_left import days_left, time_left
from dossiers.cases.timeline import actor_name_for
from dossiers.facts.decision_facts import ObjectionKind
from dossiers.information_requests.preview_dates import (
    dates_if_answered_on,
    dates_resting_on_term,
)
from dossiers.models import Case, Event, LetterKind
from dossiers.states import BY_DECISION, ENDED, Part, State
from dossiers.work_start.start_while_running import Verdict
from procedures.counting.clock import BEZWAAR_GROUNDS, objection_period_end
from procedures.counting.legal_day import AMSTERDAM, legal_day
from procedures.counting.terms import Reckoning
from procedures.law_rows import law
from procedures.picture.term import TermEnding

START_TONES = {"yes": "done", "no": "late", "not-before": "", "on-condition": ""}


def ending_event(case: Case, events: list[Event]) -> Event | None:
    """The act by which the case ended; None while it is open."""
    if case.state not in ENDED:
        return None
    return next(
        (one for one in reversed(events) if one.old_state != one.new_state), None
    )


def case_ending(case: Case, events: list[Event]) -> TermEnding | None:
    """How and when the case ended; None while it is open."""
    event = ending_event(case, events)
    if event is None:
        return None
    day = legal_day(event.at)
    how = _("decided") if is_unsent(case) else definition_of(event).ended
    words = f"{how} · {date_format(day, 'j F')}"
    return TermEnding(day, words, is_late=days_late(case, event) > 0)


def key_facts(
    case: Case,
    reckoning: Reckoning,
    verdict: Verdict,
    events: list[Event],
    today: date,
    contact: str,
) -> list[Fact]:
    """The cells on top, in the order in which people ask. `contact` is Bureau GGO's."""
    event = ending_event(case, events)
    return [
        _received_fact(case),
        _ended_fact(case, event) if event else _next_date_fact(case, reckoning, today),
        *([] if event else _planned_facts(case, reckoning)),
        *_bezwaar_facts(case, event, today),
        _start_fact(verdict),
        Fact(
            _("Handler"),
            case.handler.name if case.handler else _("nobody yet"),
            contact,
        ),
    ]


def _received_fact(case: Case) -> Fact:
    received = localtime(case.received_at, AMSTERDAM)
    time = _("at %(time)s") % {"time": date_format(received, "H:i")}
    return Fact(_("Received"), date_format(received, "j F Y"), time)


def _ended_fact(case: Case, event: Event) -> Fact:
    """For a case that is over: on which day, and how."""
    day = day_in_full(legal_day(event.at))
    if is_unsent(case):
        return Fact(_("Decided"), day, _("not sent yet"))
    if case.state in BY_DECISION:
        return _decided_fact(case, event, day)
    facts = {
        State.CLOSED: Fact(_("Closed"), day, _("Bureau GGO took no decision")),
        State.WITHDRAWN: Fact(
            _("Withdrawn"), day, actor_name_for(event, to_bureau=False)
        ),
        State.PROCESSED: Fact(_("Processed"), day, _("by Bureau GGO")),
    }
    return facts[State(case.state)]


def _decided_fact(case: Case, event: Event, day: str) -> Fact:
    """For a case that ended by a decision: which one. Only its event has a template."""
    name = _decision_name(event)
    facts = {
        State.DECIDED: Fact(_("Decided"), day, name, _decision_tone(event)),
        State.OBJECTED: Fact(_("Decision of article 2.19"), day, name, "late"),
        State.NOT_TREATED: Fact(_("Not treated"), day, name, "late"),
        State.CONVERTED: Fact(_("Treated as another procedure"), day, name),
    }
    return facts[State(case.state)]


def _decision_tone(event: Event) -> str:
    """A refusal is not to be overlooked."""
    decision = decided_in(event)
    return "" if decision and decision.granted else "late"


def _decision_name(event: Event) -> str:
    """What a decision is called; 2.19 by what it does."""
    decision = decided_in(event)
    if decision is None:
        return ""
    if decision.kind is not None:
        return str(ObjectionKind(decision.kind).label)
    kinds = law.current_law().decisions_on(legal_day(event.at))
    kind = kinds.get(decision.template)
    return kind.name if kind else ""


def unsent_sentence() -> str:
    """What follows from it that a decision was not sent."""
    return _("the term begins once the decision has been sent (Awb 3:41)")


def _bezwaar_facts(case: Case, event: Event | None, today: date) -> list[Fact]:
    """Until when one may lodge an objection against a decision (Awb 6:7, 6:8)."""
    if event is None or not definition_of(event).is_decision:
        return []
    announced = made_known_on(case, event)
    if announced is None:
        question = _("Objection (bezwaar) until")
        return [Fact(question, _("not sent yet"), unsent_sentence(), "late")]
    last = objection_period_end(announced, law.current_calendar())
    grounds = ", ".join(f"{one.text} {one.article}" for one in BEZWAAR_GROUNDS)
    note = _("the term has passed") if last < today else grounds
    return [Fact(_("Objection (bezwaar) until"), day_in_full(last), note)]


def _next_date_fact(case: Case, reckoning: Reckoning, today: date) -> Fact:
    """For an open case: the date that it now runs to, and how long that is."""
    # Before the dates: while the clock stands still there are none to tell.
    if reckoning.standing_still:
        return _standing_still_fact(case, today)
    derived = case_dates(case, reckoning)
    if day := derived.due_on:
        return Fact(
            _("BGGO decides by"), day_in_full(day), *_time_left_words(case, today)
        )
    if day := derived.objection_until:
        days = (day - today).days
        note = days_left(days) if days >= 0 else _("the window has passed")
        return Fact(_("BGGO can refuse to agree through"), day_in_full(day), note)
    return Fact(_("Term"), _("none"), _("no term runs for this filing"))


def _planned_facts(case: Case, reckoning: Reckoning) -> list[Fact]:
    """Of the KG or VA in a combination: until when it takes at most, by the page."""
    day = reckoning.second_last_day
    if case.part != Part.FOLLOW_UP or day is None:
        return []
    note = _("by the procedures page: 2 times 45 days")
    return [Fact(_("Told at the latest"), day_in_full(day), note)]


def _time_left_words(case: Case, today: date) -> tuple[str, str]:
    """How long there is to decide, and in what tone."""
    left = time_left(case, today)
    return left.words, left.tone if left.tone == "late" else ""


def day_in_full(day: date) -> str:
    """A day as the page writes it: 7 January 2027."""
    return date_format(day, "j F Y")


def _standing_still_fact(case: Case, today: date) -> Fact:
    """What the date of this case would be, in a combination that of its own part."""
    derived = dates_resting_on_term(case, dates_if_answered_on(case, on=today))
    # Who waits for the term asks when work may start; else Bureau GGO's own day is the
    # next.
    day = derived.get("may_start_on") or derived["due_on"] or derived["objection_until"]
    words = {"day": date_format(day, "j F Y") if day else "–"}
    note = _("answered today, it would be %(day)s") % words
    if sum(one.answered is None for one in suspending_requests(case)) > 1:
        note = _("if all our requests were answered today: %(day)s") % words
    # Goes before the others: who did not get the letter does not know of an answer to
    # give.
    if is_request_unsent(case):
        note = _("our letter with the questions has not been sent yet")
    return Fact(_("Next date"), _("The clock stands still"), note, "standing")


def is_request_unsent(case: Case) -> bool:
    """Does the letter by which the clock stands still have yet to go out?"""
    asked = [one for one in case.letters.all() if one.kind == LetterKind.REQUEST]
    return bool(asked) and asked[-1].made_known_on is None


def _start_fact(verdict: Verdict) -> Fact:
    return Fact(
        _("May work start?"),
        verdict.words,
        verdict.reason,
        START_TONES[verdict.verdict],
    )
