"""A table as it was read: its rows under our names, and what we made of its columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.errors import InputRefused
from applications.organisms.tables.columns import (
    FIELDS,
    column_headers,
    counts_rows,
    field_of,
)
from applications.organisms.tables.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEET_ROWS,
    Cells,
)


class UnreadableTable(InputRefused):
    """What came cannot be read as a table; `message` says what to do instead."""


@dataclass(frozen=True)
class TableLine:
    """A row, with its number in the file, counted from 1 as a spreadsheet does."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """The rows of a table; without a header the columns are taken in our order.

    `unknown` names the columns that we left out, `absent` the fields without a column.
    """

    lines: list[TableLine]
    headed: bool
    unknown: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def as_table(rows: Iterable[Cells]) -> Table:
    """Find the header, and give each cell its field. Raises `UnreadableTable`."""
    filled = _filled(rows)
    if not filled:
        raise UnreadableTable(
            _("There are no rows in it. Choose another file, or paste the rows.")
        )
    _number, first = filled[0]
    # Copied cells often come without their headers; then they stand in our own order.
    if not _is_header(first):
        return _without_header(filled)
    fields = _fields(first)
    lines = [TableLine(number, _under(fields, cells)) for number, cells in filled[1:]]
    if not lines:
        raise UnreadableTable(_("There are only headers in it, no rows below them."))
    absent = [each for each in FIELDS if each not in fields]
    return Table(_with_content(lines), True, _unknown(first, fields), absent)


def _filled(rows: Iterable[Cells]) -> list[tuple[int, Cells]]:
    """The rows with something in them, each with its number; limits are kept."""
    found: list[tuple[int, Cells]] = []
    for number, row in enumerate(rows, start=1):
        if number > MAX_SHEET_ROWS:
            raise UnreadableTable(
                _("The sheet goes on beyond row %(number)d. Remove the empty rows.")
                % {"number": MAX_SHEET_ROWS}
            )
        cells = [_tidy(cell) for cell in row]
        if any(cells):
            _require_size(number, cells)
            found.append((number, cells))
        if len(found) > MAX_ROWS + 1:  # one may be the header
            raise _too_many()
    return found


def _tidy(cell: str) -> str:
    """A cell with one kind of line ending, and without the space around it."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _require_size(number: int, cells: Cells) -> None:
    """A row that no person made is refused, with its place."""
    if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
        raise UnreadableTable(
            _("Row %(row)d has more than %(number)d columns. Keep only the table.")
            % {"row": number, "number": MAX_COLUMNS}
        )
    for column, cell in enumerate(cells, start=1):
        if len(cell) > MAX_CELL:
            raise UnreadableTable(
                _(
                    "The cell in row %(row)d, column %(column)d, has more than "
                    "%(number)d characters. Shorten it, or close the quotation mark "
                    "before it."
                )
                % {"row": number, "column": column, "number": MAX_CELL}
            )


def _too_many() -> UnreadableTable:
    text = _("There are more than %(number)d rows in it. Split it into parts.")
    return UnreadableTable(text % {"number": MAX_ROWS})


def _is_header(cells: Cells) -> bool:
    """Are these headers: two that we know, or at least half of them?"""
    said = [cell for cell in cells if cell]
    known = [cell for cell in said if field_of(cell)]
    # One known word is no proof: “vector” may as well be a cell of the first row.
    return len(known) >= 2 or (bool(known) and 2 * len(known) >= len(said))


def _fields(header: Cells) -> list[str | None]:
    """The field of each column. Raises when two columns are for the same."""
    fields = [field_of(cell) for cell in header]
    for name in FIELDS:
        if fields.count(name) > 1:
            twice = [h for h, f in zip(header, fields, strict=True) if f == name]
            raise UnreadableTable(
                _("These columns mean the same: %(headers)s. Keep one of them.")
                % {"headers": ", ".join(twice)}
            )
    return fields


def _unknown(header: Cells, fields: list[str | None]) -> list[str]:
    """The headers that we do not know, as they are written."""
    pairs = zip(header, fields, strict=True)
    return [
        cell for cell, name in pairs if cell and name is None and not counts_rows(cell)
    ]


def _under(fields: list[str | None], cells: Cells) -> dict[str, str]:
    """The cells of a row by field; empty where there is no column."""
    found = dict.fromkeys(FIELDS, "")
    for name, cell in zip(fields, cells, strict=False):
        if name:
            found[name] = cell
    return found


def _with_content(lines: list[TableLine]) -> list[TableLine]:
    """Without the rows that only have something in columns that we left out."""
    kept = [line for line in lines if any(line.cells.values())]
    if not kept:
        raise UnreadableTable(_("The columns that we know are all empty."))
    if len(kept) > MAX_ROWS:
        raise _too_many()
    return kept


def _without_header(filled: list[tuple[int, Cells]]) -> Table:
    """The columns in our own order. Raises when there are more of them than fields."""
    width = max(_width(cells) for _, cells in filled)
    if width > len(FIELDS):
        raise UnreadableTable(
            _(
                "There are %(width)d columns and no headers that we know. Put headers "
                "above them, such as: %(headers)s."
            )
            % {"width": width, "headers": ", ".join(column_headers())}
        )
    fields: list[str | None] = list(FIELDS)
    lines = [TableLine(number, _under(fields, cells)) for number, cells in filled]
    return Table(_with_content(lines), False, [], list(FIELDS[width:]))


def _width(cells: Cells) -> int:
    """The number of the last column with something in it."""
    return max(number for number, cell in enumerate(cells, start=1) if cell)
