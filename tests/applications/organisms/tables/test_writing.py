"""Files that a Dutch Excel opens as they are meant, and that run nothing."""

import codecs
from io import BytesIO

from openpyxl import load_workbook

from applications.organisms.tables import texts, workbooks
from applications.organisms.tables.columns import FIELDS, column_headers
from tests.cast import organism


def book(content: bytes):
    return load_workbook(BytesIO(content))


def test_csv_has_a_bom_semicolons_and_our_headers():
    content = texts.rows_as_csv([organism()])

    assert content.startswith(codecs.BOM_UTF8)
    first, second = content.decode("utf-8-sig").splitlines()
    assert first == ";".join(column_headers())
    assert second.startswith("Escherichia coli K12 DH5α;1;pUC19;")


def test_csv_never_begins_a_cell_as_a_formula():
    risky = ["=1+1", "+1", "-1", "@x", "'=1"]

    content = texts.rows_as_csv([organism(host=host) for host in risky])

    hosts = [line.split(";")[0] for line in content.decode().splitlines()[1:]]
    assert hosts == [f"'{host}" for host in risky]


def test_xlsx_keeps_a_formula_as_text():
    [_header, row] = book(workbooks.rows_as_xlsx([organism(host="=1+1")])).active.rows

    assert (row[0].value, row[0].data_type) == ("=1+1", "s")
    assert {cell.number_format for cell in row} == {"@"}


def test_characters_that_no_file_can_hold_are_left_out():
    rows = [organism(host="a\x01b\x0bc")]

    assert "abc" in texts.rows_as_csv(rows).decode()
    assert book(workbooks.rows_as_xlsx(rows)).active["A2"].value == "abc"


def test_template_is_empty_with_an_example_and_the_cfis_beside_it():
    made = book(workbooks.template_xlsx([("ML-I", "laboratorium"), ("ML-II", "lab")]))

    empty, example, cfis = made.worksheets
    assert [[cell.value for cell in row] for row in empty.rows] == [column_headers()]
    assert len(next(example.iter_rows(min_row=2, max_row=2))) == len(FIELDS)
    assert [row[0].value for row in cfis.rows] == ["CFI", "ML-I", "ML-II"]
    [choice] = empty.data_validations.dataValidation
    assert choice.formula1 == f"'{cfis.title}'!$A$2:$A$3"
