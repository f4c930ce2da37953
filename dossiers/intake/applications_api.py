"""`/api/v1/applications`: finding one's applications, and beginning one.

Here, and not with the rest of a draft, because a change names the dossier it changes.
"""

import re
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machines.idempotency import KEY_PARAMETER, once_per_key
from accounts.machines.machine_view import MachineView
from accounts.machines.problems import Problem
from accounts.models import MachineClient
from applications.api.drafts import (
    application_response,
    client_application,
    save_answers,
)
from applications.api.inputs import AnswersField, require_known
from applications.api.outputs import ApplicationOutput, rfc3339_moment
from applications.api.strict import StrictInput, checked_query
from applications.drafting.drafting import edition_on, start_draft
from applications.forms.procedures import sections_of
from applications.models import Application
from dossiers.case_api.case_queries import client_cases
from dossiers.cases.versions import latest_version
from procedures.counting.legal_day import legal_day

ROWS_MAX = 100


class DraftInput(StrictInput):
    """What POST takes."""

    procedure = serializers.CharField(max_length=60)
    dossier = serializers.CharField(
        max_length=40,
        required=False,
        allow_null=True,
        help_text="For a change: the dossier or case that it changes.",
    )
    externalReference = serializers.CharField(
        max_length=100,
        required=False,
        allow_blank=True,
        default="",
        help_text="Your own reference, unique in your organisation.",
    )
    answers = AnswersField(required=False, default=dict)


class ApplicationFilters(StrictInput):
    """The query parameters of the list."""

    status = serializers.ChoiceField(["draft", "filed"], required=False)
    externalReference = serializers.CharField(required=False)


class ApplicationRow(serializers.Serializer[None]):
    """An application in a list."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(["draft", "filed"])
    procedure = serializers.CharField()
    title = serializers.CharField()
    externalReference = serializers.CharField()
    changedAt = serializers.DateTimeField()


class ApplicationsOutput(serializers.Serializer[None]):
    """The applications that changed last, at most 100."""

    results = ApplicationRow(many=True)


class ApplicationsView(MachineView):
    """The applications of the organisation."""

    scopes = {"GET": "applications:read", "POST": "applications:write"}

    @extend_schema(
        operation_id="listApplications",
        tags=["applications"],
        parameters=[ApplicationFilters],
        responses=ApplicationsOutput,
    )
    def get(self, request: Request) -> Response:
        """The applications that changed last; find one by `externalReference`."""
        payload = checked_query(request, ApplicationFilters)
        rows = Application.objects.filter(organisation=self.client.organisation_id)
        if "externalReference" in payload:
            rows = rows.filter(external_reference=payload["externalReference"])
        if "status" in payload:
            rows = rows.filter(filed_at__isnull=payload["status"] == "draft")
        return Response(
            {
                "results": [
                    application_row(row) for row in rows.values(*ROW_FIELDS)[:ROWS_MAX]
                ]
            }
        )

    @extend_schema(
        operation_id="createApplication",
        tags=["applications"],
        parameters=[KEY_PARAMETER],
        request=DraftInput,
        responses={201: ApplicationOutput},
    )
    @once_per_key
    def post(self, request: Request) -> Response:
        """Begin a draft. Answers are kept as sent; `missing` says what is wrong."""
        payload = DraftInput(data=request.data)
        payload.is_valid(raise_exception=True)
        draft = self.begin(**payload.validated_data)
        response = application_response(client_application(self, draft.pk), status=201)
        response["Location"] = f"{request.path}/{draft.pk}"
        return response

    def begin(
        self,
        *,
        procedure: str,
        answers: dict[str, Any],
        externalReference: str,
        dossier: str | None = None,
    ) -> Application:
        """The new draft with its answers. Raises a 409 for a reference in use."""
        at = timezone.now()
        edition = edition_on(procedure, legal_day(at))
        require_known(answers, sections_of(procedure, edition))
        try:
            # A savepoint, so that after a reference in use the transaction of the call
            # can still be asked which one has it.
            with transaction.atomic():
                draft = start_draft(
                    procedure_key=procedure,
                    organisation=self.client.organisation,
                    by=self.actor,
                    at=at,
                    changes=filing_to_change(self.client, dossier) if dossier else None,
                    external_reference=externalReference,
                )
        # By the constraint and not by a look before: two systems may send one reference
        # at once.
        except IntegrityError as error:
            raise reference_in_use(self.client, externalReference) from error
        # After the draft stands: answers that are not right are kept and told as
        # missing, never a reason to refuse it.
        save_answers(draft, answers, by=self.actor, at=at)
        return draft


ROW_FIELDS = (
    "id",
    "filed_at",
    "procedure_key",
    "title",
    "external_reference",
    "changed_at",
)


def application_row(row: dict[str, Any]) -> dict[str, Any]:
    """An application in a list."""
    return {
        "id": str(row["id"]),
        "status": "filed" if row["filed_at"] else "draft",
        "procedure": row["procedure_key"],
        "title": row["title"],
        "externalReference": row["external_reference"],
        "changedAt": rfc3339_moment(row["changed_at"]),
    }


def filing_to_change(client: MachineClient, number: str) -> Application:
    """The last filing in a dossier of the client's organisation, or the case named."""
    wanted = number.strip().replace("IG ", "IG-", 1)
    cases = (
        client_cases(client).select_related("application").order_by("-follow_number")
    )
    found = cases.filter(number=wanted).first()
    # Not a case number, so a dossier: its last filing is what a change goes on from.
    if found is None and not re.search(r"-\d{3,}$", wanted):
        found = cases.filter(number__startswith=f"{wanted}-").first()
    if found is None:
        detail = _("Your organisation has no dossier or case of this number.")
        fault = {"pointer": "/dossier", "code": "unknown", "detail": detail}
        raise Problem(400, "invalid-request", detail, errors=[fault])
    # As supplemented, for that is what holds now (ADR 14).
    return latest_version(found)


def reference_in_use(client: MachineClient, reference: str) -> Problem:
    """The organisation has an application with this reference: which one."""
    existing = Application.objects.get(
        organisation=client.organisation_id, external_reference=reference
    )
    detail = _("Your organisation already has an application with this reference.")
    fault = {"pointer": "/externalReference", "code": "in-use", "detail": detail}
    return Problem(
        409,
        "external-reference-in-use",
        detail,
        errors=[fault],
        extra={"id": str(existing.pk)},
    )
