"""Counting back: the latest day to file, and one day later is too late."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.counting.backwards import latest_receipt, ready_on
from procedures.counting.clock import Facts, RequestDates, reckon
from procedures.counting.terms import DateOutOfRange, ExtensionRefused, WorkStart
from tests.law.books import CALENDAR, RULES

ONE_DAY = timedelta(days=1)
VECTORS = Path(__file__).parents[2] / "law" / "vectors.csv"
STARTING = sorted(key for key, rule in RULES.items() if rule.running_days)
AT_ONCE = sorted(key for key in STARTING if RULES[key].start == WorkStart.ON_RECEIPT)

wishes = st.dates(date(2024, 1, 1), date(2032, 12, 31))
keys = st.sampled_from(STARTING)


def ready(key: str, received: date, still: int = 0, extension: int = 0) -> date:
    """What the clock says of a filing, counted forwards."""
    asked = received + ONE_DAY
    requests = (
        (RequestDates(asked, asked + timedelta(days=still + 1)),) if still else ()
    )
    facts = Facts(received, requests, extension)
    return ready_on(reckon(RULES[key], facts, CALENDAR, received))


@given(keys, wishes, st.integers(0, 60))
def test_the_day_found_is_in_time_and_the_next_is_too_late(key, start_on, still):
    found = latest_receipt(RULES[key], start_on, CALENDAR, suspended_days=still)

    assert ready(key, found, still) <= start_on < ready(key, found + ONE_DAY, still)


@given(keys, wishes)
def test_filed_on_a_day_it_is_ready_on_counting_back_leads_there_again(key, received):
    found = latest_receipt(RULES[key], ready(key, received), CALENDAR)

    assert found >= received
    assert ready(key, found) == ready(key, received)


@given(wishes, st.integers(1, 42))
def test_an_extension_must_be_filed_for_that_much_earlier(start_on, days):
    found = latest_receipt(RULES["atv"], start_on, CALENDAR, extension_days=days)

    later = found + ONE_DAY
    assert ready("atv", found, extension=days) <= start_on
    assert start_on < ready("atv", later, extension=days)


@given(st.sampled_from(AT_ONCE), wishes, st.integers(0, 60))
def test_work_that_may_start_on_receipt_is_filed_on_the_day(key, start_on, still):
    found = latest_receipt(RULES[key], start_on, CALENDAR, suspended_days=still)

    assert found == start_on


@pytest.mark.parametrize(
    ("key", "start_on", "expected"),
    [
        # the day after day 45; Friday 15 January gives Monday 1 March as day 45
        ("iik-new", date(2027, 3, 2), date(2027, 1, 15)),
        ("iik-new", date(2027, 3, 1), date(2027, 1, 12)),  # 27 and 28 February are free
        # day 45 is Easter, and rolls to Tuesday 7 April
        ("iik-new", date(2026, 4, 8), date(2026, 2, 21)),
        ("iik-new", date(2026, 4, 7), date(2026, 2, 16)),
        ("iii-new", date(2026, 4, 7), date(2026, 2, 21)),  # R+45 is Easter Tuesday
        ("iii-new", date(2026, 4, 6), date(2026, 2, 16)),  # 3 to 6 April are free
        ("iiv-same-article", date(2026, 3, 30), date(2026, 3, 2)),
        ("2.8", date(2026, 4, 16), date(2026, 3, 2)),
        ("2.8-combination", date(2026, 8, 31), date(2026, 6, 2)),
        ("mi-i-ii", date(2026, 4, 16), date(2026, 3, 2)),
    ],
)
def test_known_days(key, start_on, expected):
    assert latest_receipt(RULES[key], start_on, CALENDAR) == expected


def vectors() -> list[dict]:
    """The worked dates of plain filings: no request, no extension, no extra day off."""
    with VECTORS.open() as file:
        rows = list(csv.DictReader(file))
    besides = ("suspensions", "extension_days", "first_decision", "free_days_extra")
    return [
        row
        for row in rows
        if row["procedure"] in RULES and not any(row[name] for name in besides)
    ]


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["name"])
def test_counting_back_from_the_worked_dates(vector):
    named = ("may_start", "second_last_day", "last_day")
    ends = [vector[name] for name in named if vector[name]]
    start_on = date.fromisoformat(ends[0]) if ends else date(2026, 6, 1)

    found = latest_receipt(RULES[vector["procedure"]], start_on, CALENDAR)

    if not ends:
        assert found is None
        return
    received = date.fromisoformat(vector["received"])
    assert found >= received
    assert ready(vector["procedure"], found) == start_on


def test_the_vectors_are_there():
    assert len(vectors()) >= 10


@pytest.mark.parametrize("key", ["administrative", "i-same-cfi"])
def test_without_a_term_there_is_no_day_to_file_by(key):
    assert latest_receipt(RULES[key], date(2027, 3, 1), CALENDAR) is None


def test_only_days_on_which_the_row_is_in_force_are_looked_at():
    rule, start_on = RULES["iik-new"], date(2027, 3, 1)

    ended = latest_receipt(rule, start_on, CALENDAR, until=date(2026, 12, 31))
    began = latest_receipt(rule, start_on, CALENDAR, since=date(2027, 1, 16))

    assert ended == date(2026, 12, 31)
    assert began is None


@pytest.mark.parametrize("start_on", [date(1990, 1, 1), date(2100, 6, 1), date.max])
def test_a_day_beyond_the_calendar_is_refused(start_on):
    with pytest.raises(DateOutOfRange) as refused:
        latest_receipt(RULES["iii-new"], start_on, CALENDAR)

    assert refused.value.field == ("start_on",)


def test_an_answer_beyond_the_calendar_is_refused():
    with pytest.raises(DateOutOfRange):
        latest_receipt(RULES["iii-new"], date(2099, 12, 1), CALENDAR, suspended_days=60)


def test_an_extension_that_the_row_does_not_know_is_refused():
    with pytest.raises(ExtensionRefused):
        latest_receipt(RULES["iii-new"], date(2027, 3, 1), CALENDAR, extension_days=7)
