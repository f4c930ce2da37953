"""`/api/v1/applications/{id}/organisms`: the rows, up to 1,000 a call."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machines.idempotency import KEY_PARAMETER, once_per_key
from accounts.machines.machine_view import MachineView
from accounts.machines.problems import Problem
from applications.api.drafts import IF_MATCH_NEEDED, client_application, require_match
from applications.api.inputs import AtomicParameter
from applications.api.outputs import Fault, etag
from applications.api.strict import checked_query
from applications.forms.context import FormContext
from applications.forms.sections.organisms import row_problems
from applications.models import Application, OrganismRow
from applications.organisms import editing
from applications.text_input.typed import as_text
from procedures.api.names import escape_pointer, to_camel, to_snake
from procedures.counting.legal_day import legal_day

FIELDS = {to_camel(name): name for name in OrganismRow.FIELDS}


class OrganismInput(serializers.Serializer[None]):
    """One group of similar ggo's (Besluit ggo, bijlage 5, g and h)."""

    host = serializers.CharField()
    hostClass = serializers.CharField(required=False)
    vector = serializers.CharField()
    insert = serializers.CharField()
    donor = serializers.CharField()
    function = serializers.CharField()
    handling = serializers.CharField(required=False)
    cfi = serializers.CharField()
    level = serializers.CharField(required=False)
    article = serializers.CharField()
    requirements = serializers.CharField(required=False)


class OrganismsInput(serializers.Serializer[None]):
    """The rows of one call."""

    rows = OrganismInput(many=True, max_length=editing.MAX_ROWS)  # type: ignore[call-arg]  # `many` hands the rest to the list


class OrganismsOutput(serializers.Serializer[None]):
    """All rows, in order; PUT takes the same."""

    rows = OrganismInput(many=True)


class RowResult(serializers.Serializer[None]):
    """What became of a row; `row` counts from 0 as it was sent."""

    row = serializers.IntegerField()
    status = serializers.ChoiceField(["stored", "refused"])
    position = serializers.IntegerField(required=False)
    errors = Fault(many=True, required=False)  # type: ignore[assignment]  # a field


class OrganismsResult(serializers.Serializer[None]):
    """A result per row."""

    stored = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = RowResult(many=True)


class CheckedRows(NamedTuple):
    """The rows of a call under our names, with the faults of each."""

    rows: list[dict[str, Any]]
    faults: list[list[dict[str, Any]]]

    @property
    def good(self) -> list[dict[str, Any]]:
        """The rows without faults."""
        pairs = zip(self.rows, self.faults, strict=True)
        return [row for row, found in pairs if not found]


def check_rows(data: Any, application: Application, *, at: datetime) -> CheckedRows:
    """Every row by the same checks as the form. Raises a 400 when there are no rows."""
    sent, prefix = rows_of(data)
    context = FormContext(application, legal_day(at))
    rows, faults = [], []
    for index, row in enumerate(sent):
        found = list(row_faults(row, f"{prefix}/{index}", context))
        rows.append({} if found else {to_snake(k): v for k, v in row.items()})
        faults.append(found)
    return CheckedRows(rows, faults)


def rows_of(data: Any) -> tuple[list[Any], str]:
    """The rows of a body, `{"rows": […]}` or a bare list, and the pointer to them."""
    rows, prefix = (data, "") if isinstance(data, list) else (None, "/rows")
    if isinstance(data, dict) and set(data) == {"rows"}:
        rows = data["rows"]
    if not isinstance(rows, list):
        raise wrong_rows(prefix, "required", _("Send {“rows”: […]}, a list of rows."))
    if len(rows) > editing.MAX_ROWS:
        text = _("Send at most %(number)d rows at a time.")
        raise wrong_rows(prefix, "too-many", text % {"number": editing.MAX_ROWS})
    return rows, prefix


def wrong_rows(pointer: str, code: str, detail: str) -> Problem:
    """The body as a whole is not a list of rows that we can take."""
    fault = {"pointer": pointer, "code": code, "detail": detail}
    return Problem(400, "invalid-request", detail, errors=[fault])


