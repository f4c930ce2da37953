"""Which cases a machine may see, and by what it looks for them."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.machines.problems import Problem
from accounts.models import MachineClient, Organisation, User
from applications.api.strict import StrictInput
from dossiers.case_api.case_rows import with_payload_data
from dossiers.cases.announcement import told_as
from dossiers.cases.dates import with_current_dates
from dossiers.cases.search import governing_row_condition
from dossiers.models import Case
from dossiers.models.dossier import CaseQuerySet
from dossiers.states import OPEN, STATES, State, Turn
from procedures.law_rows import law
from procedures.models import amsterdam_today

PAGE = 20
LONGEST_PAGE = 100


class CaseNumber:
    """The part of an address that is a case number."""

    regex = r"(?:IG-\d{2}-\d{3,}_[A-Za-z0-9.-]+-\d{3,}|ADM-[0-9A-F]{8})"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


NOT_FILTERS = {"cursor", "limit"}


def cursor_signer(query: dict[str, Any]) -> Signer:
    """What marks a cursor as ours, and as one of the list with these filters."""
    # Signed with its filters: carried over to another list a cursor would leave cases
    # out without a word. How many are on a page may change on the way.
    filters = {name: str(query[name]) for name in query.keys() - NOT_FILTERS}
    return Signer(salt=f"cases.cursor {json.dumps(filters, sort_keys=True)}")


def next_cursor(last: Case, query: dict[str, Any]) -> str:
    """How the next page is asked for: the id of the last case of this one, signed."""
    return cursor_signer(query).sign(str(last.pk))


class CaseFilters(StrictInput):
    """The query parameters of the list."""

    status = serializers.ChoiceField(State.choices, required=False)
    turn = serializers.ChoiceField(Turn.choices, required=False)
    dueBefore = serializers.DateField(
        required=False,
        help_text="Open cases whose dueOn, or else objectionUntil, is before this day.",
    )
    changedSince = serializers.DateTimeField(required=False)
    level = serializers.CharField(required=False)
    procedure = serializers.CharField(required=False)
    externalReference = serializers.CharField(required=False)
    cursor = serializers.CharField(
        required=False, help_text="From `next`, with the same filters; not to be read."
    )
    limit = serializers.IntegerField(
        required=False, min_value=1, max_value=LONGEST_PAGE, default=PAGE
    )

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """The cursor becomes the id of the last case that the caller has."""
        if "cursor" not in values:
            return values
        try:
            last = int(cursor_signer(values).unsign(values["cursor"]))
        except BadSignature as error:
            text = _("This cursor is not one that we gave for this list.")
            fault = serializers.ErrorDetail(text, "unknown")
            raise serializers.ValidationError({"cursor": [fault]}) from error
        return values | {"cursor": last}


def client_cases(client: MachineClient) -> CaseQuerySet:
    """The cases of the client's organisation."""
    return Case.objects.filter(organisation=client.organisation_id)


def client_case_or_404(cases: CaseQuerySet, number: str) -> Case:
    """One of these cases by its number; a 404 when it is not among them."""
    found = cases.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def filter_condition(query: dict[str, Any]) -> Q:
    """The condition that the query parameters ask for."""
    wanted = Q()
    for name, value in query.items():
        if name in CONDITIONS:
            wanted &= CONDITIONS[name](value)
    return wanted


def due_before_condition(day: date) -> Q:
    """By the stored date, or where that does not hold any more (ADR 25)."""
    # Too many rather than too few: `cases_and_cursor` derives these anew, and drops
    # what does not fit.
    return Q(due__lt=day) | Q(law_number__lt=law.current_law().number)


CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "status": lambda state: told_as([State(state)]),
    "turn": lambda turn: told_as(
        s for s, meaning in STATES.items() if meaning.turn == turn
    ),
    "dueBefore": lambda day: Q(state__in=sorted(OPEN)) & due_before_condition(day),
    "changedSince": lambda at: Q(changed_at__gte=at),
    "level": lambda level: governing_row_condition("level", level),
    "procedure": lambda key: Q(procedure__key=key),
    "externalReference": lambda text: Q(application__external_reference=text),
    "cursor": lambda last: Q(pk__lt=last),
}


def cases_and_cursor(
    client: MachineClient, query: dict[str, Any]
) -> tuple[list[Case], str | None]:
    """A page of cases, the newest first, and the cursor of the next one if any.

    While dates are derived anew it can hold fewer than were asked for: a case whose
    stored date did not hold is left out when the new one is not before `dueBefore`.
    """
    cases = with_payload_data(client_cases(client)).filter(filter_condition(query))
    # One more than asked says whether there is a next page, without a count.
    found = list(cases.order_by("-pk")[: query["limit"] + 1])
    has_more = len(found) > query["limit"]
    found = found[: query["limit"]]
    # Before the page is thinned out below: the next one goes on after what was read,
    # not after what is shown.
    after = next_cursor(found[-1], query) if has_more else None
    if before := query.get("dueBefore"):
        today = amsterdam_today()
        found = with_current_dates(found, today=today)
        found = [case for case in found if case.due and case.due < before]
    return found, after


def person_by_email(organisation: Organisation, email: str) -> User:
    """The active person of the organisation with this address; a 400 without."""
    people = User.objects.filter(memberships__organisation=organisation, is_active=True)
    found = people.filter(email=email.lower()).first()
    if found is None:
        detail = _("Your organisation has nobody with this e-mail address.")
        fault = {"pointer": "/onBehalfOf", "code": "unknown", "detail": detail}
        raise Problem(400, "invalid-request", detail, errors=[fault])
    return found
