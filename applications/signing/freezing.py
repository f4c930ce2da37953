"""Freezing an application at the moment of filing; what happens then is dossiers'."""

from datetime import datetime
from typing import Any

from accounts.actor import Actor
from accounts.digests import json_digest
from accounts.models import FilingMandate, LabRole, User
from applications.access.draft_access import open_draft
from applications.completeness.checks import missing_in
from applications.errors import Incomplete, NotSigned
from applications.forms.context import FormContext
from applications.models import Application, Signature
from applications.reading.content import SIGNED, content_as_signed, signature_on
from applications.signing.admissions import check_admission
from procedures.counting.legal_day import legal_day
from procedures.law_rows.law import Law

FROZEN = [
    "content",
    "content_sha256",
    "filed_at",
    "filed_as",
    "changed_at",
    "version",
]
"""What a filing writes of an application."""


def freeze_content(
    application: Application, *, by: Actor, at: datetime, books: Law | None = None
) -> Application:
    """The application as it is filed, its row locked, for the caller to store.

    Call it in a transaction, and save `FROZEN` with the numbers it is filed as. A
    person needs the BVF's signature. A system of the lab may file under the BVF's
    mandate instead. `books` is the law as it stands, when the caller has it at hand.
    Raises `AlreadyFiled`, `ActorNotAllowed`, `Incomplete`, `NotSigned`.
    """
    draft = open_draft(application, by=by)
    context = FormContext(draft, legal_day(at), books)
    if gaps := missing_in(context):
        raise Incomplete(gaps)
    # Made again and not taken from the signature: what is frozen is what stands, and
    # the hash says whether it was signed.
    signed_content = content_as_signed(draft, context)
    draft.content = {
        **signed_content,
        SIGNED: _answered_for(context, signed_content, by=by, at=at),
    }
    # Over the signature as well: the filing is what was signed, and who signed it.
    draft.content_sha256 = json_digest(draft.content)
    draft.filed_at = draft.changed_at = at
    draft.version += 1
    return draft


def _answered_for(
    context: FormContext, signed_content: dict[str, Any], *, by: Actor, at: datetime
) -> dict[str, Any]:
    """Who answers for the content: by signature, else by mandate to the system."""
    draft = context.application
    # A signature goes before a mandate, since it is of this very content.
    if signature := signature_on(draft, signed_content):
        signer = context.officers.get(str(signature.signer_id)) or signature.signer
        return {
            "how": "signature",
            "bvf": signer.name,
            "email": signer.email,
            "at": signature.signed_at.isoformat(),
            "sha256": signature.content_sha256,
            "remarks": signature.remarks,
            **_in_whose_place(signature),
            "admission": _admission(signature.for_bvf or signer, context),
        }
    if mandate := standing_mandate(draft, by=by, at=at):
        return {
            "how": "mandate",
            "bvf": mandate.bvf.name,
            "email": mandate.bvf.email,
            "at": mandate.given_at.isoformat(),
            "client": mandate.client.name,
            "admission": _admission(mandate.bvf, context),
        }
    raise NotSigned(draft.pk)


def _in_whose_place(signature: Signature) -> dict[str, Any]:
    """The BVF for whom a substitute signed; nothing when nobody was replaced."""
    if signature.for_bvf is None:
        return {}
    bvf = signature.for_bvf
    return {"substituteFor": {"name": bvf.name, "email": bvf.email}}


def _admission(bvf: User, context: FormContext) -> dict[str, str | list[str]]:
    """What was known of the admission of who answers for it (Regeling ggo 6 lid 2)."""
    return check_admission(bvf, context).as_facts()


def standing_mandate(
    application: Application, *, by: Actor, at: datetime
) -> FilingMandate | None:
    """The mandate under which a system files in the name of a BVF of the lab."""
    if by.client is None or by.user is None:
        return None
    # The mandate is in the name of a BVF: when that role is taken, so is what rests on
    # it.
    if not by.user.holds(LabRole.BVF, application.organisation):
        return None
    given = by.client.filing_mandates.filter(bvf=by.user, given_at__lte=at)
    # As of the moment of filing: one that ends later has covered it.
    given = given.exclude(ended_at__lte=at).select_related("bvf", "client")
    mandate: FilingMandate | None = given.first()
    return mandate
