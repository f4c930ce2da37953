"""Asking to keep something from the public, and taking that back (Besluit ggo 2.4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import InputRefused
from applications.access.draft_access import mark_changed, open_draft
from applications.errors import StaleClaim
from applications.forms.confidentiality_rules import claim_print, require_claimable
from applications.forms.fields import PARAGRAPH
from applications.forms.procedures import sections_in
from applications.models import (
    Application,
    Attachment,
    AttachmentKind,
    Confidentiality,
    Ground,
)
from applications.text_input.typed import as_text

REASON_MAX = 2000


@transaction.atomic
def claim_confidentiality(
    application: Application,
    *,
    section: str,
    field: str,
    ground: str,
    reason: str,
    public_text: str,
    by: Actor,
    at: datetime,
    seen: str | None = None,
) -> Confidentiality:
    """Ask to keep one answer confidential; of the organisms, one column.

    What is not known yet may be empty, as in every draft. A second claim on the same
    answer takes the place of the first. `seen` is the print of the claim that the
    writer started from: when another person changed it since, `StaleClaim`. Raises
    `InputRefused`, with the article, for what can never be confidential (Besluit ggo
    2.4 lid 2) and for what is too long; `UnknownSection`, `UnknownField`,
    `AlreadyFiled`, `ActorNotAllowed`.
    """
    draft = open_draft(application, by=by)
    require_claimable(sections_in(draft), section, field)
    kept = {
        **_grounded(ground, reason),
        "public_text": _within(public_text, PARAGRAPH),
    }
    current = draft.confidentialities.filter(section=section, field=field).first()
    if seen is not None and seen != claim_print(current) and not _says(current, kept):
        raise StaleClaim(current)
    made, _is_new = draft.confidentialities.update_or_create(
        section=section, field=field, defaults=kept
    )
    mark_changed(draft, at=at)
    return made


@transaction.atomic
def withdraw_claim(
    application: Application, *, section: str, field: str, by: Actor, at: datetime
) -> None:
    """The answer may be public after all. Raises `AlreadyFiled`, `ActorNotAllowed`."""
    draft = open_draft(application, by=by)
    # Withdrawn twice changes nothing, so the second time moves no version of the draft.
    gone, _rows = draft.confidentialities.filter(section=section, field=field).delete()
    if gone:
        mark_changed(draft, at=at)


@transaction.atomic
def mark_confidential(
    attachment: Attachment,
    *,
    ground: str,
    reason: str,
    public_version: Attachment | None = None,
    by: Actor,
    at: datetime,
) -> Attachment:
    """Ask to keep a file confidential; `public_version` is the file that may be read.

    That one may follow later, before filing. Raises `InputRefused` when it cannot
    serve, or when this file is a public version itself; `AlreadyFiled`,
    `ActorNotAllowed`.
    """
    draft = open_draft(attachment.application, by=by)
    file = draft.attachments.get(pk=attachment.pk)
    # What the public reads in another file's place cannot itself be kept from the
    # public.
    if _is_public_version(file):
        words = _("“%(name)s” is a public version itself, so it cannot be kept back.")
        raise InputRefused(words % {"name": file.name})
    kept = _grounded(ground, reason)
    file.public_version = _readable(draft, file, public_version)
    file.confidential, file.ground, file.reason = True, kept["ground"], kept["reason"]
    file.save(update_fields=FILE_FIELDS)
    mark_changed(draft, at=at)
    return file


@transaction.atomic
def mark_public(attachment: Attachment, *, by: Actor, at: datetime) -> Attachment:
    """The file may be public after all. Raises `AlreadyFiled`, `ActorNotAllowed`."""
    draft = open_draft(attachment.application, by=by)
    file = draft.attachments.get(pk=attachment.pk)
    if file.confidential:
        file.confidential, file.ground, file.reason = False, "", ""
        # The link goes too: else the other file would still count as a version for the
        # public.
        file.public_version = None
        file.save(update_fields=FILE_FIELDS)
        mark_changed(draft, at=at)
    return file


FILE_FIELDS = ["confidential", "ground", "reason", "public_version"]


def _says(current: Confidentiality | None, kept: dict[str, str]) -> bool:
    """Does the claim say this already?"""
    return all(getattr(current, name, None) == text for name, text in kept.items())


def _grounded(ground: str, reason: str) -> dict[str, str]:
    """Ground and reason as they are kept; `InputRefused` when that cannot be."""
    if ground and ground not in Ground.values:
        raise InputRefused(_("Choose one of the grounds of the form."))
    return {"ground": ground, "reason": _within(reason, REASON_MAX)}


def _within(text: str, limit: int) -> str:
    """The text as it is kept; `InputRefused` when it is too long."""
    text = as_text(text).replace("\r\n", "\n").strip()
    if len(text) > limit:
        words = _("A text here has at most %(limit)d characters. Shorten it.")
        raise InputRefused(words % {"limit": limit})
    return text


def _is_public_version(file: Attachment) -> bool:
    """Does another file count on this one, or is it meant for that?"""
    serves = file.application.attachments.filter(public_version=file).exists()
    return serves or file.kind == AttachmentKind.PUBLIC


def _readable(
    draft: Application, file: Attachment, public_version: Attachment | None
) -> Attachment | None:
    """The public version, when the public may read it; else `InputRefused`."""
    if public_version is None:
        return None
    found = draft.attachments.filter(pk=public_version.pk).first()
    if found is None or found == file or found.confidential:
        raise InputRefused(
            _("Choose as public version another file of this draft that is public.")
        )
    return found
