"""Promising a letter, and making it."""

from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation

from accounts.models import User
from dossiers.letters import LETTERS
from dossiers.letters.pdf import typeset
from dossiers.models import Case, Event, Letter, LetterKind
from dossiers.outbox import wake_after_commit


def promise_letter(kind: LetterKind, event: Event, *, to: User, at: datetime) -> Letter:
    """Promise the letter that follows from an event; a worker makes and mails it.

    It goes to the person who filed and to the BVF who signed, once each.
    """
    letter = Letter.objects.create(
        event=event,
        case=event.case,
        kind=kind,
        recipients=applicants(event.case, to),
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


def applicants(case: Case, filed_by: User) -> list[str]:
    """The person who filed, and the BVF whose signature it rests on; each once."""
    signature = case.application.signatures.select_related("signer").first()
    people = [filed_by, signature.signer] if signature else [filed_by]
    return list(dict.fromkeys(person.email for person in people))
