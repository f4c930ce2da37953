"""The calculation of terms as integrators send and receive it: JSON in, JSON out.

One function serves `manage.py term`, `term --lines` and `POST /term-calculations`.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError

from procedures.api.term_input import RequestFault, TermRequest, read_request
from procedures.counting.clock import reckon
from procedures.counting.terms import (
    DateOutOfRange,
    FactsRefused,
    LedgerStep,
    LegalGround,
    Reckoning,
    TermRule,
    fact_problems,
)
from procedures.explaining import labels
from procedures.law_rows.law import Law
from procedures.law_rows.planning import latest_filing
from procedures.models import NotInForce, Procedure, UnknownRow

PROBLEM_TYPE = "urn:problem-type:ggo-portal:invalid-request"
# Allows all that some row allows, to find other faults when the row is not known.
ANY_RULE = TermRule("any", "decision", days=1, count=2, extension_days=366)
# The name on the wire of each fact that the clock may refuse.
NAMES = {
    "received": "receivedOn",
    "requests": "requests",
    "asked": "askedOn",
    "answered": "answeredOn",
    "answer_by": "answerBy",
    "extension_days": "extensionDays",
    "first_decision": "firstDecisionOn",
}


class InvalidRequest(ValidationError):
    """All that is wrong with a request: `errors` lists {pointer, code, detail}."""

    def __init__(self, errors: list[dict[str, Any]]):
        super().__init__(_nested(errors))
        self.errors = errors

    def __str__(self) -> str:
        return " ".join(error["detail"] for error in self.errors)


def calculate_term(body: object, law: Law, *, today: date) -> dict[str, Any]:
    """Every date and the ledger for the facts in `body`, as `api.md` names them.

    `today` holds unless the body names another. Raises `InvalidRequest` with all that
    is wrong at once.
    """
    request, faults = read_request(body, today=today)
    procedure = _procedure(request, law, faults)
    # The other facts are judged all the same, so that a client mends everything in one
    # round.
    rule = law.rule(procedure) if procedure else ANY_RULE
    if request.facts is not None:
        problems_found = fact_problems(rule, request.facts, law.calendar.covers)
        faults += [_facts_fault(problem, request) for problem in problems_found]
        days = {"today": request.today, "startOn": request.start_on}
        faults += [
            _out_of_range(name)
            for name, day in days.items()
            if day and not law.calendar.covers(day)
        ]
    if faults or procedure is None or request.facts is None:
        raise InvalidRequest([fault._asdict() for fault in faults])
    reckoning = reckon(rule, request.facts, law.calendar, request.today)
    file_by = _file_by(request, reckoning, law)
    return {**reckoning_out(procedure, reckoning, law), "fileBy": _iso(file_by)}


def problem_out(errors: list[dict[str, Any]]) -> dict[str, Any]:
    """Faults as problem details (RFC 9457), for who does not ask over HTTP."""
    return {
        "type": PROBLEM_TYPE,
        "title": _("The request is not valid"),
        "status": 400,
        "detail": " ".join(error["detail"] for error in errors),
        "errors": errors,
    }


def reckoning_out(
    procedure: Procedure, reckoning: Reckoning, law: Law
) -> dict[str, Any]:
    """A reckoning as it goes over the wire; dates as YYYY-MM-DD, null for none."""
    return {
        "procedure": procedure.key,
        "procedureValidFrom": procedure.valid_from.isoformat(),
        "lastDay": _iso(reckoning.last_day),
        "coupledLastDay": _iso(reckoning.coupled_last_day),
        "secondLastDay": _iso(reckoning.second_last_day),
        "mayStartOn": _iso(reckoning.may_start_on),
        "objectionUntil": _iso(reckoning.objection_until),
        "aimOn": _iso(reckoning.aim_on),
        "standingStill": reckoning.standing_still,
        "ifAnsweredToday": _iso(reckoning.if_answered_today),
        "suspendedDays": reckoning.suspended_days,
        "freeDaysKnownThrough": _iso(law.calendar.known_through),
        "steps": [step_out(step, law) for step in reckoning.steps],
    }


def step_out(step: LedgerStep, law: Law) -> dict[str, Any]:
    """A step of the ledger; `effect` is a fixed code, the texts are for people."""
    return {
        "from": _iso(step.from_),
        "to": _iso(step.to),
        "days": step.days,
        "effect": step.effect.value,
        "text": labels.step_label(step),
        "ground": ground_out(step.ground),
        "furtherGrounds": [ground_out(ground) for ground in step.also],
        "fact": [day.isoformat() for day in step.fact],
        "factText": labels.fact_text(step, law.calendar),
    }


def ground_out(ground: LegalGround) -> dict[str, str]:
    """A reference to the law."""
    return ground._asdict()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _procedure(
    request: TermRequest, law: Law, faults: list[RequestFault]
) -> Procedure | None:
    """The row in force on the day of receipt, or else a fault that says why."""
    if request.procedure is None:
        return None
    try:
        return law.in_force(request.procedure, request.received or request.today)
    except UnknownRow:
        detail = _("There is no procedure by this key. See /api/v1/procedures.")
        faults.append(RequestFault("/procedure", "unknown-procedure", detail))
    except NotInForce:
        if request.received is not None:
            history = law.procedures[request.procedure]
            detail = labels.not_in_force(history, request.received)
            faults.append(RequestFault("/receivedOn", "not-in-force", detail))
    return None


def _facts_fault(problem: FactsRefused, request: TermRequest) -> RequestFault:
    path = [
        NAMES[part] if isinstance(part, str) else str(request.positions[part])
        for part in problem.field
    ]
    return RequestFault(
        "/" + "/".join(path), problem.code, labels.fact_refusal_text(problem)
    )


def _file_by(request: TermRequest, reckoning: Reckoning, law: Law) -> date | None:
    """The latest day to file for the wished day; as many days stand still as here."""
    if request.start_on is None or request.procedure is None:
        return None
    try:
        return latest_filing(
            law,
            request.procedure,
            request.start_on,
            suspended_days=reckoning.suspended_days,
            extension_days=request.facts.extension_days if request.facts else 0,
        )
    except DateOutOfRange as error:
        raise InvalidRequest([_out_of_range("startOn")._asdict()]) from error


def _out_of_range(name: str) -> RequestFault:
    detail = str(labels.REFUSED["date-out-of-range"])
    return RequestFault(f"/{name}", "date-out-of-range", detail)


def _nested(errors: list[dict[str, Any]]) -> dict[str, Any]:
    """The faults as a serializer nests them, each at the place its pointer names."""
    nested: dict[str, Any] = {}
    for error in errors:
        fault = ErrorDetail(error["detail"], error["code"])
        *path, last = (
            error.get("pointer", error.get("parameter", ""))
            .removeprefix("/")
            .split("/")
        )
        inner = nested
        for part in path:
            inner = inner.setdefault(part, {})
        inner.setdefault(last or "non_field_errors", []).append(fault)
    return nested
