"""What BGGO can decide on each row of the law, against the jurist's table."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from applications.models import Application
from dossiers.cases.act_definition import rule_of
from dossiers.decisions.decision_kinds import ending_act, open_decision_kinds
from dossiers.models import Case
from dossiers.states import IN_TERM, Part
from procedures.law_rows import law
from procedures.models import DecisionTemplate, Procedure

pytestmark = pytest.mark.django_db
EXAMPLES = yaml.safe_load(Path(__file__).with_name("decisions.yaml").read_text())
PARTS = {"request": Part.REQUEST, "follow-up": Part.FOLLOW_UP, "": Part.WHOLE}
TODAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
CASES = [(example, row) for example in EXAMPLES for row in example["rows"]]


def case_of(key: str, example: dict) -> Case:
    """A case under this row, not stored."""
    rows = Procedure.objects
    follow_up = example.get("follow_up")
    return Case(
        application=Application(),
        procedure=rows.in_force(key, TODAY.date()),
        follow_up=rows.in_force(follow_up, TODAY.date()) if follow_up else None,
        part=PARTS[example.get("part", "")],
        asks_consent=example.get("asks_consent", False),
        received_at=TODAY,
    )


def test_every_row_and_every_decision_is_in_the_table():
    told = {row for example in EXAMPLES for row in example["rows"]}
    decisions = {key for example in EXAMPLES for key in example["decisions"]}

    assert told == set(Procedure.objects.values_list("key", flat=True))
    assert decisions == set(DecisionTemplate.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("example", "row"), CASES, ids=lambda each: str(each)[:40].replace(" ", "-")
)
def test_what_can_be_decided_with_which_ending(example, row):
    case = case_of(row, example)

    found = {
        kind.key: rule_of(ending_act(kind)).target
        for kind in open_decision_kinds(case, law.current_law(), TODAY.date())
    }

    assert found == example["decisions"]


@pytest.mark.parametrize(("example", "row"), CASES, ids=lambda each: str(each)[:40])
def test_the_table_of_states_knows_each_ending(example, row):
    case = case_of(row, example)

    for kind in open_decision_kinds(case, law.current_law(), TODAY.date()):
        assert case.kind in IN_TERM
        assert case.kind in rule_of(ending_act(kind)).on
