"""The public page with all procedures, as they stand in the database."""

from datetime import date

import pytest
from django.urls import reverse

from procedures.models import Procedure
from procedures.templatetags.procedure_words import (
    form_besides,
    longest_extension,
    main_grounds,
    term_words,
    what_to_file,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def row(key: str) -> Procedure:
    """A row of the law on the day on which tests play."""
    return Procedure.objects.in_force(key, DAY)


def test_page_shows_every_row_in_force(client):
    page = client.get(reverse("procedures"), {"on": DAY.isoformat()})

    shown = [row for _title, rows in page.context["tables"] for row in rows]
    in_force = {row.key for row in Procedure.objects.on(DAY)}
    assert {row.key for row in shown} == in_force - {"ii-treated"}  # nobody files that
    assert len(shown) == 29


def test_page_costs_the_same_number_of_queries_whatever_is_in_force(
    client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        client.get(reverse("procedures"))


def test_day_before_the_tables_shows_nothing_and_the_way_back(client):
    page = client.get(reverse("procedures"), {"on": "1990-01-01"})

    assert page.status_code == 200
    assert page.context["tables"] == []
    assert "Toon wat vandaag geldt" in page.content.decode()


@pytest.mark.parametrize("typed", ["", "morgen", "2026-02-30"])
def test_wrong_day_is_told_at_its_field(client, typed):
    page = client.get(reverse("procedures"), {"on": typed})

    assert page.status_code == 200
    assert 'id="id_on_error"' in page.content.decode()


def test_page_is_public_in_english_too(client):
    page = client.get("/en/procedures").content.decode()

    assert "Procedures and terms" in page
    assert "45 days" in page


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("i-new", "geen"),
        ("iik-new", "45 dagen"),
        ("2.8-combination", "2 × 45 dagen"),
        ("atv", "8 weken"),
    ],
)
def test_term_is_told_in_words(key, words):
    assert term_words(row(key)) == words


def test_extension_of_an_atv_request_is_six_weeks():
    assert longest_extension(row("atv")) == "6 weken"
    assert longest_extension(row("iv-new")) == ""


def test_form_named_after_its_type_stands_beside_it():
    assert what_to_file(row("iik-new")) == (
        'kennisgeving <span class="ggo-nowrap">KG-II-k</span>'
    )
    assert form_besides(row("iik-new")) == ""


def test_other_form_stands_below():
    assert what_to_file(row("iv-new")) == "vergunningaanvraag"
    assert form_besides(row("iv-new")) == "contact Bureau GGO"


def test_every_row_shows_a_ground_that_links_to_the_law():
    for procedure in Procedure.objects.on(DAY):
        grounds = main_grounds(procedure)

        assert grounds
        assert all(ground.url.startswith("https://") for ground in grounds)
