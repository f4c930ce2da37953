"""`/api/v1/cases/{number}/withdrawals`: the lab takes back what it filed."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.machines.idempotency import KEY_PARAMETER, once_per_key
from accounts.machines.problems import Problem
from applications.api.strict import StrictInput
from applications.signing.freezing import standing_mandate
from dossiers.case_api.case_outputs import CaseOutput
from dossiers.case_api.case_queries import (
    client_case_or_404,
    client_cases,
    person_by_email,
)
from dossiers.case_api.case_rows import case_payloads, with_payload_data
from dossiers.case_api.case_views import CaseApiView
from dossiers.models import Case
from dossiers.withdrawals.withdrawing import REASON_MAX, withdraw_case
from procedures.counting.legal_day import legal_day


class WithdrawalInput(StrictInput):
    """What POST takes."""

    onBehalfOf = serializers.EmailField(
        help_text="The BVF under whose mandate this client withdraws."
    )
    reason = serializers.CharField(
        max_length=REASON_MAX, required=False, allow_blank=True, default=""
    )


def require_mandate(case: Case, *, by: Actor, at: datetime) -> None:
    """A system withdraws under the mandate of a BVF, as it files; a 403 without."""
    if standing_mandate(case.application, by=by, at=at):
        return
    detail = _(
        "Withdraw in the name of a BVF of your organisation who gave this system a "
        "mandate."
    )
    raise Problem(403, "no-mandate", detail)


class WithdrawalsView(CaseApiView):
    """Withdrawing a case."""

    scopes = {"POST": "filings:write"}

    @extend_schema(
        operation_id="withdrawCase",
        tags=["cases"],
        parameters=[KEY_PARAMETER],
        request=WithdrawalInput,
        responses={201: CaseOutput},
    )
    @once_per_key
    def post(self, request: Request, number: str) -> Response:
        """Withdraw it: 201 with the case. With a 2.8 request goes what rests on it."""
        case = self.case(number)
        payload = WithdrawalInput(data=request.data)
        payload.is_valid(raise_exception=True)
        person = person_by_email(
            case.organisation, payload.validated_data["onBehalfOf"]
        )
        by, at = Actor(user=person, client=self.client), timezone.now()
        # Before the act: it knows who somebody is, and nothing of mandates to machines.
        require_mandate(case, by=by, at=at)
        withdraw_case(case, reason=payload.validated_data["reason"], by=by, at=at)
        # Read anew, with its events and letters: the answer tells how it ended.
        found = client_case_or_404(with_payload_data(client_cases(self.client)), number)
        where = {"Location": reverse("api-case", args=[number])}
        answer = case_payloads([found], today=legal_day(at))[0]
        return Response(answer, status=201, headers=where)
