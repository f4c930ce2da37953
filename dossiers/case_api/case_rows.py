"""Cases, their letters and their log as machines read them, each with fixed fields.

Any number of cases takes at most six queries.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch

from applications.api.outputs import rfc3339_moment
from dossiers.cases.act_definition import definition_of
from dossiers.cases.announcement import (
    is_granted,
    last_decision,
    made_known_on,
    told_state,
    verdict_acts,
)
from dossiers.cases.dates import (
    objection_window_end,
    with_current_dates,
    with_suspending_requests,
)
from dossiers.cases.timeline import actor_name_for
from dossiers.models import Case, Event, Letter
from dossiers.models.dossier import CaseQuerySet
from dossiers.states import STATES, State
from dossiers.work_start.start_ledger import TermAndStart, term_and_start
from dossiers.work_start.start_while_running import Verdict
from procedures.api.names import to_camel
from procedures.law_rows import law

OUTCOMES = ["granted", "refused"]
OUTCOMES += [meaning.outcome for meaning in STATES.values() if meaning.outcome]


def with_payload_data(cases: CaseQuerySet) -> CaseQuerySet:
    """The cases with all that a row tells; the content of the form stays behind."""
    # A case may have dozens of events; a row needs those by which it ended or was
    # followed.
    telling = Event.objects.filter(act__in=verdict_acts())
    return (
        cases.select_related("dossier", "procedure", "follow_up", "application")
        .defer("application__content")
        .prefetch_related(
            Prefetch("events", queryset=telling),
            # `words` is all that a letter says; here only its days count.
            Prefetch("letters", queryset=Letter.objects.defer("words")),
        )
    )


def case_payloads(cases: Iterable[Case], *, today: date) -> list[dict[str, Any]]:
    """Each case as a row, on a day; the law and the requests are read once."""
    law_snapshot, cases = law.current_law(), with_suspending_requests(cases)
    shown = with_current_dates(cases, today=today, books=law_snapshot)
    return [
        case_payload(case, term_and_start(case, today=today, books=law_snapshot))
        for case in shown
    ]


def case_payload(case: Case, of_case: TermAndStart) -> dict[str, Any]:
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
        # By the state as it is told: the real one would give away what that keeps back.
        "turn": STATES[state].turn,
        "receivedAt": rfc3339_moment(case.received_at),
        "dueOn": rfc3339_day(case.due_on),
        "objectionUntil": rfc3339_day(objection_window_end(case, case.objection_until)),
        "mayStart": verdict_payload(of_case.verdict),
        "standingStill": of_case.reckoning.standing_still,
        "outcome": case_outcome(case),
        "madeKnownOn": rfc3339_day(decision_made_known_on(case)),
        "changedAt": rfc3339_moment(case.changed_at),
    }


def case_outcome(case: Case) -> str | None:
    """How the case ended, in a word; None while it is open, or that was not sent."""
    state = told_state(case)
    if state == State.DECIDED:
        return "granted" if is_granted(case) else "refused"
    return STATES[state].outcome or None


def decision_made_known_on(case: Case) -> date | None:
    """The day on which the decision that it ended with was sent (Awb 3:41)."""
    event = last_decision(case)
    return made_known_on(case, event) if event else None


def verdict_payload(found: Verdict) -> dict[str, Any]:
    """May work start?"""
    return {
        "verdict": found.verdict,
        "from": rfc3339_day(found.from_),
        "reason": found.reason,
    }


def rfc3339_day(on: date | None) -> str | None:
    """A legal day as RFC 3339 writes it."""
    return on.isoformat() if on else None


def letter_payload(of: Letter, url: str) -> dict[str, Any]:
    """One letter; `url` is where its PDF is, once it has been made."""
    return {
        "id": of.pk,
        "kind": of.kind,
        "order": of.order,
        "createdAt": rfc3339_moment(of.created_at),
        "madeAt": rfc3339_moment(of.made_at),
        "sentAt": rfc3339_moment(of.sent_at),
        "postedOn": rfc3339_day(of.posted_on),
        "madeKnownOn": rfc3339_day(of.made_known_on),
        "sha256": of.sha256 or None,
        "url": url if of.made_at else None,
    }


def event_payload(of: Event, number: str) -> dict[str, Any]:
    """One act on the case with this number."""
    return {
        "sequence": of.pk,
        "type": of.act,
        "case": number,
        "at": rfc3339_moment(of.at),
        "actor": {"kind": of.actor_kind, "name": actor_name_for(of, to_bureau=False)},
        "data": event_data(of),
    }


def event_data(of: Event) -> dict[str, Any]:
    """The facts of an act that are the applicant's to know."""
    public = definition_of(of).public
    shown = {name: of.facts[name] for name in public if name in of.facts}
    if "changes" in shown:
        shown["changes"] = [
            change | {"date": to_camel(change["date"])} for change in shown["changes"]
        ]
    return {to_camel(name): value for name, value in shown.items()}
