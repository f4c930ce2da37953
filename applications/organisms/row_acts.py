"""Acts on many organism rows at once: what a person does in the table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, QuerySet

from accounts.actor import Actor
from applications.access.draft_access import mark_changed, open_draft
from applications.errors import UnknownField
from applications.findings import ORGANISMS
from applications.models import Application, OrganismRow
from applications.models.organism import row_print
from applications.organisms.editing import append_rows, last_position, typed_cells

Chosen = Collection[int] | None
"""Keys of rows; None for all rows there are."""


@dataclass(frozen=True)
class TypedRow:
    """A row as it came from a page; `seen` is what the page was made with."""

    pk: int
    seen: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Clash:
    """A row that somebody else changed, or removed (`current` is None), meanwhile."""

    typed: TypedRow
    current: OrganismRow | None


@dataclass(frozen=True)
class SavedTable:
    """What became of a table: how many rows were saved and added, what clashed."""

    saved: int
    added: int
    clashes: list[Clash]


@transaction.atomic
def save_table(
    application: Application,
    rows: Sequence[TypedRow],
    new: Sequence[Mapping[str, str]],
    *,
    by: Actor,
    at: datetime,
) -> SavedTable:
    """Save the rows that were changed, as typed, and add new ones at the end.

    A row that somebody else changed since stays as it is, and is told as a clash; a row
    that was left alone never clashes. Raises `AlreadyFiled`, `ActorNotAllowed`,
    `InputRefused`.
    """
    draft = open_draft(application, by=by)
    # Only rows of this draft: keys come from the page, and a page can be forged.
    standing = draft.organisms.in_bulk([row.pk for row in rows])
    touched = [row for row in rows if _is_touched(row, standing.get(row.pk))]
    clashes = [
        Clash(row, standing.get(row.pk))
        for row in touched
        if row.pk not in standing or _is_behind(row, standing[row.pk])
    ]
    told = {clash.typed.pk for clash in clashes}
    saved = [_filled(standing[row.pk], row) for row in touched if row.pk not in told]
    # One statement for a page of rows; saving each would take as many queries as there
    # are.
    OrganismRow.objects.bulk_update(saved, [*OrganismRow.FIELDS, "version"])
    added = append_rows(draft, new, after=last_position(draft)) if new else []
    if saved or added:
        mark_changed(draft, at=at)
    return SavedTable(len(saved), len(added), clashes)


@transaction.atomic
def duplicate_rows(
    application: Application, chosen: Chosen, *, by: Actor, at: datetime
) -> list[OrganismRow]:
    """Add a copy of each chosen row at the end, in order. Raises as `add_rows`."""
    draft = open_draft(application, by=by)
    rows = [row.as_values() for row in chosen_rows(draft, chosen)]
    made = append_rows(draft, rows, after=last_position(draft))
    if made:
        mark_changed(draft, at=at)
    return made


@transaction.atomic
def remove_rows(
    application: Application, chosen: Chosen, *, by: Actor, at: datetime
) -> int:
    """Remove the chosen rows; the others close up. Returns how many went.

    Raises `AlreadyFiled`, `ActorNotAllowed`.
    """
    draft = open_draft(application, by=by)
    gone, _by_model = chosen_rows(draft, chosen).delete()
    if gone:
        _close_up(draft)
        mark_changed(draft, at=at)
    return gone


@transaction.atomic
def fill_column(
    application: Application,
    chosen: Chosen,
    field: str,
    value: str,
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Give one cell of each chosen row the same value. Returns how many changed.

    Raises `AlreadyFiled`, `ActorNotAllowed`, `UnknownField`.
    """
    draft = open_draft(application, by=by)
    cells = typed_cells({field: value})
    # Rows that have the value already keep their version, so nobody's open page clashes
    # with them.
    other = chosen_rows(draft, chosen).exclude(**cells)
    number = other.update(version=F("version") + 1, **cells)
    if number:
        mark_changed(draft, at=at)
    return number


def chosen_rows(application: Application, chosen: Chosen) -> QuerySet[OrganismRow]:
    """The chosen rows of an application that are still there, in order."""
    rows = application.organisms.order_by("position")
    return rows if chosen is None else rows.filter(pk__in=chosen)


def _is_touched(row: TypedRow, current: OrganismRow | None) -> bool:
    """Did the writer change the row: is it neither what was shown nor what stands?"""
    shown = row.seen.rpartition("-")[2]
    if unknown := set(row.cells) - set(OrganismRow.FIELDS):
        raise UnknownField(ORGANISMS, sorted(unknown))
    typed = dict.fromkeys(OrganismRow.FIELDS, "") | typed_cells(row.cells)
    # Left alone: a page sends all its rows, and only a few were touched.
    if row_print(typed) == shown:
        return False
    return current is None or typed != current.as_values()


def _is_behind(row: TypedRow, current: OrganismRow) -> bool:
    """Was the row changed since the writer's page was made?"""
    return row.seen.partition("-")[0] != str(current.version)


def _filled(current: OrganismRow, row: TypedRow) -> OrganismRow:
    """The row with what was typed, one version on."""
    for field, value in typed_cells(row.cells).items():
        setattr(current, field, value)
    current.version += 1
    return current


def _close_up(draft: Application) -> None:
    """Number the rows 1, 2, 3 … again, in one statement."""
    table = connection.ops.quote_name(OrganismRow._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET position = counted.place FROM ("  # noqa: S608 - the name of our own table
            "SELECT id, row_number() OVER (ORDER BY position) AS place "
            f"FROM {table} WHERE application_id = %s) AS counted "
            f"WHERE {table}.id = counted.id AND position <> counted.place",
            [draft.pk],
        )
