"""Recording what a lab did: a review, or the date of a report (Besluit ggo 2)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import InputRefused
from dossiers.models import Dossier, DutyKind, DutyRecord
from procedures.counting.legal_day import legal_day


@transaction.atomic
def record_duty(
    dossier: Dossier,
    kind: DutyKind,
    *,
    on: date,
    remark: str = "",
    by: Actor,
    at: datetime,
) -> DutyRecord:
    """Record a day of a dossier; the same day of the same kind stays as it was.

    Raises `InputRefused` for a day that has yet to come. Call it for a dossier of the
    actor's own organisation.
    """
    if on > legal_day(at):
        raise InputRefused(_("Give a day that is not after today."))
    row, _is_new = DutyRecord.objects.get_or_create(
        dossier=dossier,
        kind=kind,
        on=on,
        defaults={"remark": remark.strip(), "recorded_at": at, "recorded_by": by.name},
    )
    return row
