"""Tables of organisms as labs make them: paste, CSV, XLSX and ODS."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from applications.organisms.tables import sheets, texts, workbooks
from applications.organisms.tables.columns import FIELDS
from applications.organisms.tables.limits import MAX_CELL, MAX_PARTS, MAX_ROWS
from applications.organisms.tables.reading import read_file, read_text
from applications.organisms.tables.table import Table, UnreadableTable, as_table

HEADED = "Gastheer;Vector;CFI\nE. coli;pUC19;ML-I\n"


def cells(table: Table) -> list[dict]:
    """The filled cells of each row."""
    rows = [line.cells for line in table.lines]
    return [{name: value for name, value in row.items() if value} for row in rows]


def of(content: bytes | str) -> Table:
    return read_file(BytesIO(content.encode() if isinstance(content, str) else content))


def workbook(*rows) -> bytes:
    """An Excel file with these rows on its first sheet."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def archive(**parts: str) -> bytes:
    """A zip with these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def sheet(rows: str) -> bytes:
    """A LibreOffice file with these rows."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    return archive(
        content_xml=f"<office:document-content {spaces}><office:body><table:table>"
        f"{rows}</table:table></office:body></office:document-content>"
    )


def test_paste_from_a_spreadsheet_has_quoted_cells_of_more_lines():
    table = read_text('Host\tFunction\n"a\nb"\t"say ""x"""\nc\td\n')

    assert cells(table) == [
        {"host": "a\nb", "function": 'say "x"'},
        {"host": "c", "function": "d"},
    ]
    assert [line.number for line in table.lines] == [2, 3]


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"], ids=str
)
def test_csv_of_any_delimiter_and_encoding(delimiter, encoding):
    text = f"Gastheer{delimiter}Functie\nÉ. coli{delimiter}één\n"

    assert cells(of(text.encode(encoding))) == [{"host": "É. coli", "function": "één"}]


def test_csv_with_commas_in_cells_is_not_split_on_them():
    assert cells(of("Gastheer;Functie\na, b, c;d, e\n")) == [
        {"host": "a, b, c", "function": "d, e"}
    ]


def test_csv_with_the_separator_line_of_excel_counts_it_as_a_row():
    [line] = of("sep=;\r\n" + HEADED).lines

    assert (line.number, line.cells["host"]) == (3, "E. coli")


def test_empty_rows_are_left_out_and_the_others_keep_their_numbers():
    table = of("Gastheer;Vector\n\na;b\n;\nc;d\n")

    assert [line.number for line in table.lines] == [3, 5]


@pytest.mark.parametrize(
    "header",
    [
        "Gastheer;Klasse van de gastheer;Inschalingsartikel",
        "HOST;Class of the host (1-4);Classification article",
        "host;hostClass;article",
        "host;host_class;ARTIKEL",
    ],
)
def test_headers_are_known_in_both_languages_and_as_names_of_fields(header):
    assert cells(of(f"{header}\na;1;5.2\n")) == [
        {"host": "a", "host_class": "1", "article": "5.2"}
    ]


def test_columns_may_stand_in_any_order_and_unknown_ones_are_named():
    table = of("Nr;Kleur;CFI;Gastheer\n1;rood;ML-I;E. coli\n")

    assert cells(table) == [{"host": "E. coli", "cfi": "ML-I"}]
    assert table.unknown == ["Kleur"]
    assert "vector" in table.absent


def test_without_headers_the_columns_are_in_our_order():
    table = of("E. coli;1;pUC19;egfp\n")

    assert not table.headed
    assert cells(table) == [
        {"host": "E. coli", "host_class": "1", "vector": "pUC19", "insert": "egfp"}
    ]


def test_xlsx_gives_what_a_person_sees_in_the_cells():
    rows = [["Gastheer", "Klasse van de gastheer", "Artikel", "Vector", "Insertie"]]
    rows += [["a", 1.0, 5.2, date(2026, 2, 5), True], [], ["b", 2, None, None, None]]

    table = of(workbook(*rows))

    assert cells(table)[0] == {
        "host": "a",
        "host_class": "1",
        "article": "5.2",
        "vector": "5-2-2026",
        "insert": "True",
    }
    assert [line.number for line in table.lines] == [2, 4]


def test_ods_repeats_cells_and_rows_and_stops_at_a_million_empty_ones():
    text = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = "<table:table-row>{}</table:table-row>"
    again = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    wide = '<table:table-cell table:number-columns-repeated="16000"/>'
    content = (
        row.format(text.format("Gastheer") + text.format("Vector") + wide)
        + again.format(2, text.format("E. coli") + text.format("a<text:s/>b"))
        + again.format(1_048_000, wide)
    )

    assert cells(of(sheet(content))) == [{"host": "E. coli", "vector": "a b"}] * 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "geen rijen"),
        (b"   \n\n", "geen rijen"),
        ("Gastheer;Vector\n", "alleen koppen"),
        ("Kleur;Gastheer;Vector\nrood;;\n", "allemaal leeg"),
        ("Host;Gastheer\na;b\n", "hetzelfde: Host, Gastheer"),
        (";".join("abcdefghijkl"), "12 kolommen"),
        (f'Gastheer;Vector\na;"{"x" * (MAX_CELL + 1)}"\n', "rij 2, kolom 2"),
        ('Gastheer;Vector\na;"b\nc;d\n', "niet gesloten"),
        ("a\n" * (MAX_ROWS + 2), "meer dan 1000 rijen"),
        (b"%PDF-1.7\n", "geen tabel"),
        (b"\x00\x01\x02\x03", "geen tabel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oude soort"),
        (b"PK\x03\x04 and then nothing", "geen tabel"),
        (archive(word__document_xml="<x/>"), "geen tabel"),
        (archive(xl__workbook_xml="<x"), "geen tabel"),
        (archive(content_xml="<x"), "geen tabel"),
        (archive(content_xml='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "geen tabel"),
        (archive(content_xml=" " * 50_000_000), "uitgepakt te groot"),
    ],
    ids=range(18),
)
def test_what_cannot_be_read_is_told_in_words(content, told):
    with pytest.raises(UnreadableTable) as error:
        of(content)

    assert told in error.value.message


