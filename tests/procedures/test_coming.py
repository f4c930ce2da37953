"""What was announced: told on its page, at the procedure, and on a draft it touches."""

from datetime import date

import pytest
from django.urls import reverse
from psycopg.types.range import DateRange

from procedures.law_rows import law, law_files
from procedures.models import ComingChange, ContainmentCategory, Procedure

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 27)


@pytest.fixture
def announced() -> list[ComingChange]:
    """The rows of the file."""
    rows = law_files.read_law_files()
    return [row for row in rows if isinstance(row, ComingChange)]


def test_each_row_touches_what_the_law_knows(announced):
    rows = law_files.read_law_files()
    keys = {row.key for row in rows if isinstance(row, Procedure)}
    codes = {row.key for row in rows if isinstance(row, ContainmentCategory)}

    for change in announced:
        assert set(change.procedures) <= keys, change.key
        assert set(change.cfis) <= codes, change.key


def test_each_row_says_since_when_it_is_known_and_names_its_source(announced):
    assert len(announced) == 9
    for change in announced:
        assert change.valid_from <= change.checked_on
        assert change.references(), change.key


def test_page_tells_day_whom_and_source_or_that_the_day_is_not_known(client):
    page = client.get(reverse("coming"), headers={"accept-language": "nl"})
    text = page.content.decode()

    assert text.count('<section class="ggo-card" id=') == 9
    assert "1 januari 2027" in text
    assert text.count("<strong>niet bekend</strong>") == 8
    assert "27 428, nr. 411" in text


def test_page_is_there_in_english(client):
    text = client.get("/en/procedures/coming").content.decode()

    assert "New rules for ML-III and DM-III" in text
    assert "planned, not published yet" in text


def test_a_row_that_ended_is_told_no_more(client):
    change = ComingChange.objects.get(key="exhibitions")
    change.valid = DateRange(change.valid_from, date.max)
    ComingChange.objects.filter(key="exhibitions").delete()
    change.pk = None
    change.valid = DateRange(date(2025, 1, 1), date(2025, 2, 1))
    change.save()

    assert 'id="exhibitions"' not in client.get(reverse("coming")).content.decode()


def test_page_takes_as_many_queries_for_more_rows(client, count_queries):
    few = count_queries(lambda: client.get(reverse("coming")))
    for row in ComingChange.objects.all():
        row.pk, row.key = None, f"{row.key}-again"
        row.save()

    assert count_queries(lambda: client.get(reverse("coming"))) == few


@pytest.mark.parametrize("address", ["procedures", "what-if"])
def test_procedure_says_that_it_will_change(client, address):
    at = reverse(address, args=["iii-new"] if address == "what-if" else [])
    text = client.get(at).content.decode()

    assert reverse("coming") + "#ml-iii-dm-iii" in text


def test_procedure_that_is_not_touched_says_nothing(client):
    text = client.get(reverse("what-if", args=["atv"])).content.decode()

    assert "/coming#" not in text


@pytest.mark.parametrize(
    ("key", "cfis", "touched"),
    [
        ("iii-new", [], {"ml-iii-dm-iii"}),
        ("iii-new", ["ML-III"], {"ml-iii-dm-iii", "cfi-numbering"}),
        # The procedure is touched, this place is not.
        ("iii-new", ["PKM-III"], {"cfi-numbering"}),
        # A request about large scale is touched by its place alone.
        ("2.8", [], set()),
        ("2.8", ["MI-II"], {"large-scale", "cfi-numbering"}),
        ("i-new", [], {"groups-of-equal-risk"}),
    ],
)
def test_what_touches_a_procedure_with_its_cfis(key, cfis, touched):
    found = law.current_law().coming_on(DAY, key, cfis)

    assert {change.key for change in found} == touched
