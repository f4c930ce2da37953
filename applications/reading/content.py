"""What an application says, in one canonical form: what the BVF signs and we freeze."""

from datetime import date
from typing import Any, cast

from accounts.digests import json_digest
from accounts.models import Organisation
from applications.findings import ATTACHMENTS, CONFIDENTIALITY, ORGANISMS
from applications.forms.confidentiality_rules import (
    CONFIDENTIAL,
    claim_content,
    file_content,
    standing_claims,
)
from applications.forms.context import FormContext
from applications.forms.procedures import sections_for
from applications.models import Application, Attachment, Signature
from procedures.counting.legal_day import legal_day

APPLICATION = "application"
OUTSIDE = ("procedure", "edition", "changes", "organisation")
"""What stands beside the sections."""

SIGNED = "signed"
"""Key of the frozen content under which stands who answers for it."""


def application_content(application: Application) -> dict[str, Any]:
    """Everything that is filed, with places and people written out.

    The content of a filed application is what was frozen at filing.
    """
    if application.content is not None:
        # Never made anew once it is filed: the law and the registers have moved on
        # since.
        return cast(dict[str, Any], application.content)
    return content_in(FormContext(application, _day(application)))


def content_in(context: FormContext) -> dict[str, Any]:
    """The same, for a draft that has been fetched with all that goes with it."""
    application = context.application
    return {
        "procedure": application.procedure_key,
        "edition": application.edition,
        "changes": str(application.changes_id) if application.changes_id else None,
        "organisation": _legal_person(application.organisation),
        "answers": {
            section.key: said
            for section in sections_for(context)
            if (said := section.answers(context)) is not None
        },
        ORGANISMS: [context.row_content(row) for row in context.organisms],
        # By hash, so that the order in which they were added does not count.
        ATTACHMENTS: sorted(
            (_file(file, context.attachments) for file in context.attachments),
            key=lambda file: (file["sha256"], file["kind"]),
        ),
        CONFIDENTIAL: [claim_content(claim) for claim in standing_claims(context)],
    }


def _legal_person(organisation: Organisation) -> dict[str, Any]:
    """The organisation as it is named at this moment."""
    return {
        "id": str(organisation.pk),
        "name": organisation.name,
        "kvkNumber": organisation.kvk_number,
        "address": organisation.address,
    }


def _file(attachment: Attachment, files: list[Attachment]) -> dict[str, Any]:
    """A file by its hash, with what the portal says of it."""
    return {
        "kind": attachment.kind,
        "name": attachment.name,
        "contentType": attachment.content_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        **file_content(attachment, files),
    }


def part_digests(said: dict[str, Any]) -> dict[str, str]:
    """The digest of each section by its key, and of what stands outside them."""
    outside = {key: said[key] for key in OUTSIDE}
    pieces = {
        APPLICATION: outside,
        ORGANISMS: said[ORGANISMS],
        ATTACHMENTS: said[ATTACHMENTS],
        CONFIDENTIALITY: said.get(CONFIDENTIAL, []),
        **said["answers"],
    }
    return {key: json_digest(piece) for key, piece in pieces.items()}


def content_as_signed(draft: Application, context: FormContext) -> dict[str, Any]:
    """The content of a draft by the law under which it was signed.

    That is the law of its last change; `context`, fetched already, serves when it is of
    the same day.
    """
    # By the law of its last change: that of today may write something out otherwise,
    # and a signature would lapse though nobody changed a word.
    same_day = context.on == _day(draft)
    return content_in(
        context if same_day else FormContext(draft, _day(draft), context.books)
    )


def valid_signature(application: Application) -> Signature | None:
    """The latest signature on the content exactly as it is now."""
    # Asked first: making the content costs all the queries of a form.
    if not application.signatures.exists():
        return None
    said = {k: v for k, v in application_content(application).items() if k != SIGNED}
    return signature_on(application, said)


def signature_on(application: Application, said: dict[str, Any]) -> Signature | None:
    """The latest signature on exactly this content."""
    # No field says whether a signature holds: any change of the content makes it
    # another hash, and undoing the change brings it back.
    return application.signatures.filter(content_sha256=json_digest(said)).first()


def changed_since(signature: Signature, said: dict[str, Any]) -> set[str]:
    """The keys of the sections that are not as they were signed."""
    before, now = signature.parts, part_digests(said)
    return {key for key in before | now if before.get(key) != now.get(key)}


def _day(application: Application) -> date:
    """The day by whose law a draft is read: that of its last change."""
    return legal_day(application.changed_at)