def test_a_thousand_rows_and_a_header_are_read():
    assert len(of("Gastheer\n" + "a\n" * MAX_ROWS).lines) == MAX_ROWS


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(UnreadableTable, match="groter dan 10 MB"):
        of(b"a" * (10 * 1024 * 1024 + 1))


def rewritten(content: bytes, **parts) -> bytes:
    """A workbook with some of its parts otherwise: each by a function of the part."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            stem = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, parts.get(stem, bytes)(old.read(name)))
    return out.getvalue()


ONE = workbook(["Gastheer", "Vector"], ["a", "b"])


def test_a_workbook_with_six_million_empty_styles_is_read_by_its_cells():
    many = b"<xf/>" * 6_000_000 + b"</cellXfs>"
    content = rewritten(ONE, styles=lambda part: part.replace(b"</cellXfs>", many))

    assert len(content) < 100_000
    assert cells(of(content)) == [{"host": "a", "vector": "b"}]


def test_a_workbook_whose_styles_are_broken_is_read_by_its_cells():
    broken = rewritten(ONE, styles=lambda part: part.replace(b"<fill>", b"<fill x>"))
    strange = rewritten(ONE, styles=lambda part: part.replace(b"none", b"geen"))

    assert cells(of(strange)) == [{"host": "a", "vector": "b"}]
    assert outcome(of, broken)


def test_a_sheet_whose_two_cells_are_the_world_apart_is_told_to_be_too_large():
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = rewritten(ONE, sheet1=lambda part: part.replace(b"</sheetData>", far))

    with pytest.raises(UnreadableTable, match="uitgepakt te groot"):
        of(content)


def test_a_file_of_very_many_parts_is_told_to_be_too_large():
    parts = {f"part{number}": "" for number in range(MAX_PARTS)}
    content = archive(xl__workbook_xml="<x/>", **parts)

    with pytest.raises(UnreadableTable, match="uitgepakt te groot"):
        of(content)


def test_a_table_that_begins_further_on_keeps_its_columns_and_rows():
    table = of(workbook([], [], [None, "1", "pUC19"]))

    assert cells(table) == [{"host_class": "1", "vector": "pUC19"}]
    assert [line.number for line in table.lines] == [3]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\n" * 9_000_000, "gaat door na rij"),
        (b'"x\n",' * 1_800_000, "meer dan 60 kolommen"),
        (b"," * 9_000_000, "niet gesloten"),
    ],
    ids=["lines", "cells", "commas"],
)
def test_a_csv_that_is_made_to_hurt_is_told(content, told):
    with pytest.raises(UnreadableTable, match=told):
        of(content)


def test_a_workbook_that_lies_about_its_size_is_read_whole():
    content = workbook(["Gastheer", "Vector"], ["a", "b"])
    lying = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(lying, "w") as new:
        for part in old.namelist():
            said = old.read(part).replace(b'ref="A1:B2"', b'ref="A1"')
            new.writestr(part, said)

    assert cells(of(lying.getvalue())) == [{"host": "a", "vector": "b"}]


@pytest.mark.parametrize(
    ("row", "told"),
    [(b"200000", "gaat door na rij"), (b"99999999999", "te groot|geen tabel")],
)
def test_a_workbook_with_a_row_beyond_all_bounds_is_told(row, told):
    content = rewritten(
        ONE,
        sheet1=lambda part: (
            part.replace(b'r="2"', b'r="%s"' % row)
            .replace(b'"A2"', b'"A%s"' % row)
            .replace(b'"B2"', b'"B%s"' % row)
        ),
    )

    with pytest.raises(UnreadableTable, match=told):
        of(content)


ordinary = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n;,\t\"'=+-@"),
    max_size=30,
).map(str.strip)
row = st.fixed_dictionaries(dict.fromkeys(FIELDS, ordinary))
rows = st.lists(row.filter(lambda cells: any(cells.values())), min_size=1, max_size=5)


@pytest.mark.parametrize(
    "write", [texts.rows_as_csv, workbooks.rows_as_xlsx], ids=["csv", "xlsx"]
)
@given(rows=rows)
@settings(max_examples=80, deadline=None)
def test_what_is_exported_is_imported_the_same(write, rows):
    content = write(rows)
    is_csv = write is texts.rows_as_csv
    table = of(content) if is_csv else as_table(sheets.read_sheet(content)["rows"])

    assert [line.cells for line in table.lines] == rows
    assert (table.headed, table.unknown, table.absent) == (True, [], [])


def outcome(read, content) -> list | str:
    """The rows that were read, or what was told instead; any other error fails."""
    try:
        return read(content).lines
    except UnreadableTable as error:
        return error.message


@given(content=st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_table_or_told_to_be_none(content):
    assert outcome(of, content)


@given(at=st.integers(0, 6000), by=st.binary(min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
def test_a_damaged_workbook_is_a_table_or_told_to_be_none(at, by):
    whole = workbooks.template_xlsx([("ML-I", "laboratorium")])
    damaged = whole[:at] + by + whole[at + len(by) :]
    assert outcome(of, damaged)


@given(text=st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_table_or_told_to_be_none(text):
    assert outcome(read_text, text)
