"""OpenDocument spreadsheets (LibreOffice): the rows of the first sheet, as text."""

import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from applications.organisms.tables.limits import MAX_COLUMNS, MAX_SHEET_ROWS, Cells

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def sheet_rows(file: IO[bytes]) -> Iterator[Cells]:
    """The rows of the first sheet; broken XML raises whatever its reader likes."""
    with zipfile.ZipFile(file) as parts, parts.open("content.xml") as content:
        yield from _rows(content)


def _rows(content: IO[bytes]) -> Iterator[Cells]:
    """Each row as often as it is said to repeat; the rest of the file is not read."""
    # No DTD: entities can grow a small file to gigabytes.
    for _event, element in iterparse(content, forbid_dtd=True):
        if element.tag == f"{TABLE}table":
            return
        if element.tag == f"{TABLE}table-row":
            cells = _cells(element)
            for _time in range(_times(element, "rows", MAX_SHEET_ROWS, any(cells))):
                yield cells
            # What was read is let go: a sheet of 100,000 rows would otherwise stand in
            # memory whole.
            element.clear()


def _cells(row: Element) -> Cells:
    """The cells of a row; those hidden under a wide one are empty."""
    cells: Cells = []
    for cell in row:
        if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            text = _text(cell)
            cells += [text] * _times(cell, "columns", MAX_COLUMNS + 1, bool(text))
        if len(cells) > MAX_COLUMNS:
            break
    return cells[: MAX_COLUMNS + 1]


def _times(element: Element, what: str, most: int, filled: bool) -> int:
    """How often a row or cell repeats; an empty one at the end says a million."""
    said = int(element.get(f"{TABLE}number-{what}-repeated", "1"))
    # LibreOffice fills a sheet up to its last row and column; an empty cell that
    # repeats so far means nothing.
    return min(said, most) if filled or said <= most else 1


def _text(cell: Element) -> str:
    """The paragraphs of a cell as lines, without the remarks beside it."""
    return "\n".join(_words(each) for each in cell if each.tag == f"{TEXT}p")


def _words(element: Element) -> str:
    """The text of a paragraph, with its breaks and its runs of spaces."""
    found = element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            found += " " * min(int(child.get(f"{TEXT}c", "1")), 1000)
        elif child.tag in (f"{TEXT}line-break", f"{TEXT}tab"):
            found += "\n" if child.tag == f"{TEXT}line-break" else "\t"
        elif child.tag != f"{OFFICE}annotation":
            found += _words(child)
        found += child.tail or ""
    return found
