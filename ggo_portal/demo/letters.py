"""The letters of what happened earlier, sent as it happened."""

from datetime import datetime

from dossiers.correspondence.letters import make_letter_pdf, update_letter_status
from dossiers.correspondence.making_known import put_on_record
from dossiers.models import Case, Letter
from dossiers.models.outgoing import DECISIONS


def send_letters_before(case: Case, *, before: datetime) -> None:
    """Let the letters of a filing that were promised before a moment be sent then.

    The terms that run from sending (Awb 3:41) then agree with what the letters say. The
    worker sets the others in type; a decision is made at once, to put it on record.
    """
    waiting = Letter.objects.unsent().filter(case__application=case.application_id)
    for letter in waiting.filter(created_at__lt=before).order_by("pk"):
        moment = letter.event.at
        if letter.kind in DECISIONS:
            make_letter_pdf(letter, at=moment)
        letter.deliveries.update(sent_at=moment)
        update_letter_status(letter.pk)
        if letter.kind in DECISIONS:
            put_on_record(letter, at=moment)
