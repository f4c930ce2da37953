"""A new draft that begins with what an earlier application says."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import InputRefused
from applications.access.draft_access import require_member
from applications.drafting.drafting import create_empty_draft
from applications.drafting.prefill import (
    Known,
    copy_claims,
    copy_organisms,
    from_choice,
    from_organisation,
    from_permit,
    merge_answers,
    store_answers,
)
from applications.findings import ORGANISMS
from applications.forms.procedures import sections_in
from applications.models import Application, Attachment
from applications.models.attachment import AttachmentQuerySet


@transaction.atomic
def copy_as_draft(
    application: Application,
    *,
    procedure_key: str,
    sections: Collection[str],
    organisms: bool,
    attachments: Collection[UUID],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Application:
    """A draft of the same lab with the chosen sections, rows and files in it.

    The source may be a draft or filed. `key` becomes the id of the draft: with the same
    key again, the draft of the first time is returned. Raises `ActorNotAllowed` for
    strangers, `UnknownForm`, `NotInForce`, and `InputRefused` when a file cannot be
    read.
    """
    key = key or uuid4()
    # Locked for the key: of two requests with one key the second waits, and finds the
    # draft of the first.
    source = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    require_member(source.organisation, by)
    if made := Application.objects.filter(pk=key, copied_from=source).first():
        return made
    draft = _begun(source, procedure_key, by=by, at=at, key=key)
    known = [
        from_organisation(draft.organisation, by),
        from_choice(draft),
        from_permit(draft.changes),
        _chosen(source, sections),
    ]
    store_answers(draft, merge_answers(known), by=by, at=at)
    # After the answers: the section that says the title may have come along or not.
    _entitle(draft)
    _copy_rows_and_claims(source, draft, sections, organisms=organisms)
    copy_files(source.attachments.filter(pk__in=attachments), draft, by=by, at=at)
    return draft


def _copy_rows_and_claims(
    source: Application,
    draft: Application,
    sections: Collection[str],
    *,
    organisms: bool,
) -> None:
    """The organisms, when they come along, and the claims on all that does."""
    if organisms:
        copy_organisms(source, draft)
    copy_claims(source, draft, {*sections, *([ORGANISMS] if organisms else [])})


def _begun(
    source: Application,
    procedure_key: str,
    *,
    by: Actor,
    at: datetime,
    key: UUID,
) -> Application:
    """The empty draft; a copy of a change belongs to the same dossier."""
    again = procedure_key == source.procedure_key
    # Copied to another procedure it is no change of that dossier any more.
    is_change = again and source.changes_id is not None
    return create_empty_draft(
        procedure_key=procedure_key,
        organisation=source.organisation,
        changes=Application.objects.of_dossier(source).first() if is_change else None,
        choice=source.choice if again else None,
        copied_from=source,
        # A key that is somebody else's draft must not fail here, which would tell that
        # it exists.
        key=None if Application.objects.filter(pk=key).exists() else key,
        by=by,
        at=at,
    )


def _chosen(source: Application, sections: Collection[str]) -> Known:
    """What was typed in the sections that come along."""
    saved = source.section_answers.filter(section__in=sections)
    return {answers.section: answers.values for answers in saved}


def _entitle(draft: Application) -> None:
    """The title, by the section that says it."""
    said = {answers.section: answers.values for answers in draft.section_answers.all()}
    titles = [
        section.titled(said.get(section.key, {})) for section in sections_in(draft)
    ]
    draft.title = next((title for title in titles if title), "")[:200]
    draft.save(update_fields=["title"])


def copy_files(
    rows: AttachmentQuerySet, draft: Application, *, by: Actor, at: datetime
) -> None:
    """Files of their own, so that taking one out leaves the other where it is.

    Raises `InputRefused` when one cannot be read.
    """
    made: dict[UUID, Attachment] = {}
    try:
        for row in rows:
            made[row.pk] = _copied(row, draft, by=by, at=at)
        for row in rows:
            if row.public_version_id in made:
                made[row.pk].public_version = made[row.public_version_id]
                made[row.pk].save(update_fields=["public_version"])
    except Exception:
        # A rollback takes the rows back, but not the files that were written.
        for copied in made.values():
            copied.file.storage.delete(str(copied.file.name))
        raise


def _copied(
    row: Attachment, draft: Application, *, by: Actor, at: datetime
) -> Attachment:
    """The same file once more, as a file of the draft."""
    made = Attachment(
        application=draft,
        kind=row.kind,
        name=row.name,
        content_type=row.content_type,
        size=row.size,
        sha256=row.sha256,
        added_by=by.name,
        added_at=at,
        confidential=row.confidential,
        ground=row.ground,
        reason=row.reason,
        scanned_at=row.scanned_at,
    )
    try:
        with row.file.open("rb") as stored:
            made.file.save(row.name, File(stored), save=False)
    except FileNotFoundError as error:
        words = _("“%(name)s” cannot be read. Leave it out, and add it yourself.")
        raise InputRefused(words % {"name": row.name}) from error
    try:
        made.save()
    except Exception:
        made.file.storage.delete(str(made.file.name))
        raise
    return made
