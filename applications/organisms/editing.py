"""Adding, changing and taking out organism rows; positions stay 1, 2, 3 …"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import InputRefused
from applications.access.draft_access import mark_changed, open_draft
from applications.errors import StaleRow, UnknownField
from applications.findings import ORGANISMS
from applications.models import Application, OrganismRow
from applications.text_input.typed import as_text

MAX_ROWS = 1000
"""Rows in one call; an application may hold more."""

MAX_ALTOGETHER = 10_000
"""Rows in one application: no lab comes near it, and no mistake goes beyond it."""


@transaction.atomic
def add_rows(
    application: Application,
    rows: Sequence[Mapping[str, Any]],
    *,
    by: Actor,
    at: datetime,
) -> list[OrganismRow]:
    """Put rows at the end, as typed. Raises `InputRefused` when there are too many.

    Raises also `AlreadyFiled`, `ActorNotAllowed`, `UnknownField`.
    """
    draft = open_draft(application, by=by)
    made = append_rows(draft, rows, after=last_position(draft))
    mark_changed(draft, at=at)
    return made


@transaction.atomic
def replace_rows(
    application: Application,
    rows: Sequence[Mapping[str, Any]],
    *,
    by: Actor,
    at: datetime,
) -> list[OrganismRow]:
    """Put these rows in place of all there are. Raises as `add_rows`."""
    draft = open_draft(application, by=by)
    draft.organisms.all().delete()
    made = append_rows(draft, rows, after=0)
    mark_changed(draft, at=at)
    return made


@transaction.atomic
def change_row(
    row: OrganismRow,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> OrganismRow:
    """Change the given cells of a row, as typed.

    Raises `StaleRow` when somebody changed it since `version`, else as `add_rows`.
    """
    draft = open_draft(row.application, by=by)
    current = draft.organisms.get(pk=row.pk)
    cells = typed_cells(values)
    # What is sent and stands there already is no conflict: a retry, or two people who
    # make the same correction.
    if version not in (None, current.version) and cells.items() - (
        current.as_values().items()
    ):
        raise StaleRow(current)
    for field, value in cells.items():
        setattr(current, field, value)
    current.version += 1
    current.save()
    mark_changed(draft, at=at)
    return current


@transaction.atomic
def remove_row(row: OrganismRow, *, by: Actor, at: datetime) -> None:
    """Remove a row; those below move up. Raises `AlreadyFiled`, `ActorNotAllowed`."""
    draft = open_draft(row.application, by=by)
    gone = draft.organisms.filter(pk=row.pk).first()
    if gone is None:
        return
    gone.delete()
    draft.organisms.filter(position__gt=gone.position).update(
        # In one statement: the rows below move up by themselves, however many there
        # are.
        position=F("position") - 1
    )
    mark_changed(draft, at=at)


def append_rows(
    draft: Application, rows: Sequence[Mapping[str, Any]], *, after: int
) -> list[OrganismRow]:
    """Store rows from the position behind `after`, in a draft that is open."""
    if len(rows) > MAX_ROWS:
        text = _("Send at most %(number)d rows at a time.")
        raise InputRefused(text % {"number": MAX_ROWS})
    if after + len(rows) > MAX_ALTOGETHER:
        text = _("An application can hold at most %(number)d rows.")
        raise InputRefused(text % {"number": MAX_ALTOGETHER})
    return OrganismRow.objects.bulk_create(
        OrganismRow(application=draft, position=position, **typed_cells(values))
        for position, values in enumerate(rows, start=after + 1)
    )


def last_position(draft: Application) -> int:
    """The position of the last row; 0 when there is none."""
    return draft.organisms.aggregate(last=Max("position"))["last"] or 0


def typed_cells(values: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row as text; `UnknownField` for any other name."""
    unknown = sorted(set(values) - set(OrganismRow.FIELDS))
    if unknown:
        raise UnknownField(ORGANISMS, unknown)
    return {field: _text(value) for field, value in values.items()}


def _text(value: Any) -> str:
    """A cell with one kind of line ending, and without the space around it."""
    return as_text(value).replace("\r\n", "\n").replace("\r", "\n").strip()
