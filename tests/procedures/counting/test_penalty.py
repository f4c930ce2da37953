"""What a late decision costs, by the table a jurist can read."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.counting.clock import reckon
from procedures.counting.penalty import PenaltyRates, reckon_penalty
from procedures.models import PenaltyScale
from tests.law import books
from tests.law.books import CALENDAR

TABLE = Path(__file__).parents[2] / "law" / "penalties.yaml"
EXAMPLES = yaml.safe_load(TABLE.read_text())
SCALE = next(row.rule() for row in books.ROWS if isinstance(row, PenaltyScale))
REFERENCE = {"text": "Awb", "article": "4:17", "url": "https://wetten.nl"}
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def term_end(said: dict) -> date:
    """The last day of the term: as said, or as the clock has it for a filing."""
    if "term_end" in said:
        return said["term_end"]
    filing = said["filing"]
    facts = books.facts(
        filing["received"],
        *filing.get("requests", []),
        extension_days=filing.get("extension_days", 0),
    )
    rule = books.RULES[filing["procedure"]]
    last = reckon(rule, facts, books.CALENDAR, said["today"]).last_day
    assert last is not None
    return last


@pytest.mark.parametrize("said", EXAMPLES, ids=[each["name"] for each in EXAMPLES])
def test_penalty_as_the_jurist_has_it(said):
    owed = reckon_penalty(
        term_end(said),
        said["notice"],
        said.get("decided"),
        SCALE,
        CALENDAR,
        said["today"],
    )

    assert owed.first_day == said["first"]
    assert (owed.days, owed.amount) == (said["days"], said["amount"])
    assert owed.fix_by == said["fix_by"]
    assert owed.maximum == 1442


def test_the_shipped_scale_is_42_days_and_1442_euros():
    assert (SCALE.days, SCALE.maximum, SCALE.grace_days) == (42, 1442, 14)


def test_a_day_more_costs_the_price_of_its_step_until_it_is_over():
    def costs(day: date, decided: date | None = None) -> int:
        return reckon_penalty(
            date(2026, 6, 1), date(2026, 6, 2), decided, SCALE, CALENDAR, day
        ).per_day

    assert costs(date(2026, 6, 16)) == 0
    assert costs(date(2026, 6, 17)) == 23
    assert costs(date(2026, 7, 1)) == 35
    assert costs(date(2026, 7, 15)) == 45
    assert costs(date(2026, 7, 28)) == 0
    assert costs(date(2026, 7, 20), date(2026, 7, 18)) == 0


def test_steps_follow_each_other_and_come_to_the_amount():
    owed = reckon_penalty(
        date(2026, 6, 1), date(2026, 6, 2), None, SCALE, CALENDAR, date(2026, 8, 1)
    )

    assert [(step.days, step.amount) for step in owed.steps] == [
        (14, 322),
        (14, 490),
        (14, 630),
    ]
    for step, following in pairwise(owed.steps):
        assert following.from_ == step.to + timedelta(days=1)
    assert owed.steps[-1].to == owed.last_day == owed.final_day


@settings(max_examples=50, deadline=None)
@given(end=DAYS, notice=DAYS, today=DAYS, decided=st.none() | DAYS)
def test_it_never_exceeds_the_maximum_and_a_decision_never_makes_it_more(
    end, notice, today, decided
):
    owed = reckon_penalty(end, notice, decided, SCALE, CALENDAR, today)

    assert 0 <= owed.amount <= owed.maximum
    assert (
        owed.amount <= reckon_penalty(end, notice, None, SCALE, CALENDAR, today).amount
    )
    assert owed.first_day > max(end, notice) + timedelta(days=13)


def test_another_scale_counts_by_its_own_steps():
    scale = PenaltyRates(grace_days=0, steps=((1, 10), (2, 20)))

    owed = reckon_penalty(
        date(2026, 6, 1), date(2026, 6, 2), None, scale, CALENDAR, date(2026, 6, 30)
    )

    assert (owed.first_day, owed.last_day) == (date(2026, 6, 3), date(2026, 6, 5))
    assert owed.amount == owed.maximum == 50


@pytest.mark.parametrize(
    "steps", [None, [], [[14]], [[14, "23"]], [[0, 23]], [[14, -1]], "14", [14, 23]]
)
def test_steps_that_are_none_are_refused(steps):
    row = PenaltyScale(
        key="x", basis={"amounts": [REFERENCE], "grace": [REFERENCE]}, steps=steps
    )

    with pytest.raises(ValidationError) as refused:
        row.clean()

    assert set(refused.value.message_dict) == {"steps"}
