"""Facts that cannot be are refused by name, with the path to the wrong one."""

from datetime import date

import pytest

from procedures.counting import clock
from procedures.counting.clock import reckon
from procedures.counting.terms import is_under_atw
from tests.law.books import CALENDAR, RULES, facts

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("key", "given_facts", "error", "field"),
    [
        (
            "iii-new",
            facts(date(2026, 6, 1), (date(2026, 6, 9), date(2026, 6, 8))),
            clock.AnswerBeforeRequest,
            ("requests", 0, "answered"),
        ),
        (
            "iii-new",
            facts(date(2026, 6, 1), (date(2026, 6, 9), None, date(2026, 6, 8))),
            clock.AnswerBeforeRequest,
            ("requests", 0, "answer_by"),
        ),
        (
            "iii-new",
            facts(date(2026, 6, 1), (date(2026, 5, 31),)),
            clock.RequestBeforeReceipt,
            ("requests", 0, "asked"),
        ),
        (
            "administrative",
            facts(date(2026, 6, 1), (date(2026, 6, 9),)),
            clock.NothingToSuspend,
            ("requests", 0, "asked"),
        ),
        (
            "atv",
            facts(date(2026, 6, 1), extension_days=43),
            clock.ExtensionRefused,
            ("extension_days",),
        ),
        (
            "iii-new",
            facts(date(2026, 6, 1), first_decision=date(2026, 6, 9)),
            clock.NotACombination,
            ("first_decision",),
        ),
        (
            "2.8-combination",
            facts(date(2026, 6, 1), first_decision=date(2026, 5, 9)),
            clock.DecisionBeforeReceipt,
            ("first_decision",),
        ),
        (
            "iii-new",
            facts(date(2100, 6, 1)),
            clock.DateOutOfRange,
            ("received",),
        ),
        (
            "iii-new",
            facts(date(2026, 6, 1), (date(2026, 6, 9), date.max)),
            clock.DateOutOfRange,
            ("requests", 0, "answered"),
        ),
        (
            "2.8-combination",
            facts(date(2026, 6, 1), first_decision=date.max),
            clock.DateOutOfRange,
            ("first_decision",),
        ),
    ],
)
def test_facts_that_cannot_be_are_refused_by_name(key, given_facts, error, field):
    with pytest.raises(error) as refused:
        reckon(RULES[key], given_facts, CALENDAR, TODAY)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (90, "days", True),
        (91, "days", False),
        (12, "weeks", True),
        (13, "weeks", False),
    ],
)
def test_act_reaches_to_90_days_and_12_weeks(amount, unit, expected):
    assert is_under_atw(amount, unit) is expected
