"""Importing rows: a look first, with what is wrong at each cell; exporting them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from applications.models import OrganismRow
from applications.organisms import editing, importing
from applications.organisms.tables import workbooks
from applications.organisms.tables.reading import read_text
from tests.applications.browsing import queries, text
from tests.cast import NOW, organism

PASTED = (
    "Gastheer\tVector\tKleur\tCFI\nE. coli\tpUC19\trood\tML-I\ngist\t\tblauw\tML-9\n"
)


@pytest.fixture
def address(draft):
    return reverse("import-organisms", args=[draft.pk])


def paste(anna, address, text=PASTED, mode="add", **more):
    return anna.post(address, {"text": text, "mode": mode, **more}, follow=True)


def confirm(anna, draft):
    pending = draft.pending_imports.get()
    where = reverse("pending-import", args=[draft.pk, pending.pk])
    return anna.post(where, {"then": "confirm"}, follow=True)


def hosts(draft):
    return list(draft.organisms.values_list("host", flat=True))


def test_pasted_rows_are_shown_with_each_wrong_cell_before_anything_changes(
    anna, draft, address
):
    response = paste(anna, address)

    said = text(response)
    assert "omdat het formulier die niet heeft: Kleur" in said
    assert "CFI, in rij 3 : Er is geen CFI “ML-9”" in said
    assert 'href="?page=1#cell-1-cfi"' in response.content.decode()
    assert 'id="cell-1-cfi"' in response.content.decode()
    assert hosts(draft) == []


def test_rows_are_imported_with_what_is_wrong_in_them(anna, draft, address):
    paste(anna, address)

    response = confirm(anna, draft)

    assert "2 rijen zijn geïmporteerd" in text(response)
    assert hosts(draft) == ["E. coli", "gist"]
    assert not draft.pending_imports.exists()


def test_a_file_is_read_and_goes_before_text(anna, draft, address):
    content = workbooks.rows_as_xlsx([organism(host="uit het bestand")])
    file = SimpleUploadedFile("rijen.xlsx", content)

    response = paste(anna, address, "zomaar", file=file)

    assert "rijen.xlsx" in text(response)
    confirm(anna, draft)
    assert hosts(draft) == ["uit het bestand"]


def test_rows_take_the_place_of_all_there_are(anna, draft, by, address):
    editing.add_rows(draft, [organism()] * 3, by=by, at=NOW)

    response = paste(anna, address, mode="replace")

    assert "de 3 rijen die er zijn verdwijnen; daarna zijn er 2" in text(response)
    confirm(anna, draft)
    assert hosts(draft) == ["E. coli", "gist"]


def test_a_change_by_a_colleague_is_told_before_replacing(
    anna, draft, by, bvf, address
):
    [row] = editing.add_rows(draft, [organism()], by=by, at=NOW)
    paste(anna, address, mode="replace")
    editing.change_row(row, {"host": "van Sem"}, by=bvf, at=NOW)

    told = confirm(anna, draft)
    assert told.status_code == 409
    assert "Iemand heeft de rijen van deze aanvraag gewijzigd" in text(told)
    assert hosts(draft) == ["van Sem"]

    confirm(anna, draft)
    assert hosts(draft) == ["E. coli", "gist"]


def test_an_import_confirmed_twice_is_done_once(anna, draft, address):
    paste(anna, address)
    pending = draft.pending_imports.get()
    where = reverse("pending-import", args=[draft.pk, pending.pk])

    for _time in range(2):
        assert anna.post(where, {"then": "confirm"}).status_code == 302

    assert hosts(draft) == ["E. coli", "gist"]


def test_an_import_that_is_stopped_is_forgotten(anna, draft, address):
    paste(anna, address)
    pending = draft.pending_imports.get()

    anna.post(reverse("pending-import", args=[draft.pk, pending.pk]), {"then": "stop"})

    assert not draft.pending_imports.exists()
    assert hosts(draft) == []


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": "", "mode": "add"}, "Plak hier rijen"),
        ({"text": "a\tb", "mode": ""}, "Kies of de rijen erbij komen"),
        ({"text": "Host\tGastheer\na\tb", "mode": "add"}, "betekenen hetzelfde"),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(anna, draft, address, sent, told):
    response = anna.post(address, sent)

    assert response.status_code == 400
    assert told in text(response)
    assert not draft.pending_imports.exists()


def test_a_file_that_is_no_table_is_told_at_the_file(anna, address):
    file = SimpleUploadedFile("foto.xlsx", b"\x89PNG\r\n\x1a\n\x00")

    response = anna.post(address, {"mode": "add", "file": file})

    assert response.status_code == 400
    assert "Of kies een bestand: Dit is geen tabel" in text(response)


def test_the_look_at_a_thousand_rows_takes_as_many_queries_as_at_one(
    anna, draft, by, address
):
    def look(rows):
        table = read_text("Gastheer\tVector\n" + "a\tb\n" * rows)
        pending = importing.store_pending_import(
            draft, table, mode="add", source="", by=by, at=NOW
        )
        return queries(anna, reverse("pending-import", args=[draft.pk, pending.pk]))

    look(1)
    assert look(1000) == look(1)


def test_only_the_wrong_rows_can_be_shown(anna, draft, address):
    columns = "\t".join(OrganismRow.FIELDS)
    whole, wrong = organism(), organism(cfi="ML-9")
    lines = ["\t".join(row.values()) for row in (whole, wrong)]
    paste(anna, address, "\n".join([columns, *lines]))
    pending = draft.pending_imports.get()

    where = reverse("pending-import", args=[draft.pk, pending.pk])
    page = anna.get(f"{where}?show=wrong").content.decode()

    assert 'id="cell-1-host"' in page
    assert 'id="cell-0-host"' not in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_changed_elsewhere_comes_back_the_same(
    anna, draft, by, address, ending
):
    rows = [organism(host="=1+1", function="a\nb"), organism(host='ÿ;"x"')]
    editing.add_rows(draft, rows, by=by, at=NOW)
    export = anna.get(reverse("export-organisms", args=[draft.pk, ending]))
    assert export["Content-Disposition"].endswith(f'.{ending}"')

    file = SimpleUploadedFile(f"terug.{ending}", export.content)
    paste(anna, address, mode="replace", file=file)
    confirm(anna, draft)

    assert [row.as_values() for row in draft.organisms.all()] == rows


def test_there_is_no_export_of_another_kind(anna, draft):
    where = reverse("export-organisms", args=[draft.pk, "pdf"])

    assert anna.get(where).status_code == 404


def test_the_template_offers_the_cfis_of_the_procedure(anna, draft):
    response = anna.get(reverse("organisms-template", args=[draft.pk]))

    sheet = load_workbook(BytesIO(response.content)).worksheets[-1]
    offered = {row[0].value for row in sheet.rows}
    assert "ML-I" in offered
    assert "ML-II" not in offered  # the draft is for level I
