"""`/api/v1/cases`: following what was filed."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machines.machine_view import MachineView
from applications.api.strict import checked_query
from dossiers.case_api import case_outputs
from dossiers.case_api.case_queries import (
    CaseFilters,
    cases_and_cursor,
    client_case_or_404,
    client_cases,
)
from dossiers.case_api.case_rows import (
    case_payloads,
    event_payload,
    letter_payload,
    verdict_payload,
    with_payload_data,
)
from dossiers.cases.announcement import known_letters
from dossiers.cases.timeline import told_to_applicant
from dossiers.models import Case, Letter
from dossiers.work_start.start_ledger import term_and_start
from procedures.api import term_output
from procedures.law_rows import law
from procedures.models import amsterdam_today


class CaseApiView(MachineView):
    """What all views on cases share: the scope, and whose cases they are."""

    scopes = {"GET": "cases:read"}

    def case(self, number: str) -> Case:
        """The case with only its own columns; a 404 when it is not the client's."""
        return client_case_or_404(client_cases(self.client), number)


class CasesView(CaseApiView):
    """All cases of the organisation."""

    @extend_schema(
        operation_id="listCases",
        tags=["cases"],
        parameters=[CaseFilters],
        responses=case_outputs.CasesOutput,
    )
    def get(self, request: Request) -> Response:
        """Cases, the newest first; follow `next` for more."""
        found, cursor = cases_and_cursor(
            self.client, checked_query(request, CaseFilters)
        )
        told = case_payloads(found, today=amsterdam_today())
        if cursor is None:
            return Response({"results": told, "next": None})
        following = request.query_params.copy()
        following["cursor"] = cursor
        url = request.build_absolute_uri(f"{request.path}?{following.urlencode()}")
        links = {"Link": f'<{url}>; rel="next"'}
        return Response({"results": told, "next": url}, headers=links)


class CaseView(CaseApiView):
    """One case."""

    @extend_schema(
        operation_id="readCase", tags=["cases"], responses=case_outputs.CaseOutput
    )
    def get(self, request: Request, number: str) -> Response:
        """A case as it stands now."""
        case = client_case_or_404(with_payload_data(client_cases(self.client)), number)
        return Response(case_payloads([case], today=amsterdam_today())[0])


class LedgerView(CaseApiView):
    """The term ledger."""

    @extend_schema(
        operation_id="readLedger", tags=["cases"], responses=case_outputs.LedgerOutput
    )
    def get(self, request: Request, number: str) -> Response:
        """Every date of the case, step by step, each with its ground in the law."""
        case = client_case_or_404(with_payload_data(client_cases(self.client)), number)
        today, law_snapshot = amsterdam_today(), law.current_law()
        reckoned, may = term_and_start(case, today=today, books=law_snapshot)
        answer = {
            "case": number,
            **term_output.reckoning_out(case.procedure, reckoned, law_snapshot),
        }
        return Response(answer | {"mayStart": verdict_payload(may)})


class CaseEventsView(CaseApiView):
    """The log of a case."""

    @extend_schema(
        operation_id="listCaseEvents",
        tags=["cases"],
        responses=case_outputs.EventsOutput,
    )
    def get(self, request: Request, number: str) -> Response:
        """Every act, in order, but what is internal to Bureau GGO or not made known."""
        shown = told_to_applicant(self.case(number))
        return Response({"results": [event_payload(found, number) for found in shown]})


class LettersView(CaseApiView):
    """The letters of a case."""

    @extend_schema(
        operation_id="listLetters", tags=["cases"], responses=case_outputs.LettersOutput
    )
    def get(self, request: Request, number: str) -> Response:
        """The letters, of a decision once it was sent; `url` once its PDF is made."""
        here = request.build_absolute_uri(request.path)
        found = self.case(number)
        letters = Prefetch("letters", Letter.objects.defer("words"))
        prefetch_related_objects([found], letters)
        known = known_letters(found.letters.all())
        return Response(
            {"results": [letter_payload(x, f"{here}/{x.pk}") for x in known]}
        )


class PdfRenderer(BaseRenderer):
    """Says that a view answers PDF; the view streams the file itself."""

    media_type = "application/pdf"
    format = "pdf"
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """An error for somebody who accepts PDF alone is JSON all the same."""
        return JSONRenderer().render(data)


class LetterView(CaseApiView):
    """The PDF of a letter."""

    renderer_classes = [PdfRenderer, JSONRenderer]

    @extend_schema(
        operation_id="readLetter",
        tags=["cases"],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, number: str, letter_id: int) -> FileResponse:
        """The letter as PDF/A."""
        letters = self.case(number).letters.filter(made_at__isnull=False)
        found = known_letters(letters.filter(pk=letter_id))
        if not found:
            raise Http404
        return FileResponse(
            found[0].file.open("rb"),
            as_attachment=True,
            filename=found[0].filename,
            content_type="application/pdf",
        )
