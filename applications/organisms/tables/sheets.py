"""`python -m` this module: the first sheet of a spreadsheet file, in a process apart.

Reads the file from standard input, within bounds (`applications.sandbox.process`), and
 writes JSON: `{"rows": [[…]]}`, each cell as a person sees it, or `{"told": …}`,
one of `SheetRefusal`. It knows no Django: it starts in a tenth of a second.
"""

import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from applications.organisms.tables import opendocument
from applications.organisms.tables.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_PART,
    MAX_PARTS,
    MAX_ROWS,
    MAX_SHEET_ROWS,
    MAX_TEXT,
    MAX_UNPACKED,
    Cells,
)
from applications.sandbox.bounds import keep_within_bounds

ENCRYPTED = 1
"""The bit of a part that says so."""


class SheetRefusal(StrEnum):
    """Why there are no rows."""

    NO_TABLE = "no-table"
    TOO_LARGE = "too-large"
    PASSWORD = "password"  # noqa: S105 - a reason, no secret


class NoRows(Exception):
    """The file cannot be read; its argument is the reason."""


def read_sheet(content: bytes) -> dict[str, Any]:
    """The rows of the first sheet, or why there are none."""
    try:
        return {"rows": list(_bounded(_sheet(content)))}
    except NoRows as error:
        return {"told": error.args[0]}
    except Exception:  # a broken file makes a library raise whatever it likes
        return {"told": SheetRefusal.NO_TABLE}


def _sheet(content: bytes) -> Iterator[Cells]:
    """The rows by the kind of file; only the cells are read, styles never."""
    parts = _parts(content)
    if "content.xml" in parts:
        return opendocument.sheet_rows(BytesIO(content))
    if any(part.replace("\\", "/").startswith("xl/workbook") for part in parts):
        return _excel(content)
    raise NoRows(SheetRefusal.NO_TABLE)


def _parts(content: bytes) -> set[str]:
    """The names of the parts, which are of a size that we dare unpack.

    A part never unpacks to more than its header says: the readers stop there.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
    sizes = [part.file_size for part in parts]
    if len(parts) > MAX_PARTS or sum(sizes) > MAX_UNPACKED or max(sizes) > MAX_PART:
        raise NoRows(SheetRefusal.TOO_LARGE)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise NoRows(SheetRefusal.PASSWORD)
    return {part.filename for part in parts}


def _excel(content: bytes) -> Iterator[Cells]:
    """The rows of an Excel file; a table that begins further on keeps its columns."""
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    # The library leaves out empty columns on the left, and so would shift cells under
    # other headers.
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield before + [_as_seen(value) for value in row[: MAX_COLUMNS + 1]]


def _as_seen(value: Any) -> str:
    """What a person sees in the cell: 5.2 for a number, 5-2-2026 for a date."""
    # Excel has only floats: an article 5 would come back as 5.0.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | datetime):
        return f"{value.day}-{value.month}-{value.year}"
    return str(value)


def _bounded(rows: Iterable[Cells]) -> Iterator[Cells]:
    """As many rows as it takes to see that there are too many, each of one width."""
    filled = length = 0
    for number, row in enumerate(rows, start=1):
        cells = [cell[: MAX_CELL + 1] for cell in row[: MAX_COLUMNS + 1]]
        filled += any(cells)
        length += sum(map(len, cells))
        if length > MAX_TEXT:
            raise NoRows(SheetRefusal.TOO_LARGE)
        yield cells if any(cells) else []
        # One more than allowed is enough for the reader of this to say that there are
        # too many.
        if number > MAX_SHEET_ROWS or filled > MAX_ROWS + 1:
            return


if __name__ == "__main__":
    keep_within_bounds()
    json.dump(read_sheet(sys.stdin.buffer.read()), sys.stdout)
