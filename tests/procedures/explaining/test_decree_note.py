"""Free days by decree are known for a few years: a date beyond them says so."""

from datetime import date

import pytest
from django.urls import reverse

from procedures.counting.calendar import Calendar
from procedures.counting.clock import reckon
from procedures.counting.terms import Facts
from procedures.explaining.labels import fact_text
from procedures.explaining.ledger_page import ledger_page_rows
from procedures.law_rows import law
from procedures.models import DecreesKnown

pytestmark = pytest.mark.django_db
KNOWN = date(2028, 12, 31)


def steps_of(key: str, received: date) -> dict[str, str]:
    """By the code of each step, what stands behind it."""
    books = law.current_law()
    rule = books.rule(books.in_force(key, received))
    reckoning = reckon(rule, Facts(received), books.calendar, received)
    return {
        step.effect.value: fact_text(step, books.calendar) for step in reckoning.steps
    }


def test_the_file_says_how_far_decrees_are_known():
    assert law.current_calendar().known_through == KNOWN
    assert DecreesKnown.objects.get().checked_on


@pytest.mark.parametrize(
    ("received", "moves"),
    [
        (date(2028, 11, 14), False),  # day 45 is 29 December 2028
        (date(2028, 11, 16), True),  # day 45 is a Sunday, so 2 January 2029
    ],
)
def test_only_a_date_beyond_the_decrees_says_that_it_may_move(received, moves):
    said = steps_of("i-new", received)

    assert ("31 december 2028" in said["objection-window"]) is moves
    # The start is the day of receipt itself.
    assert "kan nog verschuiven" not in said["may-start"]


def test_ledger_on_a_page_says_it_at_the_step():
    books, received = law.current_law(), date(2029, 3, 1)
    rule = books.rule(books.in_force("2.8", received))
    reckoning = reckon(rule, Facts(received), books.calendar, received)

    rows = ledger_page_rows(reckoning, books.calendar)

    notes = [row.note for row in rows if "kan nog verschuiven" in row.note]
    assert notes
    assert "kan nog verschuiven" not in rows[0].note


def test_a_calendar_of_which_nobody_said_how_far_it_goes_moves_nothing():
    assert not Calendar([]).may_move(date(2050, 1, 1))


@pytest.mark.parametrize(("received", "said"), [("2026-11-23", 0), ("2029-03-01", 1)])
def test_what_if_page_says_it_below_the_dates(client, received, said):
    page = client.get(reverse("what-if", args=["2.8"]), {"received": received})
    text = page.content.decode()

    assert text.count("Vrije dagen bij besluit zijn bekend") == said


def test_api_says_how_far_and_at_the_step(client):
    body = {"procedure": "2.8", "receivedOn": "2029-03-01"}
    answer = client.post(
        "/api/v1/term-calculations", body, content_type="application/json"
    ).json()

    assert answer["freeDaysKnownThrough"] == "2028-12-31"
    last = next(step for step in answer["steps"] if step["effect"] == "last-day")
    assert "kan nog verschuiven" in last["factText"]
