"""Telling Bureau GGO and the lab that a letter did not arrive."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers.models import Delivery, Letter, ReminderKind
from dossiers.reminders.promising import remind
from dossiers.reminders.recipients import handlers, others_at, with_bureau
from procedures.counting.legal_day import legal_day


def tell_nobody_to_send_to(letter: Letter, *, at: datetime) -> None:
    """Mark a new letter that has no addressee at all, and alarm Bureau GGO."""
    letter.refused_at = at
    letter.last_error = _("Nobody at the lab can be written to.")
    letter.save(update_fields=["refused_at", "last_error"])
    alarm(letter, at=at)


def alarm(letter: Letter, *, at: datetime) -> None:
    """Tell who handles the case and Bureau GGO's mailbox, once a letter and day."""
    case, today = letter.case, legal_day(at)
    to = with_bureau(handlers([case], on=today)[case.pk])
    remind(
        ReminderKind.UNDELIVERED,
        case,
        to=to,
        at=at,
        fact_on=today,
        event=letter.event,
    )


def tell_of_refusals(*, at: datetime) -> int:
    """Tell of each address that refused a letter, once; of how many."""
    told = 0
    while tell_next(at=at):
        told += 1
    return told


@transaction.atomic
def tell_next(*, at: datetime) -> bool:
    """Tell Bureau GGO of the next one, and those at the lab who can be reached."""
    rows = Delivery.objects.filter(refused_at__isnull=False, told_at__isnull=True)
    rows = rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    delivery = rows.select_related("letter__case__handler", "letter__event").first()
    if delivery is None:
        return False
    letter = delivery.letter
    delivery.told_at = at
    delivery.save(update_fields=["told_at"])
    alarm(letter, at=at)
    if (lab := others_at(letter)).recipients:
        remind(
            ReminderKind.NOT_RECEIVED,
            letter.case,
            to=lab,
            at=at,
            fact_on=legal_day(at),
            event=letter.event,
        )
    return True
