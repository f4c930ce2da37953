"""The ledger: every step by which a date comes about, in order, with its ground."""

from datetime import date

from procedures.counting.clock import Facts, reckon
from tests.law.books import CALENDAR, RULES, facts

TODAY = date(2026, 11, 21)


def effects(key: str, given_facts: Facts) -> list[str]:
    """The codes of the ledger of a row."""
    return [
        step.effect.value
        for step in reckon(RULES[key], given_facts, CALENDAR, TODAY).steps
    ]


def test_ledger_of_a_permit_tells_how_the_date_comes_about():
    request = (date(2026, 6, 15), date(2026, 6, 29))
    given_facts = facts(date(2026, 6, 1), request)
    reckoning = reckon(RULES["iiv-new"], given_facts, CALENDAR, TODAY)

    assert [
        (str(step.from_), str(step.to), step.days, step.effect.value)
        for step in reckoning.steps
    ] == [
        ("2026-06-01", "2026-06-01", 0, "receipt"),
        ("2026-06-02", "2026-06-15", 14, "runs"),
        ("2026-06-16", "2026-06-28", 13, "stands-still"),
        ("2026-06-29", "2026-07-29", 31, "runs"),
        ("2026-07-29", "2026-07-29", 45, "last-day"),
    ]
    assert reckoning.steps[2].ground.article == "2.38 lid 2"
    assert [ground.text for ground in reckoning.steps[2].also] == ["Awb"]


def test_ledger_of_each_kind_of_filing():
    easter = date(2026, 2, 19)

    assert effects("i-new", facts(easter)) == [
        "receipt",
        "may-start",
        "runs",
        "rolled",
        "objection-window",
    ]
    assert effects("iik-new", facts(easter)) == [
        "receipt",
        "runs",
        "rolled",
        "may-start",
        "other-start",
        "objection-window",
    ]
    assert effects("atv", facts(date(2026, 2, 7), extension_days=42)) == [
        "receipt",
        "runs",
        "extended",
        "rolled",
        "last-day",
    ]
    assert effects("2.8-combination", facts(date(2026, 6, 1))) == [
        "receipt",
        "runs",
        "last-day",
        "coupled-last-day",
        "second-term-projected",
        "runs",
        "rolled",
        "second-last-day",
        "aim",
    ]
    assert effects("i-same-cfi", facts(easter)) == ["no-term"]


def test_ledger_names_requests_that_moved_nothing():
    received = date(2026, 6, 1)
    same_day = (date(2026, 6, 15), date(2026, 6, 15))
    too_late = (date(2026, 8, 1), date(2026, 8, 9))

    assert effects("iii-new", facts(received, same_day, too_late))[2:4] == [
        "not-suspended",
        "after-term",
    ]


def test_no_day_has_stood_still_on_the_day_on_which_is_asked():
    given_facts = facts(date(2026, 11, 10), (TODAY, None))

    still = reckon(RULES["iii-new"], given_facts, CALENDAR, TODAY).steps[-1]

    assert (still.effect.value, still.to, still.days) == ("stands-still", None, 0)


def test_extension_is_told_apart_from_the_term_across_a_suspension():
    request = (date(2026, 3, 25), date(2026, 4, 4))
    reckoning = reckon(
        RULES["atv"],
        facts(date(2026, 2, 3), request, extension_days=14),
        CALENDAR,
        TODAY,
    )

    assert [(step.effect.value, step.days) for step in reckoning.steps] == [
        ("receipt", 0),
        ("runs", 50),
        ("stands-still", 9),
        ("runs", 6),
        ("extended", 14),
        ("last-day", 70),
    ]
