"""Adding files to a draft and taking them out."""

import hashlib
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.actions.door import changed, open_draft
from applications.errors import Refused
from applications.file_types import TYPES, expected_type, is_type
from applications.models import Application, Attachment, AttachmentKind
from applications.scanning import scan
from applications.typed import storable


def attach(
    application: Application, *, upload: File, kind: str, by: Actor, at: datetime
) -> Attachment:
    """Keep a file with the draft; the same file again gives the one already there.

    Raises `Refused` with what to do when it is empty, too large, of a wrong kind, or
    not found clean by the virus scanner, and `AlreadyFiled`, `NotAllowed`.
    """
    name = _name(upload)
    _require_kind(kind)
    _require_size(upload, name)
    media_type = _require_type(upload, name)
    # Hashing and scanning take seconds: not while others wait for the lock.
    sha256 = _sha256(upload)
    scanned_at = scan(upload, at=at)
    with transaction.atomic():
        draft = open_draft(application, by=by)
        same = draft.attachments.filter(sha256=sha256, kind=kind).first()
        if same:
            return same
        made = Attachment(
            application=draft, kind=kind, name=name, content_type=media_type
        )
        made.size, made.sha256, made.scanned_at = upload.size, sha256, scanned_at
        made.added_by, made.added_at = by.name, at
        _store(made, upload)
        changed(draft, at=at)
    return made


@transaction.atomic
def detach(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Remove a file of the draft. Raises `AlreadyFiled`, `NotAllowed`."""
    draft = open_draft(attachment.application, by=by)
    gone = draft.attachments.filter(pk=attachment.pk).first()
    if gone is None:
        return
    gone.delete()
    changed(draft, at=at)
    transaction.on_commit(partial(gone.file.storage.delete, str(gone.file.name)))


def _store(attachment: Attachment, upload: File) -> None:
    """Write file and row; when the row fails, the file does not stay behind."""
    upload.seek(0)
    attachment.file.save(attachment.name, upload, save=False)
    try:
        attachment.save()
    except Exception:
        attachment.file.storage.delete(str(attachment.file.name))
        raise


def _name(upload: File) -> str:
    """The file's own name, at most 200 characters, its ending kept."""
    name = storable((upload.name or "").replace("\\", "/").rsplit("/", 1)[-1]).strip()
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:180]}{dot}{ending[:19]}" if len(name) > 200 else name


def _require_kind(kind: str) -> None:
    if kind not in AttachmentKind.values:
        raise Refused(
            _(
                "Say what the file is: the report of the risk assessment or another "
                "document."
            )
        )


def _require_size(upload: File, name: str) -> None:
    """Not empty, and not more than the portal takes."""
    if not upload.size:
        raise Refused(
            _("“%(name)s” is empty. Choose the file again, or save it anew first.")
            % {"name": name}
        )
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise Refused(
            _(
                "“%(name)s” is %(size)s; a file may be at most %(limit)s. Make it "
                "smaller, or split it into parts."
            )
            % {
                "name": name,
                "size": filesizeformat(upload.size),
                "limit": filesizeformat(settings.ATTACHMENT_MAX_BYTES),
            }
        )


def _require_type(upload: File, name: str) -> str:
    """The media type, when the name is of a kind we take and the content agrees."""
    media_type = expected_type(name)
    if media_type is None:
        raise Refused(
            _(
                "“%(name)s” is of a kind that we cannot take. Save it as one of: "
                "%(kinds)s."
            )
            % {"name": name, "kinds": ", ".join(TYPES)}
        )
    if not is_type(upload, media_type):
        raise Refused(
            _(
                "The content of “%(name)s” is not what its name says. Open it in the "
                "program that made it, save it as PDF, and add that."
            )
            % {"name": name}
        )
    return media_type


def _sha256(upload: File) -> str:
    """The hash of the whole file, read in blocks."""
    upload.seek(0)
    digest = hashlib.sha256()
    for block in upload.chunks():
        digest.update(block)
    return digest.hexdigest()
