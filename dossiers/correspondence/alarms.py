"""Telling Bureau GGO and the lab that a letter did not arrive."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers.models import Delivery, Letter, ReminderKind
from dossiers.reminders.promising import queue_reminder
from dossiers.reminders.recipients import (
    handler_recipients,
    reachable_lab_recipients,
    with_bureau_mailbox,
)
from procedures.counting.legal_day import legal_day


def mark_without_addressee(letter: Letter, *, at: datetime) -> None:
    """Mark a new letter that has no addressee at all, and alarm Bureau GGO."""
    letter.refused_at = at
    letter.last_error = _("Nobody at the lab can be written to.")
    letter.save(update_fields=["refused_at", "last_error"])
    alarm_about_letter(letter, at=at)


def alarm_about_letter(letter: Letter, *, at: datetime) -> None:
    """Tell who handles the case and Bureau GGO's mailbox, once a letter and day."""
    case, today = letter.case, legal_day(at)
    to = with_bureau_mailbox(handler_recipients([case], on=today)[case.pk])
    queue_reminder(
        ReminderKind.UNDELIVERED,
        case,
        to=to,
        at=at,
        fact_on=today,
        event=letter.event,
    )


def tell_of_refusals(*, at: datetime) -> int:
    """Tell of each address that refused a letter, once; of how many."""
    count = 0
    while tell_of_next_refusal(at=at):
        count += 1
    return count


@transaction.atomic
def tell_of_next_refusal(*, at: datetime) -> bool:
    """Tell Bureau GGO of the next one, and those at the lab who can be reached."""
    rows = Delivery.objects.filter(refused_at__isnull=False, told_at__isnull=True)
    # Passed by what another worker is telling of.
    rows = rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    delivery = rows.select_related("letter__case__handler", "letter__event").first()
    if delivery is None:
        return False
    letter = delivery.letter
    # In the transaction of the messages: told and marked together, or neither.
    delivery.told_at = at
    delivery.save(update_fields=["told_at"])
    alarm_about_letter(letter, at=at)
    # Whose address refused the letter is not written to again; with nobody else Bureau
    # GGO alone can do something.
    if (lab := reachable_lab_recipients(letter)).recipients:
        queue_reminder(
            ReminderKind.NOT_RECEIVED,
            letter.case,
            to=lab,
            at=at,
            fact_on=legal_day(at),
            event=letter.event,
        )
    return True
