"""Adding files to a draft and taking them out."""

from datetime import datetime
from functools import partial

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import InputRefused
from applications.access.draft_access import mark_changed, open_draft
from applications.attachments.uploads import check_upload
from applications.models import Application, Attachment, AttachmentKind


def attach_file(
    application: Application,
    *,
    upload: "File[bytes]",
    kind: str,
    by: Actor,
    at: datetime,
) -> Attachment:
    """Keep a file with the draft; the same file again gives the one already there.

    Raises `InputRefused` with what to do when it is empty, too large, of a wrong kind,
    or not found clean by the virus scanner, and `AlreadyFiled`, `ActorNotAllowed`.
    """
    _require_kind(kind)
    # Before the transaction: opening and scanning take seconds, in which the draft must
    # not be locked.
    taken = check_upload(upload, at=at)
    with transaction.atomic():
        draft = open_draft(application, by=by)
        # Asked under the lock, so that a double click keeps the file once.
        same = draft.attachments.filter(sha256=taken.sha256, kind=kind).first()
        if same:
            return same
        made = Attachment(application=draft, kind=kind, **taken._asdict())
        made.added_by, made.added_at = by.name, at
        _store(made, upload)
        mark_changed(draft, at=at)
    return made


@transaction.atomic
def detach_file(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Remove a file of the draft. Raises `AlreadyFiled`, `ActorNotAllowed`."""
    draft = open_draft(attachment.application, by=by)
    gone = draft.attachments.filter(pk=attachment.pk).first()
    if gone is None:
        return
    gone.delete()
    mark_changed(draft, at=at)
    # After the commit: a rollback brings the row back, but nothing brings back a file.
    transaction.on_commit(partial(gone.file.storage.delete, str(gone.file.name)))


def _store(attachment: Attachment, upload: "File[bytes]") -> None:
    """Write file and row; when the row fails, the file does not stay behind."""
    upload.seek(0)
    # The file before its row: a backup then never sees a row without its file.
    attachment.file.save(attachment.name, upload, save=False)
    try:
        attachment.save()
    except Exception:
        attachment.file.storage.delete(str(attachment.file.name))
        raise


def _require_kind(kind: str) -> None:
    if kind not in AttachmentKind.values:
        raise InputRefused(
            _(
                "Say what the file is: the report of the risk assessment or another "
                "document."
            )
        )
