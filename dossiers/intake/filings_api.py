"""`/api/v1/applications/{id}/filings`: filing, or trying it without filing."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.machines.idempotency import once_per_key
from accounts.machines.machine_view import MachineView
from accounts.machines.problems import Problem
from applications.api.drafts import client_application
from applications.api.strict import StrictInput
from applications.completeness.checks import missing_before_filing
from applications.errors import AlreadyFiled
from applications.findings import fault_json
from applications.models import Application
from applications.reading.content import application_content, valid_signature
from applications.signing.freezing import standing_mandate
from dossiers.case_api.case_outputs import CaseOutput, DryRunOutput
from dossiers.case_api.case_queries import person_by_email
from dossiers.case_api.case_rows import case_payloads, rfc3339_day, verdict_payload
from dossiers.cases.case_plan import cases_to_open
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Dossier
from dossiers.states import State
from dossiers.work_start.start_ledger import term_and_start
from procedures.api import term_output
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.models import NotInForce, Procedure

KEY_UNLESS_DRY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="Needed unless dryRun: a new one for each new filing.",
)


class FilingInput(StrictInput):
    """What POST takes."""

    onBehalfOf = serializers.EmailField(
        required=False,
        help_text="The BVF whose mandate this client files under, or the person of "
        "your organisation who files what the BVF has signed. Needed to file.",
    )
    dryRun = serializers.BooleanField(default=False)

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """Filing is done in somebody's name; trying needs nobody."""
        if not values["dryRun"] and "onBehalfOf" not in values:
            text = _("Say in whose name you file: the e-mail address of the BVF.")
            fault = serializers.ErrorDetail(text, "required")
            raise serializers.ValidationError({"onBehalfOf": [fault]})
        return values


class FilingsView(MachineView):
    """Filing an application."""

    scopes = {"POST": "filings:write"}

    @extend_schema(
        operation_id="fileApplication",
        tags=["applications"],
        parameters=[KEY_UNLESS_DRY],
        request=FilingInput,
        responses={201: CaseOutput, 200: DryRunOutput},
    )
    def post(self, request: Request, application_id: UUID) -> Response:
        """File it: 201 with the case. With `dryRun`: 200 with all that would follow."""
        payload = FilingInput(data=request.data)
        payload.is_valid(raise_exception=True)
        email = payload.validated_data.get("onBehalfOf")
        # Outside `once_per_key`: what changes nothing may be asked as often as one
        # likes, without a key.
        if payload.validated_data["dryRun"]:
            return self.try_out(client_application(self, application_id), email)
        return self.file(request, application_id, email)

    @once_per_key
    def file(self, request: Request, application_id: UUID, email: str) -> Response:
        """Hand it over, in one transaction with the answer under its key."""
        application = client_application(self, application_id)
        person = person_by_email(application.organisation, email)
        by = Actor(user=person, client=self.client)
        at = timezone.now()
        try:
            case = receive_application(application, by=by, at=at)
        except AlreadyFiled as error:
            raise already_filed_problem(application) from error
        where = {"Location": reverse("api-case", args=[case.number])}
        answer = case_payloads([case], today=legal_day(at))[0]
        return Response(answer, status=201, headers=where)

    def try_out(self, application: Application, email: str | None) -> Response:
        """All that filing now would give. Raises a 409 when it is filed already."""
        if not application.is_draft:
            raise already_filed_problem(application)
        person = person_by_email(application.organisation, email) if email else None
        by = Actor(user=person, client=self.client)
        return Response(dry_run_result(application, by=by, at=timezone.now()))


def already_filed_problem(application: Application) -> Problem:
    """It has a case: which one."""
    case = Case.objects.filter(application=application).earliest("pk")
    detail = _("This application was already filed as %(case)s.") % {"case": case.label}
    return Problem(409, "already-filed", detail, extra={"case": case.number})


def dry_run_result(
    application: Application, *, by: Actor, at: datetime
) -> dict[str, Any]:
    """Procedure, what is missing, number tag, and every date, as filing now would give.

    Raises `NotInForce` when the procedure is not in force today.
    """
    today, law_today = legal_day(at), law.current_law()
    procedure = law_today.in_force(application.procedure_key, today)
    # Never saved: the clock takes it as any other, so that what is foretold is what
    # filing would give.
    case = Case(procedure=procedure, state=State.RECEIVED, received_at=at)
    tags = number_tags(application, procedure, law_today, today)
    of_case = term_and_start(case, today=today, books=law_today)
    changes = application.changes
    changed = Case.objects.filter(application=changes and changes.filing_id)
    dossier = Dossier.objects.filter(cases__in=changed).first()
    return {
        "dryRun": True,
        "dossier": dossier and dossier.number.replace(" ", "-"),
        "numberTag": dossier.tag if dossier else " + ".join(tags),
        "missing": filing_gaps(application, by=by, at=at),
        "receivedOn": rfc3339_day(today),
        "mayStart": verdict_payload(of_case.verdict),
        **term_output.reckoning_out(procedure, of_case.reckoning, law_today),
    }


def number_tags(
    application: Application, procedure: Procedure, law_today: law.Law, today: date
) -> list[str]:
    """The tags of the numbers that filing would take; those of a combination once it
    says which KG or VA it has."""
    try:
        found = cases_to_open(
            application_content(application), procedure, law_today, today
        )
    # A draft may not say yet which KG or VA it is about.
    except (KeyError, NotInForce):
        return [procedure.number_tag]
    return [piece.tag for piece in found]


def filing_gaps(
    application: Application, *, by: Actor, at: datetime
) -> list[dict[str, Any]]:
    """What stands in the way of filing, the signature included."""
    found = [
        fault_json(gap) for gap in missing_before_filing(application, on=legal_day(at))
    ]
    signed = valid_signature(application)
    if not signed and not standing_mandate(application, by=by, at=at):
        text = _("Let a BVF sign it, or file in the name of a BVF who gave a mandate.")
        # Last: a signature is for a hash, so what is missing is mended before it (ADR
        # 6).
        found.append({"pointer": "/signature", "code": "not-signed", "detail": text})
    return found
