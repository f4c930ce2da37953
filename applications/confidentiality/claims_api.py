"""Claims of confidentiality as machines send and read them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import InputRefused
from accounts.machines.problems import Problem
from applications.confidentiality.claims import claim_confidentiality, withdraw_claim
from applications.errors import UnknownField, UnknownSection
from applications.forms.confidentiality_rules import standing_claims
from applications.forms.context import FormContext
from applications.models import Application, Attachment, Confidentiality
from procedures.api.names import to_camel, to_snake


def claims_json(context: FormContext) -> list[dict[str, Any]]:
    """The claims of an application, in the order that `missing` counts them."""
    return [claim_json(one) for one in standing_claims(context)]


def claim_json(one: Confidentiality) -> dict[str, Any]:
    """A claim under the names of the wire."""
    return {
        "section": to_camel(one.section),
        "field": to_camel(one.field),
        "ground": one.ground,
        "reason": one.reason,
        "publicText": one.public_text,
    }


def file_claim_json(file: Attachment) -> dict[str, Any]:
    """What is asked of a file."""
    return {
        "confidential": file.confidential,
        "ground": file.ground,
        "reason": file.reason,
        "publicVersion": file.public_version_id and str(file.public_version_id),
    }


def save_claims(
    application: Application, sent: Iterable[dict[str, Any]], *, by: Actor, at: datetime
) -> None:
    """Put these claims in the place of all there are; raises a 400 for each refusal."""
    kept = set()
    faults = []
    for index, one in enumerate(sent):
        section, field = to_snake(one["section"]), to_snake(one["field"])
        kept.add((section, field))
        try:
            _save(application, one, section, field, by=by, at=at)
        except (InputRefused, UnknownSection, UnknownField) as error:
            faults.append(_fault(index, error))
    if faults:
        detail = _("Nothing is stored: see each of the errors.")
        raise Problem(400, "invalid-request", detail, errors=faults)
    for old in application.confidentialities.all():
        if (old.section, old.field) not in kept:
            what = {"section": old.section, "field": old.field}
            withdraw_claim(application, **what, by=by, at=at)


def _save(
    application: Application,
    one: dict[str, Any],
    section: str,
    field: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    claim_confidentiality(
        application,
        section=section,
        field=field,
        ground=one["ground"],
        reason=one["reason"],
        public_text=one["publicText"],
        by=by,
        at=at,
    )


def _fault(index: int, error: Exception) -> dict[str, Any]:
    """What is wrong with one claim, and where."""
    if isinstance(error, InputRefused):
        pointer, code, text = "/field", "never-confidential", error.message
    elif isinstance(error, UnknownField):
        text = _("This section has no such field.")
        pointer, code = "/field", "unknown-field"
    else:
        text = _("The form of this procedure has no such section.")
        pointer, code = "/section", "unknown-section"
    return {
        "pointer": f"/confidentiality/{index}{pointer}",
        "code": code,
        "detail": text,
    }
