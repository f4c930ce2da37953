"""Reads the facts of a term calculation from JSON; finds all faults in one go."""

import re
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from procedures.api.names import escape_pointer
from procedures.counting.terms import Facts, RequestDates

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_REQUESTS = 1000
FIELDS = {
    "procedure",
    "receivedOn",
    "requests",
    "extensionDays",
    "firstDecisionOn",
    "startOn",
    "today",
}
REQUEST_FIELDS = {"askedOn", "answeredOn", "answerBy"}


class RequestFault(NamedTuple):
    """One thing wrong: a JSON Pointer to it, a fixed code, words that help."""

    pointer: str
    code: str
    detail: str


class TermRequest(NamedTuple):
    """What could be read. `positions` is the place of each request in the body."""

    procedure: str | None
    received: date | None
    facts: Facts | None
    today: date
    positions: list[int]
    start_on: date | None = None


def read_request(
    body: object, *, today: date
) -> tuple[TermRequest, list[RequestFault]]:
    """The facts of a calculation, and every fault in how they are written."""
    faults: list[RequestFault] = []
    if not isinstance(body, dict):
        faults.append(RequestFault("", "invalid", _("Send a JSON object.")))
        return TermRequest(None, None, None, today, []), faults
    _unknown(body, FIELDS, "", faults)
    procedure = _text(body, "procedure", faults)
    received = _day(body, "receivedOn", "", faults, required=True)
    requests = _requests(body, faults)
    extension = _extension(body, faults)
    decided = _day(body, "firstDecisionOn", "", faults)
    start_on = _day(body, "startOn", "", faults)
    now = _day(body, "today", "", faults) or today
    read = tuple(request for _place, request in requests)
    # Without a day of receipt the other facts are still held against each other.
    day_zero = received or min((each.asked for each in read), default=now)
    facts = Facts(day_zero, read, extension, decided)
    places = [place for place, _request in requests]
    return TermRequest(procedure, received, facts, now, places, start_on), faults


def _unknown(
    body: dict[str, Any], known: set[str], at: str, faults: list[RequestFault]
) -> None:
    """A misspelt name would silently leave a fact out of the sum, so it is refused."""
    for name in body.keys() - known:
        pointer = f"{at}/{escape_pointer(str(name))}"
        detail = _("This field is not known. Known are: %(names)s.") % {
            "names": ", ".join(sorted(known))
        }
        faults.append(RequestFault(pointer, "unknown-field", detail))


def _text(body: dict[str, Any], name: str, faults: list[RequestFault]) -> str | None:
    value = body.get(name)
    if isinstance(value, str) and value:
        return value
    if value is None or value == "":
        detail = _("Give the key of a procedure, as /api/v1/procedures lists them.")
        faults.append(RequestFault(f"/{name}", "required", detail))
    else:
        faults.append(RequestFault(f"/{name}", "invalid", _("This must be a text.")))
    return None


def _day(
    body: dict[str, Any],
    name: str,
    at: str,
    faults: list[RequestFault],
    *,
    required: bool = False,
) -> date | None:
    value = body.get(name)
    if value is None:
        if required:
            detail = _("Give a date, as in 2026-11-21.")
            faults.append(RequestFault(f"{at}/{name}", "required", detail))
        return None
    try:
        return read_day(value)
    except ValueError:
        detail = _("This is not a date. Write it as in 2026-11-21.")
        faults.append(RequestFault(f"{at}/{name}", "invalid-date", detail))
        return None


def read_day(value: object) -> date:
    """A legal day written as YYYY-MM-DD; raises ValueError for anything else."""
    # `fromisoformat` takes 20261121 and week dates as well, and a contract should have
    # one form.
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        raise ValueError("not a date")
    return date.fromisoformat(value)


def _extension(body: dict[str, Any], faults: list[RequestFault]) -> int:
    value = body.get("extensionDays")
    if value is None:
        return 0
    if type(value) is int or (type(value) is float and value.is_integer()):
        return int(value)  # to JSON Schema 5.0 is a whole number too
    detail = _("This must be a whole number of days.")
    faults.append(RequestFault("/extensionDays", "invalid", detail))
    return 0


def _requests(
    body: dict[str, Any], faults: list[RequestFault]
) -> list[tuple[int, RequestDates]]:
    """Each request that could be read, with its place in the body."""
    value = body.get("requests")
    if value is None:
        return []
    # A bound, because the sum over requests is open to all without a login.
    if not isinstance(value, list) or len(value) > MOST_REQUESTS:
        detail = _("This must be a list of at most %(most)s requests.") % {
            "most": MOST_REQUESTS
        }
        faults.append(RequestFault("/requests", "invalid", detail))
        return []
    read = [(place, _request(each, place, faults)) for place, each in enumerate(value)]
    return [(place, request) for place, request in read if request is not None]


def _request(
    value: object, place: int, faults: list[RequestFault]
) -> RequestDates | None:
    at = f"/requests/{place}"
    if not isinstance(value, dict):
        detail = _("This must be an object with askedOn and answeredOn.")
        faults.append(RequestFault(at, "invalid", detail))
        return None
    _unknown(value, REQUEST_FIELDS, at, faults)
    found = len(faults)
    asked = _day(value, "askedOn", at, faults, required=True)
    answered = _day(value, "answeredOn", at, faults)
    answer_by = _day(value, "answerBy", at, faults)
    if asked is None or len(faults) > found:
        return None
    return RequestDates(asked, answered, answer_by)
