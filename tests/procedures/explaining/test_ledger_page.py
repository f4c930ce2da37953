"""The ledger for reading: one set of words, free days by their names."""

from datetime import date

import pytest
from django.utils import translation

from procedures.counting.clock import reckon
from procedures.counting.terms import Effect
from procedures.explaining import labels
from procedures.explaining.ledger_page import ledger_page_rows, single_year
from tests.law.books import CALENDAR, RULES, facts

TODAY = date(2026, 11, 23)


def page(key: str, received: date, *requests: tuple, language: str = "nl", **others):
    """The rows of the ledger of a filing, as a reader of that language sees them."""
    reckoning = reckon(
        RULES[key], facts(received, *requests, **others), CALENDAR, TODAY
    )
    with translation.override(language):
        return ledger_page_rows(reckoning, CALENDAR)


def test_a_free_day_is_told_by_its_name():
    rolled = page("iii-new", date(2026, 11, 10))[2]

    assert rolled.note == (
        "vrije dagen: vrijdag 25 december (eerste kerstdag),"
        " zaterdag 26 december (tweede kerstdag), zondag 27 december"
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "5 werkdagen na de termijn zelf, zonder verlenging voor vrije dagen"),
        ("en", "5 working days after the term itself, before free days lengthen it"),
    ],
)
def test_the_aim_says_that_it_counts_from_the_unrolled_day(language, words):
    rows = page("2.8-combination", date(2026, 6, 10), language=language)

    aim = next(row for row in rows if row.note == words)
    assert aim.from_ == date(2026, 7, 31)  # day 45 is Saturday 25 July, not the 27th


def test_a_free_day_has_an_english_name_too():
    rolled = page("iii-new", date(2026, 3, 31), language="en")[2]

    assert rolled.note.startswith("free days: Friday 15 May (")
    assert rolled.note.endswith("), Saturday 16 May, Sunday 17 May")


def test_the_words_are_those_of_rest_and_the_command_line():
    with translation.override("nl"):
        said = {str(words) for words in labels.EFFECTS.values()}

    told = {row.what for row in page("2.8-combination", date(2026, 6, 1))}

    assert told - said == {"de termijn loopt verder"} - said
    assert len(told & said) >= 6


def test_every_effect_has_words():
    assert labels.EFFECTS.keys() == set(Effect)


def test_beside_the_badge_that_the_clock_stands_still_it_says_why():
    request = (date(2026, 6, 15), date(2026, 6, 29))
    standing = page("iii-new", date(2026, 6, 1), request)[2]

    assert (standing.what, standing.tone) == (
        "aanvullende gegevens gevraagd",
        "standing",
    )


@pytest.mark.parametrize(
    ("received", "year"), [(date(2026, 3, 2), 2026), (date(2026, 12, 1), None)]
)
def test_the_year_is_told_once_when_all_dates_share_it(received, year):
    reckoning = reckon(RULES["iii-new"], facts(received), CALENDAR, TODAY)

    assert single_year(reckoning) == year


def test_a_question_never_answered_stands_open_until_the_case_ended():
    reckoning = reckon(
        RULES["iii-new"],
        facts(date(2026, 10, 1), (date(2026, 10, 20), None)),
        CALENDAR,
        TODAY,
    )

    before, after = (
        ledger_page_rows(reckoning, CALENDAR, ended_on=day)[-1] for day in (None, TODAY)
    )

    assert (before.is_open, before.until) == (True, None)
    assert (after.is_open, after.until) == (False, date(2026, 11, 22))
    assert (before.what, before.days) == (after.what, after.days)
