"""Filing each permit application: number, last day to decide, receipt."""

import csv
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import yaml
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst

from applications.forms.lists import permits
from applications.models import FiledNumber
from dossiers.intake import receipt_letter
from dossiers.models import Dossier, Letter
from procedures.counting.legal_day import AMSTERDAM
from tests.law import test_tables

LAW = Path(test_tables.__file__).parent
TAGS = {
    row["key"]: row["number_tag"]
    for row in csv.DictReader((LAW / "procedures.csv").read_text().splitlines())
    if row["key"] in permits.FORMS
}
# Groups of ggo's are filed since 1 July 2026, so the sample of MI-III is of after that.
RECEIVED = {"mi-iii": date(2026, 9, 7)}
EXAMPLES = [
    example
    for example in yaml.safe_load((LAW / "terms.yaml").read_text())
    if example["procedure"] in permits.FORMS
    and example["received"] == RECEIVED.get(example["procedure"], date(2026, 3, 2))
    and not example.keys() & {"requests", "extension_days", "today"}
]
VECTORS = [
    row
    for row in csv.DictReader((LAW / "vectors.csv").read_text().splitlines())
    if row["procedure"] in permits.FORMS
    and not row["suspensions"]
    and not row["free_days_extra"]
]


def on(day: date) -> datetime:
    return datetime.combine(day, time(10), AMSTERDAM).astimezone(UTC)


def test_every_permit_has_an_example():
    assert {example["procedure"] for example in EXAMPLES} == permits.FORMS.keys()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["procedure"])
def test_filing_gives_number_and_last_day(file, example):
    procedure = example["procedure"]

    case = file(procedure, at=on(example["received"]))

    assert case.label == f"IG 26-001_{TAGS[procedure]}-000"
    assert case.due_on == example["expect"]["last_day"]
    assert case.may_start_on is None
    assert case.objection_until is None


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["name"])
def test_filing_rolls_over_free_days(file, row):
    case = file(row["procedure"], at=on(date.fromisoformat(row["received"])))

    assert case.due_on == date.fromisoformat(row["last_day"])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("iiv-new", ["iiv-same-article", "iiv-other-article", "iiv-same-article"]),
        ("iii-new", ["iii-other-article", "iii-same-article", "iii-other-article"]),
    ],
)
def test_changes_take_the_next_number_of_the_dossier(file, first, then):
    cases = [file(first)]
    granted = {"ending": FiledNumber.Ending.GRANTED, "ended_on": date(2026, 11, 23)}
    FiledNumber.objects.update(**granted)
    for procedure in then:
        cases.append(file(procedure, changes=cases[-1].application))

    tag = TAGS[first]
    assert [case.label for case in cases] == [
        f"IG 26-001_{tag}-00{number}" for number in range(4)
    ]
    assert Dossier.objects.count() == 1


def test_a_change_of_what_is_older_than_the_portal_opens_a_dossier(file):
    case = file("iii-other-article")

    assert case.label == "IG 26-001_III-000"
    permit = case.application.content["answers"]["permit"]
    assert permit["number"] == "IG 14-020_III-000"


@pytest.mark.parametrize("procedure", permits.FORMS)
def test_the_receipt_says_when_bureau_ggo_decides(file, procedure):
    case = file(procedure, at=on(RECEIVED.get(procedure, date(2026, 3, 2))))

    with translation.override("nl"):
        letter = receipt_letter.receipt_letter_text(Letter.objects.get(case=case))

    said = str([*letter.lead, *letter.parts])
    assert "uw vergunningaanvraag (" in said
    assert "Bureau GGO beslist uiterlijk" in said
    assert f"{capfirst(case.procedure.may_start_nl)}. Wij" in said
    assert "U mag beginnen met de werkzaamheden" not in said


def test_the_case_page_shows_the_last_day_and_no_start(client, file, researcher):
    case = file("iii-new", at=on(date(2026, 3, 2)))
    client.force_login(researcher)

    page = client.get(reverse("case", args=[case.number])).content.decode()

    assert "16 april 2026" in page
