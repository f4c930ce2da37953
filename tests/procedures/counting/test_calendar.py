"""Free days against an independent source, and the table that rolls."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.counting.calendar import Calendar, FreeDayRule, OutsideCalendar
from procedures.counting.terms import LegalGround
from tests.law.books import CALENDAR

GROUND = LegalGround("Algemene termijnenwet", "3 lid 3", "https://wetten.overheid.nl")
DECREES = {day for day, rule in CALENDAR.free.items() if rule.kind == "once"}


@pytest.mark.parametrize("year", range(2014, 2051))
def test_free_days_equal_an_independent_source(year):
    """It lists the Sundays and leaves 5 May out in most years; the act does not."""
    listed = set(holidays.country_holidays("NL", years=year))
    theirs = listed | {date(year, 5, 5)}

    ours = {day for day in CALENDAR.free if day.year == year}

    assert {day for day in ours - DECREES if day.weekday() != 6} == {
        day for day in theirs if day.weekday() != 6
    }


@pytest.mark.parametrize(
    "day",
    ["2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26"],
)
def test_days_equated_by_decree_are_free(day):
    assert CALENDAR.is_free(date.fromisoformat(day))
    assert CALENDAR.free[date.fromisoformat(day)].ground.article == "3 lid 3"


def test_kings_day_on_a_sunday_is_celebrated_on_saturday():
    assert date(2031, 4, 26) in CALENDAR.free
    assert date(2031, 4, 27) not in CALENDAR.free


def test_liberation_day_is_free_every_year():
    assert all(date(year, 5, 5) in CALENDAR.free for year in range(2011, 2100))


@given(st.dates(date(2010, 10, 10), date(2100, 12, 20)))
def test_roll_is_the_first_day_that_is_not_free(day):
    rolled = CALENDAR.roll(day)

    assert not CALENDAR.is_free(rolled)
    between = [day + timedelta(days=n) for n in range((rolled - day).days)]
    assert all(CALENDAR.is_free(each) for each in between)


def test_working_days_pass_over_free_days():
    thursday_before_easter = date(2026, 4, 2)

    assert CALENDAR.after_working_days(thursday_before_easter, 1) == date(2026, 4, 7)


@pytest.mark.parametrize("day", [date(2010, 10, 9), date(2101, 1, 1), date.max])
def test_days_beyond_the_table_are_refused(day):
    with pytest.raises(OutsideCalendar):
        CALENDAR.roll(day)


def rule(**changed) -> FreeDayRule:
    """A free day on 1 June, from 2020."""
    row = FreeDayRule(
        "test", "fixed", date(2020, 1, 1), None, "dag", "day", GROUND, month=6, day=1
    )
    return row._replace(**changed)


def test_free_day_holds_only_within_its_validity():
    calendar = Calendar([rule(until=date(2021, 12, 31))], last=date(2030, 12, 31))

    assert sorted(calendar.free) == [date(2020, 6, 1), date(2021, 6, 1)]


def test_calendar_without_rules_knows_weekends():
    calendar = Calendar([], last=date(2030, 12, 31))

    assert calendar.roll(date(2026, 12, 25)) == date(2026, 12, 25)
    assert calendar.roll(date(2026, 12, 26)) == date(2026, 12, 28)
