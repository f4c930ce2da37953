"""Spreadsheet files are zips: what is in one, before anything is unpacked."""

import zipfile
from typing import IO

from django.utils.translation import gettext as _

from applications.tables.table import UnreadableTable
from applications.tables.texts import not_a_table

MAX_UNPACKED = 40 * 1024 * 1024
"""Bytes of all parts together: a table of 1,000 long rows takes a tenth of it."""

MAX_PARTS = 500


def parts_of(file: IO[bytes]) -> set[str]:
    """The names of the parts, which together are of a size that we dare unpack.

    A part never unpacks to more than its header says: zipfile stops there.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise not_a_table() from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise UnreadableTable(
            _(
                "The file is too large once it is unpacked. Copy only the table to a "
                "new file, or paste the rows."
            )
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableTable(_("The file has a password. Save it without one."))
    return {part.filename for part in parts}
