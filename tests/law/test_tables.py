"""The jurist's tables of worked dates, and the rows as the procedures page has them."""

from datetime import date

import pytest

from procedures.api import term_output
from procedures.counting.clock import not_treating_until, objection_period_end
from tests.law.books import CALENDAR, ON_THE_PAGE, PROCEDURES, books
from tests.law.tables import examples, table, table_head

LAW = books()
TODAY = date(2026, 11, 21)


def body(example: dict) -> dict:
    """The request of an example, as an integrator would send it."""
    day = {
        name: str(example[key])
        for name, key in [
            ("receivedOn", "received"),
            ("firstDecisionOn", "first_decision"),
            ("today", "today"),
        ]
        if key in example
    }
    names = ("askedOn", "answeredOn", "answerBy")
    requests = [
        {name: str(day) for name, day in zip(names, days, strict=False) if day}
        for days in example.get("requests", [])
    ]
    extension = int(example.get("extension_days", 0))
    return {
        "procedure": example["procedure"],
        "requests": requests,
        "extensionDays": extension,
        **day,
    }


def articles(answer: dict) -> set[str]:
    """Every article that a ledger names."""
    return {
        ground["article"]
        for step in answer["steps"]
        for ground in [step["ground"], *step["furtherGrounds"]]
    }


def other_start(answer: dict) -> str | None:
    """The day from which work might start by another reading of the law."""
    steps = (one for one in answer["steps"] if one["effect"] == "other-start")
    return next((step["from"] for step in steps), None)


@pytest.mark.parametrize("vector", table("vectors.csv"), ids=lambda row: row["name"])
def test_vector_of_the_law_digest(vector):
    requests = [
        pair.split("/") for pair in vector.get("suspensions", "").split(";") if pair
    ]

    answer = term_output.calculate_term(
        body(vector | {"requests": requests}), LAW, today=TODAY
    )

    decides = PROCEDURES[vector["procedure"]].term_kind == "decision"
    assert answer["lastDay"] == (vector.get("last_day") if decides else None)
    assert answer["coupledLastDay"] == vector.get("coupled_last_day")
    assert answer["secondLastDay"] == vector.get("second_last_day")
    assert answer["aimOn"] == vector.get("aim")
    assert answer["objectionUntil"] == vector.get("objection_until")
    assert answer["mayStartOn"] == vector.get("may_start")


@pytest.mark.parametrize("example", examples("terms.yaml"), ids=lambda row: row["name"])
def test_term_of_the_jurist(example):
    expect = example["expect"]
    if "refused" in expect:
        with pytest.raises(term_output.InvalidRequest) as refused:
            term_output.calculate_term(body(example), LAW, today=TODAY)
        assert [error["code"] for error in refused.value.errors] == [expect["refused"]]
        return

    answer = term_output.calculate_term(body(example), LAW, today=TODAY)

    assert {
        "last_day": answer["lastDay"],
        "coupled_last_day": answer["coupledLastDay"],
        "second_last_day": answer["secondLastDay"],
        "aim": answer["aimOn"],
        "may_start": answer["mayStartOn"],
        "other_start": other_start(answer),
        "objection_until": answer["objectionUntil"],
        "standing_still": answer["standingStill"],
        "if_answered_today": answer["ifAnsweredToday"],
        "suspended_days": answer["suspendedDays"],
    } == {
        "last_day": None,
        "coupled_last_day": None,
        "second_last_day": None,
        "other_start": None,
        "aim": None,
        "may_start": None,
        "objection_until": None,
        "standing_still": False,
        "if_answered_today": None,
        "suspended_days": 0,
    } | {
        key: str(value) if isinstance(value, date) else value
        for key, value in expect.items()
    }
    assert "basis" not in example or example["basis"] in articles(answer)


def test_terms_of_the_jurist_cover_every_row():
    covered = {example["procedure"] for example in examples("terms.yaml")}

    assert covered >= PROCEDURES.keys()


@pytest.mark.parametrize(
    "example", examples("bezwaar.yaml"), ids=lambda row: row["why"]
)
def test_bezwaar_of_the_jurist(example):
    last_day = objection_period_end(example["announced"], CALENDAR)

    assert last_day == example["last_day"]


@pytest.mark.parametrize(
    "example", examples("not_treating.yaml"), ids=lambda row: row["why"]
)
def test_not_treating_of_the_jurist(example):
    last_day = not_treating_until(example["answer_by"], CALENDAR)

    assert last_day == example["last_day"]


@pytest.mark.parametrize("row", table("procedures.csv"), ids=lambda row: row["key"])
def test_row_equals_the_procedures_page(row):
    procedure = ON_THE_PAGE[row["key"]]
    times = f"{procedure.term_count}x" if procedure.term_count > 1 else ""
    aim = procedure.aim_working_days
    target = f"{procedure.term_amount} days plus {aim} working days" if aim else None

    assert {
        "row": str(procedure.position),
        "table": procedure.table,
        "key": procedure.key,
        "level": procedure.level or None,
        "situation": procedure.situation_en,
        "procedure": procedure.name_nl,
        "type": procedure.type,
        "form": procedure.form or None,
        "term": f"{times}{procedure.term_amount}",
        "unit": procedure.term_unit,
        "term_kind": procedure.term_kind,
        "target": target,
        "may_start": procedure.may_start_en,
        "ends_in": procedure.ending_en,
        "number_tag": procedure.number_tag or None,
    } == {name: row.get(name) for name in table_head("procedures.csv")}


SINCE_JULY_2026 = {"mi-ii-new", "mi-ii-change", "tr-i"}
"""Rows of the law that the procedures page does not have yet."""


def test_rows_are_those_of_the_procedures_page():
    rows = {key: row for key, row in PROCEDURES.items() if key not in SINCE_JULY_2026}
    on_page = [key for key, row in rows.items() if row.table != "-"]

    assert on_page == [row["key"] for row in table("procedures.csv")]
