"""Promising a letter, and making it."""

from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation

from dossiers.letters import LETTERS
from dossiers.letters.pdf import typeset
from dossiers.models import Event, Letter, LetterKind
from dossiers.outbox import wake_after_commit
from dossiers.readers import Reader


def promise_letter(
    kind: LetterKind, event: Event, *, to: Reader, at: datetime
) -> Letter:
    """Promise the letter that follows from an event; a worker makes and mails it."""
    letter = Letter.objects.create(
        event=event,
        case=event.case,
        kind=kind,
        recipients=to.recipients,
        language=to.language,
        created_at=at,
        send_after=at,
    )
    wake_after_commit()
    return letter


@transaction.atomic
def make(letter: Letter, *, at: datetime) -> Letter:
    """Make the PDF of a letter, once; the second caller finds it made."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if letter.made_at:
        return letter
    with translation.override(letter.language):
        pdf = typeset(LETTERS[LetterKind(letter.kind)](letter))
    letter.file.name = store(f"letters/{letter.case.number}/{letter.pk}.pdf", pdf)
    letter.sha256 = sha256(pdf).hexdigest()
    letter.made_at = at
    letter.save(update_fields=["file", "sha256", "made_at"])
    return letter


def store(name: str, pdf: bytes) -> str:
    """Write a file under this name; one left by a crash half-way is replaced."""
    default_storage.delete(name)
    return default_storage.save(name, ContentFile(pdf))
