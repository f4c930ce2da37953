"""Brings the rows of the law's files into the database, and says what it changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from psycopg.types.range import DateRange

from procedures.law_rows.change_log import set_law_actor
from procedures.law_rows.changing_rows import keeping_told_dates
from procedures.models import DatedRow, amsterdam_today

REMARKS = ("basis", "checked_on", "note", "questions")
"""What is said about a rule, and no rule: put right in a row in use as well."""
FREE_TO_CHANGE = {"valid", *REMARKS}
LOADER = "load_law"


class RowInUse(Exception):
    """The files change a row that has begun and that a case rests on."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One thing that loading did to a row, or left as a jurist had made it."""

    verb: str
    row: DatedRow
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = f" ({', '.join(self.columns)})" if self.columns else ""
        kind = self.row._meta.model_name
        return f"{self.verb} {kind} {self.row.key}, from {self.row.valid_from}{named}"


@transaction.atomic
def load_law_rows(rows: Iterable[DatedRow]) -> list[RowChange]:
    """Add, close, correct; nothing is reopened, no rule that is in use is edited.

    A row is known by its key and first day. A row that a jurist closed stays closed. A
    row that has begun can only be corrected while no case uses it: it is replaced, as
    the database lets nobody edit it. Only its articles, note and day of comparison may
    be put right at any time. The log of the law names the loader. Raises `RowInUse`,
    and `FreeDayInUse` when a told date rests on a free day that goes.
    """
    set_law_actor(LOADER)
    with keeping_told_dates():
        changes = _load(rows)
    set_law_actor("")  # what else comes in this transaction is not the loader's
    return changes


def _load(rows: Iterable[DatedRow]) -> list[RowChange]:
    today = amsterdam_today()
    # Added last: a successor fits only once the row before it has been closed.
    new: list[DatedRow] = []
    changes: list[RowChange] = []
    for row in rows:
        stored = _stored(row)
        if stored is None:
            new.append(row)
        else:
            changes += _bring_up_to_date(stored, row, today)
    for row in new:
        row.save(force_insert=True)
        changes.append(RowChange("added", row))
    return changes


def _stored(row: DatedRow) -> DatedRow | None:
    return (
        type(row).objects.filter(key=row.key, valid__startswith=row.valid_from).first()
    )


def _bring_up_to_date(
    stored: DatedRow, row: DatedRow, today: date
) -> Iterator[RowChange]:
    """The changes that make the stored row what the file says."""
    columns = _differing(stored, row)
    # The database refuses to edit a row that has begun; without cases it may still be
    # put right.
    if columns and stored.has_begun(today):
        yield _replace(stored, row, columns)
        return
    if columns:
        _copy(stored, row, columns)
        yield RowChange("changed", stored, columns)
    yield from _close(stored, row)
    remarks = tuple(
        name for name in REMARKS if getattr(stored, name) != getattr(row, name)
    )
    if remarks:
        _copy(stored, row, remarks)
        yield RowChange("checked", stored, remarks)


def _differing(stored: DatedRow, row: DatedRow) -> tuple[str, ...]:
    """The law's columns in which they differ."""
    names = [field.attname for field in row._meta.concrete_fields]
    return tuple(
        name
        for name in names
        if name not in FREE_TO_CHANGE | {"id"}
        and getattr(stored, name) != getattr(row, name)
    )


def _copy(stored: DatedRow, row: DatedRow, columns: Iterable[str]) -> None:
    for name in columns:
        setattr(stored, name, getattr(row, name))
    stored.save(update_fields=list(columns))


def _replace(stored: DatedRow, row: DatedRow, columns: tuple[str, ...]) -> RowChange:
    """Put the corrected row in the place of one that nothing rests on yet."""
    try:
        # The protected foreign keys of cases decide: what a case rests on cannot be
        # deleted.
        stored.delete()
    except ProtectedError as error:
        raise RowInUse(
            f"{row.key} (from {row.valid_from}) is used by cases, so it cannot change:"
            f" {', '.join(columns)}. Close the row and add its successor."
        ) from error
    # A jurist closed it in the portal and the file does not know that yet: loading must
    # not reopen it.
    if stored.valid_until and not row.valid_until:
        row.valid = stored.valid
    row.save(force_insert=True)
    return RowChange("corrected", row, columns)


def _close(stored: DatedRow, row: DatedRow) -> Iterator[RowChange]:
    """Give the row the file's end, if that is earlier than the end it has."""
    if stored.valid_until == row.valid_until:
        return
    if row.valid_until is None or (
        stored.valid_until and stored.valid_until < row.valid_until
    ):
        yield RowChange(f"kept closed after {stored.valid_until}:", stored)
        return
    stored.valid = DateRange(stored.valid_from, row.valid.upper)
    stored.save(update_fields=["valid"])
    yield RowChange(f"closed after {row.valid_until}:", stored)
