"""Consent asked with a notification: when it is decided on, and what waits for it."""

from datetime import UTC, datetime, time

import pytest

from dossiers.cases.dates import Dates, case_dates, clock_facts
from dossiers.models import Case
from dossiers.states import State
from dossiers.work_start.start_ledger import start_verdict
from procedures.counting.clock import reckon
from procedures.counting.legal_day import AMSTERDAM
from procedures.counting.terms import RequestDates
from tests.law.books import CALENDAR, PROCEDURES, RULES
from tests.law.tables import examples


def case_of(example: dict) -> Case:
    """The case of an example, not stored."""
    received = datetime.combine(example["received"], time(12), AMSTERDAM)
    case = Case(
        procedure=PROCEDURES[example["procedure"]],
        state=State.RECEIVED,
        received_at=received.astimezone(UTC),
        asks_consent=True,
    )
    case.suspending = tuple(RequestDates(*days) for days in example.get("requests", []))
    return case


@pytest.mark.parametrize(
    "example", examples("consent.yaml"), ids=lambda row: row["why"]
)
def test_consent_of_the_jurist(example):
    case, today = case_of(example), example.get("today", example["received"])

    rule = RULES[example["procedure"]]
    reckoned = reckon(rule, clock_facts(case), CALENDAR, today)

    assert case_dates(case, reckoned) == Dates(
        due_on=example["decide_by"],
        objection_until=example.get("window"),
        may_start_on=example.get("may_start"),
    )
    verdict = start_verdict(case, reckoned, today)
    assert (verdict.verdict == "no") == ("may_start" not in example)


@pytest.mark.parametrize("key", ["iik-change", "mi-ii-change"])
def test_without_a_request_for_consent_nothing_has_to_be_decided(key):
    [example, *_others] = [
        one for one in examples("consent.yaml") if one["procedure"] == key
    ]
    case = case_of(example)
    case.asks_consent = False

    rule = RULES[key]
    reckoned = reckon(rule, clock_facts(case), CALENDAR, example["received"])

    assert reckoned.last_day is None
    assert case_dates(case, reckoned).due_on is None
