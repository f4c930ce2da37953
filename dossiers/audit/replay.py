"""Rebuilding a case from its events alone, to compare with what is stored.

The events and the law give the state, the handler, the requests, what the clock rests
on, and so the dates. Where what is stored differs, either somebody wrote past the acts
or an act forgot a fact.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from dossiers.cases.act_definition import ReplayedCase, definition_of, facts_of, rule_of
from dossiers.cases.dates import (
    case_dates,
    case_rules,
    clock_request,
    stored_dates,
)
from dossiers.cases.event_chain import RecordFault
from dossiers.facts.storing import FactsUnreadable
from dossiers.information_requests.acts import ANSWER, ASK, RENEW, REVOKE
from dossiers.models import Case, Event, InformationRequest
from dossiers.states import ENDED, Act, Resumed, State
from procedures.counting.clock import Facts, Reckoning, RequestDates, reckon
from procedures.counting.legal_day import legal_day
from procedures.counting.terms import FactsRefused
from procedures.law_rows.law import Law


class History(NamedTuple):
    """What a replay takes: a case with its events and requests.

    `filing` are the events of all cases of the same filing, in the order in which they
    were written: a request in one may suspend the others too. `events` are those of
    the case itself, `requests` the stored ones of the filing, `suspending` the keys of
    the cases in which a request suspends the term of this one.
    """

    case: Case
    events: list[Event]
    filing: list[Event]
    requests: list[InformationRequest]
    suspending: frozenset[int]


def is_readable(event: Event) -> bool:
    """Are the facts of an event those of its act? Somebody may have written past it."""
    try:
        facts_of(event)
    except FactsUnreadable:
        return False
    return True


def follow_event(told: ReplayedCase, event: Event) -> None:
    """Bring a replayed case up to what an event tells, the state aside."""
    definition_of(event).replay(told, facts_of(event), event)


def state_by_table(told: ReplayedCase, act: Act) -> str:
    """The state that the table gives after an act."""
    target = rule_of(act).target
    if target is None:
        return told.state
    if not isinstance(target, Resumed):
        return target
    if told.requests:
        return State.WAITING
    if told.advices:
        return State.ADVICE_ASKED
    return State.IN_HANDLING if told.handler else State.RECEIVED


def replay_faults(
    history: History, books: Law, *, with_dates: bool = True
) -> Iterator[RecordFault]:
    """What the stored case has otherwise than its events tell.

    `with_dates` False leaves out what rests on the free days: they have changed since,
    and the dates were not derived anew.
    """
    case, told = history.case, ReplayedCase()
    if unreadable := [event for event in history.filing if not is_readable(event)]:
        words = _("What is kept of this act cannot be read.")
        yield from (RecordFault(case.number, one.pk, words) for one in unreadable)
        return
    for event in history.events:
        yield from _step(case, told, event)
    if told.received is None:
        yield RecordFault(
            case.number, None, _("Its events do not tell when it came in.")
        )
        return
    yield from _columns(case, told)
    yield from _requests(history)
    if with_dates:
        yield from _dates(history, told, books)


def _step(case: Case, told: ReplayedCase, event: Event) -> Iterator[RecordFault]:
    """Follow one event, and see that the state goes as the table says."""
    if event.old_state != told.state:
        what = _("state before it")
        yield difference_fault(case, what, event.old_state, told.state, event)
    follow_event(told, event)
    expected = state_by_table(told, Act(event.act))
    if event.new_state != expected:
        yield difference_fault(
            case, _("state after it"), event.new_state, expected, event
        )
    told.state = event.new_state
    if told.state in ENDED and told.ended is None:
        told.ended = event


def _columns(case: Case, told: ReplayedCase) -> Iterator[RecordFault]:
    """The facts that the case keeps in columns of its own."""
    pairs = {
        _("state"): (case.state, told.state),
        _("handler"): (case.handler_id, told.handler),
        _("day of receipt"): (legal_day(case.received_at), told.received),
        _("days of extension"): (case.extension_days, told.extension_days),
        _("day of the 2.8 decision"): (case.first_decision_on, told.first_decision_on),
        _("day of being treated as this"): (case.treated_on, told.treated_on),
        _("moment of its end"): (case.ended_at, told.ended and told.ended.at),
    }
    for what, (stored_, replayed) in pairs.items():
        if stored_ != replayed:
            yield difference_fault(case, what, stored_, replayed)


def requests_in_events(filing: Iterable[Event]) -> dict[int, RequestDates]:
    """The requests that events tell, by key, as the clock reads them."""
    asked: dict[int, RequestDates] = {}
    for event in filing:
        if event.act not in (ASK, RENEW, ANSWER, REVOKE):
            continue
        facts, on = facts_of(event), legal_day(event.at)
        known = asked.get(facts.request)
        if event.act == ASK:
            asked[facts.request] = RequestDates(on, None, facts.answer_by)
        elif known and event.act == RENEW:
            asked[facts.request] = known._replace(answer_by=facts.answer_by)
        elif known:
            asked[facts.request] = known._replace(
                answered=on, withdrawn=event.act == REVOKE
            )
    return asked


def _requests(history: History) -> Iterator[RecordFault]:
    """The stored requests of this case beside those that its events tell."""
    case = history.case
    told = requests_in_events(history.events)
    kept = {
        row.pk: clock_request(row) for row in history.requests if row.case_id == case.pk
    }
    for key in sorted(told.keys() | kept.keys()):
        if told.get(key) != kept.get(key):
            what = _("request %(number)s") % {"number": key}
            yield difference_fault(case, what, kept.get(key), told.get(key))


def _dates(history: History, told: ReplayedCase, books: Law) -> Iterator[RecordFault]:
    """The dates that follow, and the days the clock stood still when it ended."""
    case, last = history.case, history.events[-1]
    until, at = history.filing[-1], last.at
    if told.ended:
        until, at = told.ended, told.ended.at
    try:
        found = replayed_reckoning(history, told, books, until, at)
        replayed = case_dates(case, found)
        suspended = found.suspended_days if told.ended else 0
    except FactsRefused as refused:
        yield RecordFault(case.number, None, str(refused))
        return
    names = [_("decision due"), _("refusing to agree until"), _("may start on")]
    for what, kept, new in zip(names, stored_dates(case), replayed, strict=True):
        if kept != new:
            yield difference_fault(case, what, kept, new)
    if case.suspended_days != suspended:
        what = _("days that the clock stood still")
        yield difference_fault(case, what, case.suspended_days, suspended)


def replayed_reckoning(
    history: History, told: ReplayedCase, books: Law, until: Event, at: datetime
) -> Reckoning:
    """The term by what the filing's events tell up to one, as seen at a moment."""
    known = (
        event
        for event in history.filing
        if event.pk <= until.pk and event.case_id in history.suspending
    )
    assert told.received is not None  # `replay_faults` has seen to that
    rule, coupled = case_rules(history.case, books)
    facts = Facts(
        received=told.received,
        requests=tuple(requests_in_events(known).values()) if rule.running_days else (),
        extension_days=told.extension_days,
        first_decision=told.first_decision_on if rule.count > 1 else None,
        treated=told.treated_on,
        asks_consent=history.case.asks_consent,
    )
    return reckon(rule, facts, books.calendar, legal_day(at), coupled=coupled)


def difference_fault(
    case: Case, what: str, kept: object, told: object, event: Event | None = None
) -> RecordFault:
    """A difference in words."""
    words = {"what": what, "kept": value_in_words(kept), "told": value_in_words(told)}
    text = _("%(what)s: stored is %(kept)s, the events give %(told)s") % words
    return RecordFault(case.number, event.pk if event else None, text)


def value_in_words(value: object) -> str:
    """A value as a fault tells it."""
    if isinstance(value, RequestDates):
        ended = value.answered.isoformat() if value.answered else "…"
        until = value.answer_by.isoformat() if value.answer_by else "…"
        return f"{value.asked.isoformat()} – {ended} ({until})"
    return "–" if value in (None, "") else str(value)
