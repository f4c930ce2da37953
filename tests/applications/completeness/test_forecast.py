"""What filing a draft today would come to, on its overview."""

from datetime import date

import pytest
from django.urls import reverse

from applications.draft_pages.overview_page import filing_forecast
from procedures.law_rows import law
from tests.cast import NOW
from tests.law.books import PROCEDURES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", sorted(PROCEDURES))
def test_every_procedure_has_a_forecast(key):
    books = law.current_law()

    found = filing_forecast(books.in_force(key, NOW.date()), NOW.date(), books)

    assert found[0].question == "U mag beginnen"


def test_it_tells_the_dates_of_filing_on_that_day():
    books, on = law.current_law(), date(2026, 2, 19)

    found = filing_forecast(books.in_force("iii-new", on), on, books)

    assert [(each.question, each.answer) for each in found] == [
        ("U mag beginnen", "geen vaste datum"),
        ("BGGO besluit uiterlijk", "7 april 2026"),
    ]


def test_a_procedure_that_is_not_in_force_has_no_forecast():
    books = law.current_law()
    row = books.in_force("iii-new", NOW.date())

    assert filing_forecast(row, date(1990, 1, 1), books) == []


def test_the_overview_of_a_draft_tells_it_and_leads_to_what_if(
    client, draft, researcher, time_machine
):
    time_machine.move_to(NOW)
    client.force_login(researcher)

    page = client.get(reverse("application", args=[draft.pk]))

    assert "Als u vandaag indient" in page.text
    assert "7 januari 2027" in page.text
    assert f'href="/procedures/{draft.procedure_key}/what-if"' in page.text
