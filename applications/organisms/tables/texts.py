"""Tables as text: what a spreadsheet puts on the clipboard, and CSV files."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice

from django.utils.translation import gettext as _

from applications.organisms.tables.columns import FIELDS, column_headers, field_of
from applications.organisms.tables.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_SHEET_ROWS,
    Cells,
)
from applications.organisms.tables.table import UnreadableTable
from applications.spreadsheets import csv_lines, unguarded_cell

DELIMITERS = ("\t", ";", ",")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""What no text has; a file with one of these is something else."""

SEPARATOR_LINE = re.compile(r"\A(?:\"?)sep=(.)(?:\"?)\r?\n", re.IGNORECASE)
"""A line by which Excel is told the delimiter."""


def decoded_text(content: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise not_a_table() from error


def not_a_table() -> UnreadableTable:
    """The content is something else altogether."""
    return UnreadableTable(
        _("This is not a table that we can read. Save it as XLSX, ODS or CSV.")
    )


def text_rows(text: str) -> Iterator[Cells]:
    """The rows of a text, by the delimiter that suits it, without our own marks.

    Raises `UnreadableTable` for what is no text, and for a quotation mark left open.
    """
    if CONTROLS.search(text):
        raise not_a_table()
    said = SEPARATOR_LINE.match(text)
    if said:
        yield []  # it counts as a row
        text = text[said.end() :]
    delimiter = said[1] if said and said[1] in DELIMITERS else _delimiter(text)
    _require_closed(text, delimiter)
    for record in _reader(text, delimiter):
        yield [unguarded_cell(cell) for cell in record]


def rows_as_csv(rows: Sequence[dict[str, str]]) -> bytes:
    """The rows as CSV that a Dutch Excel opens at once: semicolons and a BOM."""
    cells = [[row[field] for field in FIELDS] for row in rows]
    return "".join(csv_lines([column_headers(), *cells])).encode()


def _delimiter(text: str) -> str:
    """The one by which the first row has most headers that we know, then most cells."""

    def fit(delimiter: str) -> tuple[int, int]:
        rows = islice(_reader(text, delimiter), MAX_SHEET_ROWS)
        first = next((row for row in rows if any(row)), [])
        return sum(map(bool, map(field_of, first[:MAX_COLUMNS]))), len(first)

    return max(DELIMITERS, key=fit)


def _reader(text: str, delimiter: str) -> Iterator[Cells]:
    """Rows as the csv module reads them; it has its own limit to a cell."""
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise _left_open() from error


def _require_closed(text: str, delimiter: str) -> None:
    """A quotation mark left open would swallow the rest of the rows."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for _row in islice(reader, MAX_SHEET_ROWS):
            pass
    except csv.Error as error:
        if "end of data" in str(error):
            raise _left_open() from error


def _left_open() -> UnreadableTable:
    text = _(
        "A quotation mark is opened and not closed, so that a cell has more than "
        "%(number)d characters or the rows after it are lost. Put it right first."
    )
    return UnreadableTable(text % {"number": MAX_CELL})
