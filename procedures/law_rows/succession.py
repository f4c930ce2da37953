"""How a jurist changes the law's rows: close one from a day, open its successor."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from procedures.models import DatedRow


class CannotClose(Exception):
    """The row cannot end on that day; the words say why."""


def close_row(row: DatedRow, *, from_day: date, today: date) -> None:
    """Let a row hold no longer from a day on; that day must still be to come.

    What was the law yesterday stays so: cases rest on it. Raises `CannotClose`.
    """
    if from_day <= today:
        raise CannotClose(_("Choose a day after today: until today the row held."))
    if from_day <= row.valid_from:
        raise CannotClose(_("Choose a day after the first day of the row."))
    if row.valid_until and row.valid_until < from_day:
        raise CannotClose(_("The row ends before that day already."))
    row.valid = DateRange(row.valid_from, from_day)
    row.save(update_fields=["valid"])


@transaction.atomic
def succeed_row(row: DatedRow, *, from_day: date, today: date) -> DatedRow:
    """Close a row and open its successor, the same in all but its first day.

    The successor can be edited until its first day has come. Raises `CannotClose`.
    """
    until = row.valid.upper
    close_row(row, from_day=from_day, today=today)
    successor = type(row).objects.get(pk=row.pk)
    successor.pk = None
    successor.valid = DateRange(from_day, until)
    successor.save(force_insert=True)
    return successor
