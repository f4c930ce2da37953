"""An application as machines read it; the serializers only describe it in OpenAPI."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from applications.api.inputs import ANSWERS_SCHEMA, ClaimInput
from applications.completeness.checks import missing_in
from applications.confidentiality.claims_api import claims_json, file_claim_json
from applications.findings import fault_json
from applications.forms.base import SectionForm
from applications.forms.context import FormContext
from applications.forms.procedures import sections_for
from applications.models import Application, Attachment, Ground
from applications.reading.content import valid_signature
from procedures.api.names import to_camel
from procedures.counting.legal_day import legal_day
from procedures.models import NotInForce


def rfc3339_moment(at: datetime | None) -> str | None:
    """A moment as RFC 3339 writes it, on the clock of Amsterdam."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None


def etag(application: Application) -> str:
    """The version that If-Match asks for."""
    return f'"{application.version}"'


def application_json(application: Application, *, at: datetime) -> dict[str, Any]:
    """An application with its answers, and what is missing before it may be filed."""
    context = FormContext(application, legal_day(at))
    return {
        "id": str(application.pk),
        "status": "draft" if application.is_draft else "filed",
        "procedure": application.procedure_key,
        "title": application.title,
        "externalReference": application.external_reference,
        "createdAt": rfc3339_moment(application.created_at),
        "changedAt": rfc3339_moment(application.changed_at),
        "filedAt": rfc3339_moment(application.filed_at),
        "answers": answers_json(context),
        "organismCount": len(context.organisms),
        "confidentiality": claims_json(context),
        "attachments": [attachment_json(file) for file in context.attachments],
        "signature": signature_json(application),
        "missing": missing_json(context),
        "choices": choices_json(context),
    }


def answers_json(context: FormContext) -> dict[str, Any]:
    """What was typed, by section and field."""
    return {
        to_camel(key): {to_camel(name): value for name, value in saved.values.items()}
        for key, saved in context.saved.items()
    }


def missing_json(context: FormContext) -> list[dict[str, Any]]:
    """What must be put right before filing; nothing any more once it is filed."""
    if not context.application.is_draft:
        return []
    try:
        return [fault_json(finding) for finding in missing_in(context)]
    except NotInForce:
        text = _("This procedure is no longer in force: start another application.")
        return [{"pointer": "/procedure", "code": "not-in-force", "detail": text}]


def choices_json(context: FormContext) -> dict[str, Any]:
    """What can be picked where the answer is an id or a code, by section and field."""
    if not context.application.is_draft:
        return {}
    try:
        return {key: found for key, found in _choices(context) if found}
    except NotInForce:
        return {}


def _choices(context: FormContext) -> Iterator[tuple[str, dict[str, Any]]]:
    for section in sections_for(context):
        if issubclass(section, SectionForm):
            fields = section.filled(context, strict=False).fields
            yield (
                to_camel(section.key),
                {
                    to_camel(name): [
                        {"value": v, "label": str(text)} for v, text in options
                    ]
                    for name, field in fields.items()
                    if (options := getattr(field, "choices", None))
                },
            )


def signature_json(application: Application) -> dict[str, Any] | None:
    """The BVF's signature on the draft as it is now, or on what was filed."""
    signed = valid_signature(application)
    if signed is None:
        return None
    return {
        "bvf": signed.signer.name,
        "signedAt": rfc3339_moment(signed.signed_at),
    }


def attachment_json(file: Attachment) -> dict[str, Any]:
    """A file, without its content."""
    return {
        "id": str(file.pk),
        "kind": file.kind,
        "name": file.name,
        "contentType": file.content_type,
        "size": file.size,
        "sha256": file.sha256,
        "addedAt": rfc3339_moment(file.added_at),
        "scannedAt": rfc3339_moment(file.scanned_at),
        **file_claim_json(file),
    }


class Fault(serializers.Serializer[None]):
    """Something missing or wrong."""

    pointer = serializers.CharField(help_text="JSON Pointer into the application.")
    code = serializers.CharField()
    detail = serializers.CharField(help_text="What to do, for people.")


class Choice(serializers.Serializer[None]):
    """One thing that can be picked."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field


class AttachmentOutput(serializers.Serializer[None]):
    """A file that goes with an application."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()
    contentType = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    addedAt = serializers.DateTimeField()
    scannedAt = serializers.DateTimeField(
        allow_null=True, help_text="When the virus scanner found it clean."
    )
    confidential = serializers.BooleanField()
    ground = serializers.ChoiceField(Ground.choices, allow_blank=True)
    reason = serializers.CharField()
    publicVersion = serializers.UUIDField(allow_null=True)


class SignatureOutput(serializers.Serializer[None]):
    """A BVF's signature on a draft as it is now, or on what was filed."""

    bvf = serializers.CharField()
    signedAt = serializers.DateTimeField()


class AnswersOutput(serializers.JSONField):
    """Answers by section and field."""

    _spectacular_annotation = {"field": ANSWERS_SCHEMA}


class ApplicationOutput(serializers.Serializer[None]):
    """An application: a draft until it is filed."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(["draft", "filed"])
    procedure = serializers.CharField()
    title = serializers.CharField()
    externalReference = serializers.CharField()
    createdAt = serializers.DateTimeField()
    changedAt = serializers.DateTimeField()
    filedAt = serializers.DateTimeField(allow_null=True)
    answers = AnswersOutput()
    organismCount = serializers.IntegerField()
    confidentiality = ClaimInput(many=True)
    attachments = AttachmentOutput(many=True)
    signature = SignatureOutput(
        allow_null=True,
        help_text="Null: not signed as it is now, or filed by mandate alone.",
    )
    missing = Fault(many=True)
    choices = serializers.DictField(
        child=serializers.DictField(child=Choice(many=True)),
        help_text="What can be picked, by section and field.",
    )
