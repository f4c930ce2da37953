"""Writing tables for a spreadsheet: a text stays text, a date stays a date."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What XML cannot hold; it is left out wherever we write a table."""

RISKY = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would run as a formula, also with our own mark before it."""

MARK = "'"
TEXT, DATE = "@", "yyyy-mm-dd"
"""Number formats; that of text keeps an article 5.2 from becoming a date."""

Cell = str | int | date | None


class _Echo:
    """Gives back what is written, so that a CSV goes out line by line."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Lines that a Dutch Excel opens as columns: semicolons, a BOM, dates in ISO form.

    No spreadsheet runs one of the cells as a formula.
    """
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\N{ZERO WIDTH NO-BREAK SPACE}"  # the mark by which Excel knows UTF-8
    for row in rows:
        yield writer.writerow(
            [formula_safe_cell(cell) if isinstance(cell, str) else cell for cell in row]
        )


def append_rows(
    sheet: Any, rows: Iterable[Sequence[Cell]], *, is_bold: bool = True
) -> None:
    """Put rows in a sheet of a write-only book; the first is the header."""
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, cell, is_bold and not number) for cell in row])


def _cell(sheet: Any, value: Cell, is_bold: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(
        sheet, writable_cell(value) if isinstance(value, str) else value
    )
    if isinstance(value, str):
        cell.data_type = "s"  # else a text with = before it would be a formula
        cell.number_format = TEXT
    elif isinstance(value, date):
        cell.number_format = DATE
    if is_bold:
        cell.font = Font(bold=True)
    return cell


def writable_cell(cell: str) -> str:
    """A cell without the characters that no file of ours can hold."""
    return UNWRITABLE.sub("", cell)


def formula_safe_cell(cell: str) -> str:
    """A cell to write, that no spreadsheet runs as a formula; see `unguarded_cell`."""
    text = writable_cell(cell)
    return MARK + text if RISKY.match(text) else text


def unguarded_cell(cell: str) -> str:
    """A cell without the mark that a table of ours has before a risky one."""
    return cell[1:] if cell.startswith(MARK) and RISKY.match(cell) else cell
