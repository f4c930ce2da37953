"""`/api/v1/procedures/{key}/form`: what a form asks, as JSON Schema; no login."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machines.problems import Problem
from applications.errors import UnknownForm
from applications.forms.schema_document import form_schema
from procedures.api.api_schemas import ON
from procedures.api.term_views import PublicView, requested_day
from procedures.law_rows import law
from procedures.models import Procedure, UnknownRow


class FormView(PublicView):
    """The form of a procedure."""

    @extend_schema(
        operation_id="readForm",
        tags=["law"],
        auth=[],
        parameters=[ON],
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
    )
    def get(self, request: Request, key: str) -> Response:
        """The JSON Schema of the edition of the form that is in force on `?on=`.

        404 for a key that never was, and for a procedure in which nothing is filed.
        """
        day, books = requested_day(request), law.current_law()
        try:
            procedure = books.in_force(key, day)
        except UnknownRow as error:
            raise Http404 from error
        if not procedure.form:
            raise nothing_filed(procedure)
        edition = books.form_edition(procedure, day)
        try:
            said = form_schema(procedure, edition, day, books)
        except UnknownForm as error:
            raise Http404 from error
        return Response({"$id": request.build_absolute_uri(request.path), **said})


def nothing_filed(procedure: Procedure) -> Problem:
    """There is a row of the law, but no form: what to do instead."""
    detail = _("Nothing is filed in this procedure, so it has no form: %(what)s.")
    what = procedure.may_start_text
    return Problem(404, "no-form", detail % {"what": what})
