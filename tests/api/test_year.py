"""`GET /api/v1/statistics`: the figures of a year for every program, without login."""

import pytest
from rest_framework.test import APIClient

from accounts.actor import Actor
from dossiers.intake.receiving import receive_application
from dossiers.statistics.open_data import open_data_columns
from tests.cast import NOW

PATH = "/api/v1/statistics"


@pytest.fixture
def anyone(db) -> APIClient:
    """A program that never signed in."""
    return APIClient()


@pytest.fixture
def six(signed_kg, researcher):
    """Six KG-I, received today."""
    for _number in range(6):
        receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)


def test_the_present_year_is_told_without_login(anyone, six):
    answer = anyone.get(PATH, headers={"Origin": "https://x.nl"})

    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["API-Version"] == "1.0.0"
    told = answer.json()
    assert (told["year"], told["asOf"], told["complete"]) == (2026, "2026-11-23", False)
    assert told["licence"].startswith("https://creativecommons.org/publicdomain/zero")
    assert told["inflowByProcedure"] == [
        {
            "type": "KG",
            "level": "I",
            "received": 6,
            "receivedSuppressed": False,
            "receivedYearBefore": 0,
            "receivedYearBeforeSuppressed": False,
        }
    ]
    assert [row["month"] for row in told["inflowByMonth"]][-1] == "2026-11"
    assert told["inflowByMonth"][-1]["received"] == 6


def test_a_small_number_is_null_and_marked_as_suppressed(anyone, signed_kg, researcher):
    receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)

    told = anyone.get(PATH).json()

    assert told["inflowByProcedure"][0]["received"] is None
    assert told["inflowByProcedure"][0]["receivedSuppressed"] is True
    assert told["inflowByMonth"][-1]["received"] is None
    assert told["inflowByMonth"][-1]["receivedSuppressed"] is True
    assert told["inflowByMonth"][-1]["receivedYearBeforeSuppressed"] is False


def test_an_earlier_year_is_complete_and_has_twelve_months(anyone, six):
    told = anyone.get(f"{PATH}?year=2025").json()

    assert told["complete"] is True
    assert len(told["inflowByMonth"]) == 12
    assert told["inflowByProcedure"] == told["endings"] == told["durations"] == []
    assert told["informationRequests"] == [
        {
            "asked": 0,
            "askedSuppressed": False,
            "missed": 0,
            "missedSuppressed": False,
            "medianDays": None,
        }
    ]


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("year=2027", "year", "unknown-year"),
        ("year=0", "year", "unknown-year"),
        ("year=99999999999999999999999", "year", "unknown-year"),
        ("year=dit", "year", "invalid"),
        ("year=", "year", "invalid"),
        ("jaar=2026", "jaar", "unknown-field"),
    ],
)
def test_a_year_that_cannot_be_is_a_problem(anyone, query, parameter, code):
    answer = anyone.get(f"{PATH}?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    (fault,) = answer.json()["errors"]
    assert (fault["parameter"], fault["code"]) == (parameter, code)


def test_statistics_cost_five_queries(anyone, six, django_assert_num_queries):
    with django_assert_num_queries(5):
        anyone.get(PATH)


def test_document_describes_every_field(anyone, six):
    document = anyone.get("/api/v1/openapi.json").json()
    operation = document["paths"]["/statistics"]["get"]
    schemas = document["components"]["schemas"]

    assert operation["summary"]
    assert operation["tags"] == ["open-data"]
    assert operation.get("security", [{}]) == [{}]
    described = schemas["StatisticsOutput"]["properties"]
    assert described.keys() == anyone.get(PATH).json().keys()
    for name, key in {
        "InflowOfProcedure": "inflow-by-procedure",
        "InflowOfMonth": "inflow-by-month",
        "DurationsOfProcedure": "durations",
        "EndingsOfStatus": "endings",
        "RequestsOfYear": "information-requests",
    }.items():
        assert list(schemas[name]["properties"]) == open_data_columns(key)
