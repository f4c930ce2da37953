"""`/api/v1/applications/{id}`: reading a draft and filling it in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.machines.machine_view import MachineView
from accounts.machines.problems import Problem
from applications.api.inputs import DraftChange, require_known
from applications.api.outputs import ApplicationOutput, application_json, etag
from applications.confidentiality.claims_api import save_claims
from applications.drafting.drafting import save_section
from applications.forms.procedures import sections_in
from applications.models import Application

IF_MATCH_NEEDED = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    description="The ETag of the version that you change.",
    required=True,
)
"""Without it the answer is a 428."""


def client_application(
    view: MachineView, application_id: UUID, *, lock: bool = False
) -> Application:
    """An application of the client's organisation; anybody else's is a 404."""
    rows = Application.objects.select_related("organisation")
    if lock:
        rows = rows.select_for_update(of=("self",))
    organisation = view.client.organisation_id
    found = rows.filter(pk=application_id, organisation=organisation).first()
    if found is None:
        raise Http404
    return found


def require_match(request: HttpRequest, application: Application) -> None:
    """Refuse a change of another version than the caller has seen (412).

    The header must be there (428). The row must be locked.
    """
    wanted = request.headers.get("If-Match")
    if wanted is None:
        detail = _("Send If-Match with the ETag of the version that you change.")
        raise Problem(428, "if-match-required", detail)
    tags = {tag.strip() for tag in wanted.split(",")}
    if not tags & {"*", etag(application)}:
        detail = _("The application has changed. Read it again, then change that.")
        raise Problem(412, "changed", detail, headers={"ETag": etag(application)})


def save_answers(
    application: Application, answers: dict[str, Any], *, by: Actor, at: datetime
) -> None:
    """Merge answers into the draft, section by section; null empties a field."""
    require_known(answers, sections_in(application))
    rows = application.section_answers.filter(section__in=answers)
    stored = {row.section: row.values for row in rows}
    for section, said in answers.items():
        values = stored.get(section, {}) | said
        kept = {name: value for name, value in values.items() if value is not None}
        save_section(application, section, kept, by=by, at=at)


class DraftView(MachineView):
    """One application."""

    scopes = {"GET": "applications:read", "PATCH": "applications:write"}

    @extend_schema(
        operation_id="readApplication",
        tags=["applications"],
        responses=ApplicationOutput,
    )
    def get(self, request: Request, application_id: UUID) -> Response:
        """An application, with what is still missing before it can be filed."""
        return application_response(client_application(self, application_id))

    @extend_schema(
        operation_id="changeApplication",
        tags=["applications"],
        parameters=[IF_MATCH_NEEDED],
        request=DraftChange,
        responses=ApplicationOutput,
    )
    def patch(self, request: Request, application_id: UUID) -> Response:
        """Fill in answers. What is wrong in them is kept and shows in `missing`.

        A value of another type than the form's schema has is refused.
        """
        said = DraftChange(data=request.data)
        said.is_valid(raise_exception=True)
        with transaction.atomic():
            draft = client_application(self, application_id, lock=True)
            require_match(request, draft)
            by, at = self.actor, timezone.now()
            save_answers(draft, said.validated_data["answers"], by=by, at=at)
            if "confidentiality" in said.validated_data:
                claims = said.validated_data["confidentiality"]
                save_claims(draft, claims, by=by, at=at)
        return application_response(client_application(self, application_id))


def application_response(application: Application, *, status: int = 200) -> Response:
    """The application with its ETag."""
    content = application_json(application, at=timezone.now())
    return Response(content, status=status, headers={"ETag": etag(application)})
