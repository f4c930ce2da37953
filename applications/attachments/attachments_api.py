"""`/api/v1/applications/{id}/attachments`: files, sent as multipart."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.errors import InputRefused
from accounts.machines.idempotency import KEY_PARAMETER, once_per_key
from accounts.machines.machine_view import MachineView
from accounts.machines.problems import Problem, sent_twice_problem
from applications.api.drafts import client_application
from applications.api.inputs import AttachmentInput
from applications.api.outputs import AttachmentOutput, attachment_json
from applications.attachments.attaching import attach_file
from applications.attachments.scanning import ScannerDown
from applications.confidentiality.claims import mark_confidential
from applications.errors import DiskFull, Unopenable
from applications.models import Application, Attachment
from procedures.api.names import escape_pointer

AROUND_A_FILE = 64 * 1024
"""Bytes of a multipart body beside the file itself."""


class BoundedMultiPart(MultiPartParser):
    """Multipart that is refused before it is read when it can only be too large."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The fields and files. Raises a 413 problem."""
        around: Any = parser_context  # REST framework always gives it
        length = around["request"].META.get("CONTENT_LENGTH") or "0"
        if int(length) > settings.ATTACHMENT_MAX_BYTES + AROUND_A_FILE:
            raise too_large()
        try:
            said = super().parse(stream, media_type, parser_context)
        except ParseError as error:
            detail = _("This is not multipart/form-data with a boundary.")
            raise ParseError(detail) from error
        parts: Counter[str] = Counter()
        for name, values in [*said.data.lists(), *said.files.lists()]:
            parts[name] += len(values)
        if doubled := sorted(name for name, times in parts.items() if times > 1):
            raise sent_twice_problem(
                [f"/{escape_pointer(name)}" for name in doubled], kind="pointer"
            )
        return said


def too_large() -> Problem:
    """A file beyond the limit."""
    detail = _("A file may be at most %(limit)d bytes.")
    return Problem(413, "too-large", detail % {"limit": settings.ATTACHMENT_MAX_BYTES})


class AttachmentsOutput(serializers.Serializer[None]):
    """All files."""

    attachments = AttachmentOutput(many=True)


class AttachmentsView(MachineView):
    """The files of an application."""

    scopes = {"GET": "applications:read", "POST": "applications:write"}
    parser_classes = [BoundedMultiPart]

    @extend_schema(
        operation_id="readAttachments",
        tags=["applications"],
        responses=AttachmentsOutput,
    )
    def get(self, request: Request, application_id: UUID) -> Response:
        """The files, without their content."""
        files = client_application(self, application_id).attachments.all()
        return Response({"attachments": [attachment_json(file) for file in files]})

    @extend_schema(
        operation_id="addAttachment",
        tags=["applications"],
        parameters=[KEY_PARAMETER],
        request={"multipart/form-data": AttachmentInput},
        responses={201: AttachmentOutput},
    )
    @once_per_key
    def post(self, request: Request, application_id: UUID) -> Response:
        """Add a file. The same file again gives the one that is already there."""
        application = client_application(self, application_id)
        said = AttachmentInput(data=request.data)
        said.is_valid(raise_exception=True)
        values = said.validated_data
        made = self.attach(application, values["file"], values["kind"])
        if values["confidential"]:
            made = self.mark(made, values)
        return Response(attachment_json(made), status=201)

    def attach(
        self, application: Application, upload: "File[bytes]", kind: str
    ) -> Attachment:
        """Keep the file; a refusal points at it."""
        at = timezone.now()
        try:
            return attach_file(
                application, upload=upload, kind=kind, by=self.actor, at=at
            )
        except ScannerDown as error:
            headers = {"Retry-After": "60"}
            text = error.message
            raise Problem(503, "scanner-unavailable", text, headers=headers) from error
        except DiskFull:
            raise  # nothing is wrong with the file: the answer of all calls tells it
        except Unopenable as error:
            text = error.message
            fault = {"pointer": "/file", "code": error.code, "detail": text}
            raise Problem(400, "unopenable-file", text, errors=[fault]) from error
        except InputRefused as error:
            raise refusal_problem("/file", error) from error

    def mark(self, file: Attachment, values: dict[str, Any]) -> Attachment:
        """Keep the file confidential; a refusal points at the public version."""
        files = file.application.attachments
        wanted = values.get("publicVersion")
        public = files.filter(pk=wanted).first() if wanted else None
        try:
            if "publicVersion" in values and public is None:
                raise InputRefused(_("Your draft has no file of this id."))
            return mark_confidential(
                file,
                ground=values["ground"],
                reason=values["reason"],
                public_version=public,
                by=self.actor,
                at=timezone.now(),
            )
        except InputRefused as error:
            pointer = "/publicVersion" if "publicVersion" in values else "/confidential"
            raise refusal_problem(pointer, error) from error


def refusal_problem(pointer: str, error: InputRefused) -> Problem:
    """Input that cannot be taken, and where it stands."""
    fault = {"pointer": pointer, "code": "refused", "detail": error.message}
    return Problem(400, "refused", error.message, errors=[fault])
