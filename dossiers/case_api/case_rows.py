"""Cases as machines read them: fixed fields, at most six queries for any number."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from applications.api.outputs import moment
from dossiers.cases.announcement import made_known_on, told_state
from dossiers.cases.dates import window, with_dates_that_hold, with_requests
from dossiers.cases.how_it_ended import TELLING, granted, last
from dossiers.models import Case, Event, Letter
from dossiers.states import TAKEN, TURN, State
from dossiers.work_start.start_ledger import Told, told
from dossiers.work_start.verdict import Verdict
from procedures.law_rows import law

OUTCOME = {
    State.CLOSED: "no-objection",
    State.OBJECTED: "objection",
    State.NOT_TREATED: "not-treated",
    State.WITHDRAWN: "withdrawn",
    State.CONVERTED: "converted",
    State.PROCESSED: "processed",
}
OUTCOMES = ["granted", "refused", *OUTCOME.values()]


def fetched(cases):
    """The cases with all that a row tells; the content of the form stays behind."""
    telling = Event.objects.filter(act__in=TELLING)
    return (
        cases.select_related("dossier", "procedure", "follow_up", "application")
        .defer("application__content")
        .prefetch_related(
            Prefetch("events", queryset=telling),
            Prefetch("letters", queryset=Letter.objects.defer("words")),
        )
    )


def rows(cases: Iterable[Case], *, today: date) -> list[dict]:
    """Each case as a row, on a day; the law and the requests are read once."""
    held, cases = law.current(), with_requests(cases)
    shown = with_dates_that_hold(cases, today=today, books=held)
    return [row(case, told(case, today=today, books=held)) for case in shown]


def row(case: Case, of_case: Told) -> dict:
    """One case as its applicant may know it: a decision once it was sent (Awb 3:41)."""
    state = told_state(case)
    return {
        "number": case.number,
        "dossier": case.dossier and case.dossier.number.replace(" ", "-"),
        "coupledWith": [label.replace(" ", "-") for label in case.coupled],
        "application": str(case.application_id),
        "externalReference": case.application.external_reference,
        "title": case.title,
        "procedure": case.procedure.key,
        "level": case.governing.level,
        "status": state,
        "turn": TURN[state],
        "receivedAt": moment(case.received_at),
        "dueOn": day(case.due_on),
        "objectionUntil": day(window(case, case.objection_until)),
        "mayStart": verdict(of_case.verdict),
        "standingStill": of_case.reckoning.standing_still,
        "outcome": outcome(case),
        "madeKnownOn": day(announced(case)),
        "changedAt": moment(case.changed_at),
    }


def outcome(case: Case) -> str | None:
    """How the case ended, in a word; None while it is open, or that was not sent."""
    state = told_state(case)
    if state == State.DECIDED:
        return "granted" if granted(case) else "refused"
    return OUTCOME.get(state)


def announced(case: Case) -> date | None:
    """The day on which the decision that it ended with was sent (Awb 3:41)."""
    event = last(case, *TAKEN)
    return made_known_on(case, event) if event else None


def verdict(found: Verdict) -> dict:
    """May work start?"""
    return {"verdict": found.verdict, "from": day(found.from_), "reason": found.reason}


def day(on: date | None) -> str | None:
    """A legal day as RFC 3339 writes it."""
    return on.isoformat() if on else None


def letter(of: Letter, url: str) -> dict:
    """One letter; `url` is where its PDF is, once it has been made."""
    return {
        "id": of.pk,
        "kind": of.kind,
        "createdAt": moment(of.created_at),
        "madeAt": moment(of.made_at),
        "sentAt": moment(of.sent_at),
        "postedOn": day(of.posted_on),
        "madeKnownOn": day(of.made_known_on),
        "sha256": of.sha256 or None,
        "url": url if of.made_at else None,
    }
