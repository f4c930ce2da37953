"""Taking over a table that was read in: put aside first, confirmed after a look."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.digests import text_digest
from accounts.errors import InputRefused
from applications.access.draft_access import open_draft
from applications.errors import StaleRows
from applications.models import Application, OrganismRow, PendingImport
from applications.organisms import editing
from applications.organisms.tables.table import Table
from applications.text_input.typed import storable_value


@transaction.atomic
def store_pending_import(
    application: Application,
    table: Table,
    *,
    mode: str,
    source: str,
    by: Actor,
    at: datetime,
) -> PendingImport:
    """Keep a table until somebody confirms it; the rows do not change yet.

    `source` is where it came from, for people. Raises `AlreadyFiled`,
    `ActorNotAllowed`.
    """
    draft = open_draft(application, by=by)
    return PendingImport.objects.create(
        application=draft,
        mode=PendingImport.Mode(mode),
        source=source[:200],
        headed=table.headed,
        unknown=storable_value(table.unknown),
        absent=table.absent,
        lines=[[line.number, _in_order(line.cells)] for line in table.lines],
        # To tell at the confirmation whether replacing would throw away what a
        # colleague added meanwhile.
        rows_seen=print_of_rows(draft),
        read_by=by.person,
        read_at=at,
    )


@transaction.atomic
def confirm_import(
    pending: PendingImport, *, by: Actor, at: datetime
) -> list[OrganismRow]:
    """Put the rows in the application, as its mode says, and forget the import.

    Raises `StaleRows` when all rows would be replaced and they changed since the table
    was read, `InputRefused` when it was confirmed already, else as `add_rows`.
    """
    draft = open_draft(pending.application, by=by)
    # Under the lock of the draft: a double click must not add the rows twice.
    current = draft.pending_imports.filter(pk=pending.pk).first()
    if current is None:
        words = _(
            "These rows do not wait to be taken over any more. See in the list of "
            "organisms what is there."
        )
        raise InputRefused(words)
    if current.mode == PendingImport.Mode.ADD:
        made = editing.add_rows(draft, current.rows(), by=by, at=at)
    elif current.rows_seen == print_of_rows(draft):
        made = editing.replace_rows(draft, current.rows(), by=by, at=at)
    else:
        raise StaleRows(draft.pk)
    current.delete()
    return made


@transaction.atomic
def mark_rows_seen(pending: PendingImport, *, by: Actor) -> None:
    """The reader has seen the rows as they are. Raises as `store_pending_import`."""
    draft = open_draft(pending.application, by=by)
    rows_seen = print_of_rows(draft)
    draft.pending_imports.filter(pk=pending.pk).update(rows_seen=rows_seen)


@transaction.atomic
def cancel_import(pending: PendingImport, *, by: Actor) -> None:
    """Forget a table that was read in. Raises `AlreadyFiled`, `ActorNotAllowed`."""
    open_draft(pending.application, by=by)
    pending.delete()


def forget_imports(*, before: datetime) -> int:
    """Remove what nobody confirmed; returns how many."""
    gone, _by_model = PendingImport.objects.filter(read_at__lt=before).delete()
    return gone


def print_of_rows(application: Application) -> str:
    """A print of the rows as they stand, by which to tell whether any changed."""
    # Keys and versions tell every change without reading a cell.
    standing = list(application.organisms.values_list("pk", "version"))
    return text_digest(repr(standing))


def _in_order(cells: Mapping[str, str]) -> list[str]:
    """The cells of a row in the order of the fields, as they will be stored."""
    typed = editing.typed_cells(cells)
    return [typed.get(field, "") for field in OrganismRow.FIELDS]
