"""Writing Excel files: the rows, and a template that says what goes in them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from applications.forms.organism import OrganismForm
from applications.organisms.tables.columns import FIELDS, column_headers
from applications.organisms.tables.limits import MAX_ROWS, Cells
from applications.spreadsheets import TEXT, append_rows

WIDTHS = {"host_class": 10, "cfi": 10, "level": 10, "article": 16}
WIDTH = 28

EXAMPLE = {
    "host": "Escherichia coli K12 DH5α",
    "host_class": "1",
    "vector": "pUC19",
    "insert": "egfp",
    "donor": "Aequorea victoria",
    "function": "reporter",
    "cfi": "ML-I",
    "article": "5.2",
}


def rows_as_xlsx(rows: Sequence[dict[str, str]]) -> bytes:
    """The rows as an Excel file, all cells as text."""
    return _saved(_table(Workbook(write_only=True), rows))


def template_xlsx(cfis: Sequence[tuple[str, str]]) -> bytes:
    """An empty table, beside it an example and the CFIs that may be chosen."""
    book = _table(Workbook(write_only=True), [])
    _allow(book.worksheets[0], len(cfis))
    append_rows(book.create_sheet(_("Example")), [column_headers(), _cells(EXAMPLE)])
    help_texts = [str(OrganismForm.base_fields[field].help_text) for field in FIELDS]
    append_rows(book.worksheets[1], [help_texts], is_bold=False)
    sheet = book.create_sheet(_("CFIs"))
    _widen(sheet, [12, 60])
    append_rows(sheet, [["CFI", _("What it is")], *map(list, cfis)])
    return _saved(book)


def _table(book: Workbook, rows: Sequence[dict[str, str]]) -> Workbook:
    """The book with a sheet of these rows, the header standing still above them."""
    sheet = book.create_sheet(_("Organisms"))
    _widen(sheet, [WIDTHS.get(field, WIDTH) for field in FIELDS])
    sheet.freeze_panes = "B2"
    append_rows(sheet, [column_headers(), *map(_cells, rows)])
    return book


def _cells(row: dict[str, str]) -> Cells:
    return [row.get(field, "") for field in FIELDS]


def _widen(sheet: Any, widths: Sequence[int]) -> None:
    """Columns that show what is in them, and take what is typed as text."""
    for number, width in enumerate(widths, start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = width
        column.number_format = TEXT


def _allow(sheet: Any, number: int) -> None:
    """Let the column of the CFI offer the list of the last sheet."""
    if number:
        column = get_column_letter(FIELDS.index("cfi") + 1)
        source = f"'{_('CFIs')}'!$A$2:$A${number + 1}"
        choice = DataValidation("list", formula1=source, allow_blank=True)
        choice.showErrorMessage = False  # it helps, it forbids nothing
        choice.add(f"{column}2:{column}{MAX_ROWS + 1}")
        sheet.data_validations.append(choice)


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
