"""The law over REST, without login: procedures in force and the term calculation."""

from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from procedures.api import term_output
from procedures.api.api_schemas import PROCEDURE_LIST, PROCEDURE_ONE, TERM_CALCULATION
from procedures.api.listing import procedure_out
from procedures.api.term_input import read_day
from procedures.law_rows import law
from procedures.models import Procedure, UnknownRow, amsterdam_today


class PublicView(APIView):
    """Open to all: no login."""

    # None at all: a wrong token must not turn a public answer into a 401.
    authentication_classes = ()
    most_bytes = 256 * 1024  # a term with a thousand requests takes half of it
    permission_classes = (AllowAny,)


class ProcedureList(PublicView):
    """The rows of the law in force on a day."""

    @extend_schema(**PROCEDURE_LIST)
    def get(self, request: Request) -> Response:
        """All rows in force on `?on=` (default: today), in the order of the tables."""
        rows = Procedure.objects.on(requested_day(request))
        return Response([procedure_out(row) for row in rows])


class ProcedureDetail(PublicView):
    """One row of the law."""

    @extend_schema(**PROCEDURE_ONE)
    def get(self, request: Request, key: str) -> Response:
        """The row of that key in force on `?on=`; 404 for a key that never was."""
        day = requested_day(request)
        try:
            return Response(procedure_out(Procedure.objects.in_force(key, day)))
        except UnknownRow as error:
            raise Http404 from error


class TermCalculations(PublicView):
    """The stateless calculation of terms."""

    @extend_schema(**TERM_CALCULATION)
    def post(self, request: Request) -> Response:
        """Facts in; every date out, with the ledger of how each came about."""
        today = amsterdam_today()
        return Response(
            term_output.calculate_term(request.data, law.current_law(), today=today)
        )


def requested_day(request: Request) -> date:
    """The day asked for (`?on=`); raises `InvalidRequest` when it is not a date."""
    typed = request.query_params.get("on")
    if typed is None:
        return amsterdam_today()
    try:
        return read_day(typed)
    except ValueError as error:
        detail = _("This is not a date. Write it as in 2026-11-21.")
        fault = {"parameter": "on", "code": "invalid-date", "detail": detail}
        raise term_output.InvalidRequest([fault]) from error
