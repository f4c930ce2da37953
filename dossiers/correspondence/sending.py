"""Sending what was promised: letters, questions for advice, reminders, each once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Min, Q

from accounts.outbox import send_next
from dossiers.correspondence.mails import letter_mail
from dossiers.models import Delivery, Letter


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
    found = row.deliveries.aggregate(
        sent=Min("sent_at", filter=Q(refused_at=None)), refused=Max("refused_at")
    )
    waits = row.deliveries.filter(sent_at=None, refused_at=None).exists()
    row.sent_at = found["sent"]
    row.refused_at = None if row.sent_at or waits else found["refused"]
    row.save(update_fields=["sent_at", "refused_at"])
