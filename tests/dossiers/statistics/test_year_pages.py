"""The page of a year for Bureau GGO: charts, tables, files, and what is refused."""

import csv
import io

import pytest
import time_machine

from dossiers.statistics.drawing import REACH
from tests.cast import NOW
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    """The clock of the portal stands where the cast plays, and ticks."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def staff(client, handler_user):
    """The browser of a case handler."""
    client.force_login(handler_user)
    return client


@pytest.fixture
def decided(file, decide, asked):
    """VA II-v decided on 20 April, another whose clock stands still, a KG of today."""
    decide(file("iiv-new", at=at(2026, 3, 2)), at=at(2026, 4, 13))
    asked(file("iiv-new", at=at(2026, 11, 2)), at=at(2026, 11, 9))
    file()


def test_page_has_every_chart_with_its_table(staff, decided):
    text = staff.get("/year").text

    for chart in ("due", "inflow", "durations", "endings"):
        assert f'<title id="{chart}-wide-title">' in text
        assert f'aria-labelledby="{chart}-wide-title {chart}-wide-told"' in text
        assert f"/year/2026/{chart}.csv" in text
    assert "/year/2026/requests.csv" in text
    assert "VA II-v: de helft van 1 besluiten binnen 42 dagen bij Bureau GGO" in text
    assert "De klok van 1 zaak staat stil." in text
    assert "Stand op 23 november 2026." in text


def test_the_year_is_told_in_english(staff, decided):
    text = staff.get("/en/year/2026").text

    assert "The year 2026" in text
    assert "VA II-v: half of 1 decisions within 42 days at Bureau GGO" in text
    assert "week 48: 23\N{NO-BREAK SPACE}Nov – 29\N{NO-BREAK SPACE}Nov" in text


def test_places_in_a_chart_have_points_in_every_language(staff, decided):
    text = staff.get("/year").text

    assert f'width="{REACH}.000%"' in text
    assert f"{REACH},000%" not in text


def test_an_earlier_year_has_nothing_due(staff, decided, file):
    file(at=at(2025, 12, 30))

    text = staff.get("/year/2025").text

    assert "Het hele jaar." in text
    assert "due-wide-title" not in text
    assert staff.get("/year/2025/due.csv").status_code == 404
    assert '<a href="/year/2025" aria-current="page">2025</a>' in text


def test_a_year_without_anything_says_so(staff):
    text = staff.get("/year/2024").text

    assert "In 2024 is niets ontvangen, gevraagd of besloten." in text
    assert "durations-wide-title" not in text


def test_the_present_year_without_anything_says_so(staff):
    assert "In 2026 is niets ontvangen" in staff.get("/year").text


@pytest.mark.parametrize(
    "path",
    [
        *("/year/0", "/year/1989", "/year/2027", "/year/99999999999999999999"),
        *("/year/nonsense", "/year/2026/nonsense.csv", "/year/2027/inflow.csv"),
    ],
)
def test_a_year_that_cannot_be_is_not_found(staff, path):
    assert staff.get(path).status_code == 404


def test_staff_files_have_the_exact_numbers(staff, decided):
    answer = staff.get("/en/year/2026/durations.csv")

    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer["Content-Disposition"] == (
        'attachment; filename="ggo-2026-durations.csv"'
    )
    assert rows[0][:4] == ["procedure", "term", "decisions", "median"]
    assert rows[1][:4] == ["VA II-v", "45", "1", "42.0"]
    assert rows[-1][:3] == ["all", "", "1"]


def test_tables_add_up(staff, decided):
    answer = staff.get("/en/year/2026/inflow.csv")

    _heads, *rows, total, _before = csv.reader(io.StringIO(answer.text))
    for column in range(1, 14):
        assert sum(int(row[column]) for row in rows) == int(total[column])
    assert total[13] == "3"


@pytest.mark.parametrize("path", ["/year", "/year/2026/inflow.csv"])
def test_figures_are_for_bureau_ggo_alone(client, researcher, path):
    assert client.get(path).status_code == 302
    client.force_login(researcher)
    assert client.get(path).status_code == 404


def test_page_costs_as_many_queries_for_many_cases(staff, file, count_queries):
    file()
    staff.get("/year")  # what is kept for a while is read here
    one = count_queries(lambda: staff.get("/year"))
    for day in range(1, 6):
        file(at=at(2026, 11, day))

    assert count_queries(lambda: staff.get("/year")) == one <= 15


def test_only_a_table_of_many_columns_says_that_it_can_be_scrolled(staff, decided):
    text = staff.get("/year").text

    assert text.count("Schuif de tabel opzij") == 2
    assert text.count("ggo-year__scroll") == 5


WORDS_OUTSIDE = """
[...document.querySelectorAll(".ggo-year svg text")].filter((text) => {
  const room = text.ownerSVGElement.getBoundingClientRect();
  return text.getBoundingClientRect().right > room.right + 2;
}).map((text) => text.textContent)
"""
"""The words that reach out of their picture, into the padding of the card."""


@pytest.mark.django_db(transaction=True)
def test_a_full_year_keeps_nobody_out(
    page, axe, sign_in, handler_user, decided, file, decide
):
    decide(file("iiv-new", at=at(2026, 3, 2)), at=at(2026, 4, 14))
    sign_in(page, handler_user)
    for size in ({"width": 320, "height": 800}, {"width": 1280, "height": 900}):
        page.set_viewport_size(size)
        page.goto("/year")
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
        assert page.locator("svg text").filter(has_text="42,5 · 42,9").count()
        assert page.evaluate(WORDS_OUTSIDE) == []

    charts = page.get_by_role("img")
    assert charts.count() == 4
    assert page.get_by_role("img", name="Dagen tot het besluit in 2026").is_visible()
