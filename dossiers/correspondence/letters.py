"""Promising a letter with all that it says and to whom, making it, and mailing it."""

import json
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import translation

from accounts.outbox import send_next
from dossiers.correspondence.alarms import mark_without_addressee
from dossiers.correspondence.letter_kinds import LETTERS
from dossiers.correspondence.letter_text import LetterText, with_courtesy
from dossiers.correspondence.mails import letter_mail
from dossiers.correspondence.typesetting import typeset
from dossiers.models import Delivery, Event, Letter, LetterKind
from dossiers.reminders.outbox import wake_outbox
from dossiers.reminders.recipients import Recipients


def queue_letter(
    kind: LetterKind, event: Event, *, to: Recipients, at: datetime
) -> Letter:
    """Promise the letter that follows from an event; a worker makes and mails it.

    Its words, the dates in it and its addressees are frozen here, in the act: what
    happens before a worker comes to it changes nothing. With nobody to send it to,
    Bureau GGO is alarmed.
    """
    letter = Letter(
        event=event,
        case=event.case,
        kind=kind,
        recipients=to.recipients,
        language=to.language,
        created_at=at,
        send_after=at,
    )
    # Before it is stored: a trigger keeps `words` as they are from then on (ADR 22).
    letter.words = letter_as_json(letter)
    letter.save()
    Delivery.objects.bulk_create(
        Delivery(letter=letter, address=address, send_after=at)
        for address in to.recipients
    )
    if not to.recipients:
        # The act is done all the same: a lab without anybody to write to must not keep
        # BGGO from deciding.
        mark_without_addressee(letter, at=at)
    wake_outbox()
    return letter


def letter_as_json(letter: Letter) -> dict[str, Any]:
    """What a letter says, for JSON, with a translation for who reads another language.

    Its moment is the act's.
    """
    write = LETTERS[LetterKind(letter.kind)].write
    text = asdict(with_courtesy(lambda: write(letter), letter.language))
    # The event has it, in the chain; a second copy could only differ.
    del text["moment"]
    with translation.override("nl"):  # in which the words are that are still lazy
        stored: dict[str, Any] = json.loads(json.dumps(text, cls=DjangoJSONEncoder))
        return stored


def frozen_text(letter: Letter) -> LetterText:
    """The frozen words of a letter, to set."""
    return LetterText(
        **(letter.words or letter_as_json(letter)), moment=letter.event.at
    )


@transaction.atomic
def make_letter_pdf(letter: Letter, *, at: datetime) -> Letter:
    """Make the PDF of a letter, once; the second caller finds it made."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    # Asked under the lock, so that a second worker sets nothing.
    if letter.made_at is None:
        typeset_letter(letter, at=at)
        letter.save(update_fields=letter.KEPT_IN)
    return letter


def typeset_letter(letter: Letter, *, at: datetime) -> None:
    """Set the words of a locked letter, for the caller to store.

    One that was promised before words were frozen is written now. Raises
    `NotWhatWasSigned` for a decision that says something else than was signed.
    """
    # Before it is set, and each time: between promise and making somebody may have
    # changed the row.
    LETTERS[LetterKind(letter.kind)].check(letter)
    letter.words = letter.words or letter_as_json(letter)
    # A process of its own sets it while the row is locked, half a minute at most;
    # nobody else has business with the letter before it is made.
    pdf = typeset(frozen_text(letter))
    letter.file.name = store_pdf(f"letters/{letter.case.number}/{letter.pk}.pdf", pdf)
    letter.sha256 = sha256(pdf).hexdigest()
    letter.made_at = at


def store_pdf(name: str, pdf: bytes) -> str:
    """Write a file under this name; one left by a crash half-way is replaced."""
    # The storage would give a second file another name, and the row would point to the
    # first.
    default_storage.delete(name)
    return default_storage.save(name, ContentFile(pdf))


@transaction.atomic
def deliver_next(*, at: datetime) -> Delivery | None:
    """Mail the next letter to one addressee, and bring the letter up to date."""
    delivery = send_next(Delivery, letter_mail, at=at)
    if delivery:
        update_letter_status(delivery.letter_id)
    return delivery


def update_letter_status(letter: int) -> None:
    """Set when a letter was sent, and since when nobody gets it, from its deliveries.

    Call it in the transaction that changed one of them.
    """
    row = Letter.objects.select_for_update(of=("self",)).get(pk=letter)
    # Derived from the deliveries each time, and never counted up: reports come late,
    # twice and in any order.
    found = row.deliveries.aggregate(
        sent=Min("sent_at", filter=Q(refused_at=None)), refused=Max("refused_at")
    )
    waits = row.deliveries.filter(sent_at=None, refused_at=None).exists()
    row.sent_at = found["sent"]
    row.refused_at = None if row.sent_at or waits else found["refused"]
    row.save(update_fields=["sent_at", "refused_at"])
