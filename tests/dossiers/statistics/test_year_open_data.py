"""Open data of a year: what is kept back, the files, the page that tells of them."""

import csv
import io

import pytest
from django.urls import reverse

from dossiers.models import Case
from dossiers.states import State
from dossiers.statistics.open_data import (
    COLUMNS,
    COUNTS,
    NAMES,
    TABLES,
    open_data_columns,
    suppress_small_counts,
)
from dossiers.statistics.report import report_of_year
from procedures.counting.legal_day import legal_day
from tests.cast import NOW
from tests.dossiers.conftest import at


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([], []),
        ([0, 5, 12], [0, 5, 12]),
        ([7, 0, 4], [None, 0, None]),  # alone, 4 would follow from the total
        ([9, 30, 1, 6], [9, 30, None, None]),  # the next smallest goes with it
        ([1, 1, 40, 8], [None, None, 40, None]),  # two together would be known to be 2
        ([2, 3, 40], [None, None, 40]),  # five cases in two counts tell nobody apart
        ([3], [None]),
        ([1, 2], [None, None]),
    ],
)
def test_small_counts_are_kept_back_and_cannot_be_worked_out(counts, told):
    assert suppress_small_counts(counts) == told


def test_every_table_has_a_name_and_its_columns(file):
    file()
    found = report_of_year(2026, legal_day(NOW))

    assert TABLES.keys() == NAMES.keys() == COLUMNS.keys()
    for key, table in TABLES.items():
        for record in table(found):
            assert tuple(record) == COLUMNS[key]


@pytest.fixture
def five(file):
    """Six KG-I of January and one of February, five of them closed in silence."""
    made = [file(at=at(2026, 1, day)) for day in range(5, 11)]
    Case.objects.filter(pk__in=[case.pk for case in made[:5]]).update(
        state=State.CLOSED, ended_at=at(2026, 3, 9)
    )
    return [*made, file(at=at(2026, 2, 2))]


def rows_of(client, year: int, table: str) -> list[dict]:
    """A file of open data, read by a program."""
    answer = client.get(f"/open-data/{year}/{table}.csv")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    name = f'attachment; filename="ggo-open-{year}-{table}.csv"'
    assert answer["Content-Disposition"] == name
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_file_says_what_is_kept_back(client, five):
    (row,) = rows_of(client, 2026, "inflow-by-procedure")
    assert row == {
        "type": "KG",
        "level": "I",
        "received": "7",
        "receivedSuppressed": "false",
        "receivedYearBefore": "0",
        "receivedYearBeforeSuppressed": "false",
    }

    january, february, march, *_rest = rows_of(client, 2026, "inflow-by-month")
    told = [
        (month["received"], month["receivedSuppressed"])
        for month in (january, february, march)
    ]
    assert january["month"] == "2026-01"
    assert told == [("", "true"), ("", "true"), ("0", "false")]


@pytest.mark.parametrize("table", TABLES)
def test_a_column_of_numbers_holds_numbers_and_nothing_else(client, five, table):
    for row in rows_of(client, 2026, table):
        assert list(row) == open_data_columns(table)
        for name in COUNTS & row.keys():
            assert (row[name] == "") == (row[f"{name}Suppressed"] == "true")
            assert row[name].isdigit() or row[name] == ""


def test_days_are_told_only_of_enough_decisions(client, file, decide):
    for day in range(2, 6):
        decide(file("iiv-new", at=at(2026, 3, day)), at=at(2026, 4, 1))
    (row,) = rows_of(client, 2026, "durations")
    assert (row["decided"], row["decidedSuppressed"]) == ("", "true")
    assert row["medianDays"] == row["inTermPercent"] == ""

    decide(file("iiv-new", at=at(2026, 3, 2)), at=at(2026, 4, 1))
    (row,) = rows_of(client, 2026, "durations")
    assert (row["decided"], row["medianDays"], row["inTermPercent"]) == (
        *("5", "29.0"),
        "100.0",
    )
    assert (row["inCombination"], row["termDays"]) == ("false", "45")


def test_endings_and_requests_are_files_as_well(client, five):
    assert rows_of(client, 2026, "endings") == [
        {"status": "closed", "cases": "5", "casesSuppressed": "false"}
    ]
    assert rows_of(client, 2026, "information-requests") == [
        {
            "asked": "0",
            "askedSuppressed": "false",
            "missed": "0",
            "missedSuppressed": "false",
            "medianDays": "",
        }
    ]


@pytest.mark.parametrize(
    "path", ["2026/nonsense.csv", "1800/endings.csv", "9999999999999/endings.csv"]
)
def test_a_file_that_cannot_be_is_not_found(client, db, path):
    assert client.get(f"/open-data/{path}").status_code == 404


def test_page_links_every_file_and_says_the_licence(client, five):
    text = client.get("/open-data").text

    for table in TABLES:
        assert f'href="{reverse("open-file", args=[2026, table])}"' in text
    assert f'href="{reverse("api-statistics")}?year=2026"' in text
    assert "creativecommons.org/publicdomain/zero/1.0" in text
    assert "Kleine aantallen blijven weg" in text
    assert "Hoe is dit geteld?" in text