def row_faults(
    row: Any, pointer: str, context: FormContext
) -> Iterator[dict[str, Any]]:
    """What is wrong in a row: its shape first, else what the form says of it."""
    shape = list(shape_faults(row, pointer))
    if shape:
        yield from shape
        return
    values = {name: as_text(row.get(sent)).strip() for sent, name in FIELDS.items()}
    for field, code, message in row_problems(values, context):
        where = f"{pointer}/{to_camel(field)}"
        yield {"pointer": where, "code": code.replace("_", "-"), "detail": str(message)}


def shape_faults(row: Any, pointer: str) -> Iterator[dict[str, Any]]:
    """Names that do not exist and values that are no text."""
    if not isinstance(row, dict):
        text = _("A row is an object of fields.")
        yield {"pointer": pointer, "code": "not-an-object", "detail": text}
        return
    for name, value in row.items():
        where = f"{pointer}/{escape_pointer(name)}"
        if name not in FIELDS:
            text = _("A row has no such field.")
            yield {"pointer": where, "code": "unknown-field", "detail": text}
        elif not (value is None or isinstance(value, str)):
            text = _("Send text here.")
            yield {"pointer": where, "code": "not-a-value", "detail": text}


class OrganismsView(MachineView):
    """The organism rows of an application."""

    scopes = {
        "GET": "applications:read",
        "PUT": "applications:write",
        "POST": "applications:write",
    }

    @extend_schema(
        operation_id="readOrganisms",
        tags=["applications"],
        responses=OrganismsOutput,
    )
    def get(self, request: Request, application_id: UUID) -> Response:
        """All rows, in order."""
        application = client_application(self, application_id)
        rows = application.organisms.values(*OrganismRow.FIELDS)
        found = [{to_camel(name): value for name, value in row.items()} for row in rows]
        return Response({"rows": found}, headers={"ETag": etag(application)})

    @extend_schema(
        operation_id="replaceOrganisms",
        tags=["applications"],
        parameters=[AtomicParameter, IF_MATCH_NEEDED],
        request=OrganismsInput,
        responses=OrganismsResult,
    )
    def put(self, request: Request, application_id: UUID) -> Response:
        """Put these rows in place of all there are. A row with a fault is refused."""
        with transaction.atomic():
            return self.store(request, application_id, editing.replace_rows, status=200)

    @extend_schema(
        operation_id="addOrganisms",
        tags=["applications"],
        parameters=[AtomicParameter, IF_MATCH_NEEDED, KEY_PARAMETER],
        request=OrganismsInput,
        responses={201: OrganismsResult},
    )
    @once_per_key
    def post(self, request: Request, application_id: UUID) -> Response:
        """Add rows at the end. A row with a fault is refused, with its errors."""
        return self.store(request, application_id, editing.add_rows, status=201)

    def store(
        self,
        request: Request,
        application_id: UUID,
        act: Callable[..., list[OrganismRow]],
        *,
        status: int,
    ) -> Response:
        """Check all rows, store the good ones, and tell what became of each."""
        atomic = checked_query(request, AtomicParameter)["atomic"]
        application = client_application(self, application_id, lock=True)
        require_match(request, application)
        at = timezone.now()
        checked = check_rows(request.data, application, at=at)
        require_some(checked, atomic=atomic)
        stored = act(application, checked.good, by=self.actor, at=at)
        application.refresh_from_db(fields=["version"])
        headers = {"ETag": etag(application)}
        return Response(row_results(checked, stored), status=status, headers=headers)


def require_some(checked: CheckedRows, *, atomic: bool) -> None:
    """Refuse the whole call: with `atomic` at one fault, else when no row is good."""
    faults = [fault for found in checked.faults for fault in found]
    if faults and (atomic or not checked.good):
        detail = _("Nothing is stored: see each of the errors.")
        raise Problem(400, "rows-refused", detail, errors=faults)


def row_results(checked: CheckedRows, stored: list[OrganismRow]) -> dict[str, Any]:
    """A result per row, in the order in which they were sent."""
    positions = iter(row.position for row in stored)
    told = [
        {"row": index, "status": "refused", "errors": found}
        if found
        else {"row": index, "status": "stored", "position": next(positions)}
        for index, found in enumerate(checked.faults)
    ]
    refused = sum(bool(found) for found in checked.faults)
    return {"stored": len(stored), "refused": refused, "results": told}
