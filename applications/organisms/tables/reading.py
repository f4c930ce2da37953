"""What somebody pastes or uploads, read as a table of organisms."""

import json
from collections.abc import Iterable
from typing import IO, cast

from django.utils.translation import gettext as _

from applications.attachments.opening.office import OLD_OFFICE
from applications.organisms.tables.limits import MAX_FILE, Cells
from applications.organisms.tables.sheets import SheetRefusal
from applications.organisms.tables.table import Table, UnreadableTable, as_table
from applications.organisms.tables.texts import decoded_text, not_a_table, text_rows
from applications.sandbox.process import TookTooMuch, run_sandboxed

ZIP = b"PK\x03\x04"


def read_text(text: str) -> Table:
    """The table that somebody pasted. Raises `UnreadableTable`."""
    return as_table(text_rows(text))


def read_file(file: IO[bytes]) -> Table:
    """The table in a file: XLSX, ODS or CSV, told by its content.

    Raises `UnreadableTable`, with what to do instead, for anything else.
    """
    content = _head(file)
    # By content and not by name: people rename files, and browsers guess their types.
    if content.startswith(ZIP):
        return as_table(_sheet(file))
    if content.startswith(OLD_OFFICE):
        raise UnreadableTable(
            _(
                "This is an Excel file of the old kind, or one with a password. Save "
                "it as XLSX without a password."
            )
        )
    if content.startswith(b"%PDF"):
        raise not_a_table()
    file.seek(0)
    return as_table(text_rows(decoded_text(file.read(MAX_FILE))))


def _head(file: IO[bytes]) -> bytes:
    """The first bytes; refuses a file that is too large, before reading it."""
    size = file.seek(0, 2)
    if size > MAX_FILE:
        text = _("The file is larger than %(number)d MB. Split it into parts.")
        raise UnreadableTable(text % {"number": MAX_FILE // 1024 // 1024})
    file.seek(0)
    return file.read(8)


def _sheet(file: IO[bytes]) -> Iterable[Cells]:
    """The rows of the first sheet of a spreadsheet file, read in a process apart."""
    try:
        read = json.loads(
            run_sandboxed("applications.organisms.tables.sheets", [], file)
        )
    except TookTooMuch as error:
        raise _unreadable(SheetRefusal.TOO_LARGE) from error
    if "told" in read:
        raise _unreadable(read["told"])
    return cast(list[list[str]], read["rows"])


def _unreadable(told: str) -> UnreadableTable:
    """Why a spreadsheet file gives no rows, in words."""
    if told == SheetRefusal.TOO_LARGE:
        return UnreadableTable(
            _(
                "The file is too large once it is unpacked. Copy only the table to a "
                "new file, or paste the rows."
            )
        )
    if told == SheetRefusal.PASSWORD:
        return UnreadableTable(_("The file has a password. Save it without one."))
    return not_a_table()
