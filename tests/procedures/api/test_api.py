"""The public calls of the law: no login, the names of the contract."""

from datetime import date

import pytest

from procedures.models import Procedure
from tests.law.tables import table

pytestmark = pytest.mark.django_db

FACTS = {"procedure": "iiv-new", "receivedOn": "2026-06-01"}


def calculate(client, body, **headers):
    """Ask for a calculation."""
    return client.post(
        "/api/v1/term-calculations",
        body,
        content_type="application/json",
        headers=headers,
    )


def test_procedures_in_force_are_listed_without_login(client):
    answer = client.get("/api/v1/procedures?on=2026-06-01")

    assert answer.status_code == 200
    rows = {row["key"]: row for row in answer.json()}
    on_the_page = [row["key"] for row in table("procedures.csv")]
    assert list(rows) == [*on_the_page, "ii-treated"]
    assert rows["2.8-combination"]["term"] == {
        "amount": 45,
        "unit": "days",
        "kind": "decision",
        "count": 2,
        "aim": {"amount": 45, "unit": "days", "workingDays": 5},
    }
    assert rows["iik-new"]["mayStart"] == {
        "rule": "after-term",
        "text": "45 dagen na ontvangstbevestiging",
    }
    assert rows["iik-new"]["validUntil"] is None
    assert {"text", "article", "url"} == rows["iik-new"]["legalBasis"][0].keys()


def test_procedures_of_another_day_are_those_of_that_day(client):
    assert len(client.get("/api/v1/procedures?on=2025-12-14").json()) == 25
    assert client.get("/api/v1/procedures?on=2024-05-17").json() == []


def test_procedures_are_told_in_english_on_request(client):
    answer = client.get(
        "/api/v1/procedures?on=2026-06-01", headers={"Accept-Language": "en"}
    )

    told = {row["key"]: row["situation"] for row in answer.json()}
    on_the_page = {row["key"]: row["situation"] for row in table("procedures.csv")}
    assert on_the_page.items() <= told.items()


def test_list_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/api/v1/procedures")


@pytest.mark.parametrize("path", ["procedures?on=gisteren", "procedures/i-new?on=1"])
def test_day_that_is_no_date_is_refused(client, path):
    answer = client.get(f"/api/v1/{path}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["code"] == "invalid-date"


def test_one_procedure_is_shown_as_in_the_list(client):
    listed = client.get("/api/v1/procedures?on=2026-06-01").json()

    for row in listed:
        one = client.get(f"/api/v1/procedures/{row['key']}?on=2026-06-01")
        assert one.json() == row


def test_procedure_that_never_was_is_not_found(client):
    assert client.get("/api/v1/procedures/iii-old").status_code == 404


def test_procedure_outside_its_days_is_refused(client):
    answer = client.get("/api/v1/procedures/iii-new?on=2020-01-01")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_calculation_needs_no_login(client):
    asked = [{"askedOn": "2026-06-15", "answeredOn": "2026-06-29"}]
    answer = calculate(client, FACTS | {"requests": asked})

    assert answer.status_code == 200
    assert answer.json()["lastDay"] == "2026-07-29"
    assert [step["effect"] for step in answer.json()["steps"]] == [
        "receipt",
        "runs",
        "stands-still",
        "runs",
        "last-day",
    ]


def test_calculation_costs_one_query(client, django_assert_num_queries):
    calculate(client, FACTS)

    with django_assert_num_queries(1):
        calculate(client, FACTS)


def test_calculation_speaks_english_on_request(client):
    answer = calculate(client, FACTS, **{"Accept-Language": "en-GB,en;q=0.9"})

    assert answer.json()["steps"][0]["text"] == "received: day 0"


def test_calculation_lists_every_fault(client):
    requests = [{"askedOn": "2026-06-15", "answeredOn": "2026-06-14"}]
    answer = calculate(
        client, {"receivedOn": "x", "requests": requests, "procedure": "iii-old"}
    )

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == {
        ("/receivedOn", "invalid-date"),
        ("/procedure", "unknown-procedure"),
        ("/requests/0/answeredOn", "answer-before-request"),
    }


@pytest.mark.parametrize("body", ["{", "", "[]", '"x"', "\x00"])
def test_calculation_of_something_else_is_refused(client, body):
    answer = calculate(client, body)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_calculation_uses_the_row_of_the_day_of_receipt(client):
    from_2027 = Procedure.objects.get(key="iiv-new")
    from_2027.valid = (from_2027.valid_from, date(2027, 1, 1))
    from_2027.save()
    from_2027.pk, from_2027.term_amount = None, 60
    from_2027.valid = (date(2027, 1, 1), None)
    from_2027.save(force_insert=True)

    before = calculate(client, FACTS | {"receivedOn": "2026-12-31"}).json()
    after = calculate(client, FACTS | {"receivedOn": "2027-01-01"}).json()

    assert before["lastDay"] == "2027-02-15"
    assert before["procedureValidFrom"] == "2024-05-18"
    assert after["lastDay"] == "2027-03-02"
    assert after["procedureValidFrom"] == "2027-01-01"


def test_a_whole_number_may_be_written_with_a_point(client, db):
    facts = {"procedure": "atv", "receivedOn": "2026-06-01"}
    told = [
        client.post(
            "/api/v1/term-calculations",
            facts | {"extensionDays": days},
            content_type="application/json",
        )
        for days in [14, 14.0, 14.5]
    ]

    assert [answer.status_code for answer in told] == [200, 200, 400]
    assert told[0].json() == told[1].json()
