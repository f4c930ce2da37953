"""`POST /api/v1/procedure-choices`: answers in, a row or the next question out."""

import pytest

from procedures.api.names import to_camel
from tests.procedures.choice_examples import EXAMPLES

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/procedure-choices"
REPORT = {"subject": "work", "outcome": "III", "stage": "changed", "article": "same"}


def ask(client, body, asked: str = "", **headers):
    """Send answers."""
    return client.post(
        f"{ADDRESS}{asked}", body, content_type="application/json", headers=headers
    )


def wire(answers: dict) -> dict:
    """The answers of an example as JSON names them."""
    return {to_camel(name): value for name, value in answers.items()}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["name"])
def test_choice_over_the_wire_is_that_of_the_jurist(client, example):
    answer = ask(client, wire(example["answers"]), "?on=2026-11-23")

    assert answer.status_code == 200
    choice = answer.json()
    assert choice["procedure"] == example["row"]
    assert choice["contact"] == example.get("contact", False)
    assert choice["question"] is None
    articles = [reason["article"] for reason in choice["reasons"]]
    assert any(each.endswith(f" {example['article']}") for each in articles)
    assert {"procedure", "reason"} == choice["alternatives"][0].keys()


def test_incomplete_answers_get_the_next_question(client):
    answer = ask(client, {"subject": "list", "annex": "2"}, **{"Accept-Language": "en"})

    assert answer.status_code == 200
    assert answer.json() == {
        "procedure": None,
        "contact": False,
        "reasons": [],
        "prepare": [],
        "alternatives": [],
        "question": {
            "name": "item",
            "text": "What is to be added to annex 2?",
            "several": False,
            "choices": [
                {"value": "host", "text": "A host (micro-organism)"},
                {"value": "vector", "text": "A vector"},
                {"value": "insert", "text": "An insert"},
            ],
        },
    }


@pytest.mark.parametrize("body", ["{}", ""])
def test_first_question_comes_without_any_answer(client, body):
    assert ask(client, body).json()["question"]["name"] == "subject"


def test_question_in_two_words_is_camel_case(client):
    body = {"subject": "classification", "doubt": "doubt", "decided": "no"}

    answer = ask(client, body | {"combined": "yes"})

    assert answer.json()["question"]["name"] == "combinedWith"


def test_no_condition_at_all_is_an_empty_list(client):
    answer = ask(client, REPORT | {"conditions": []})

    assert answer.json()["procedure"] == "iii-other-article"


def test_following_the_questions_ends(client):
    body: dict = {}
    while (question := ask(client, body).json()["question"]) is not None:
        first = question["choices"][0]["value"]
        body[question["name"]] = [first] if question["several"] else first

    assert ask(client, body).json()["procedure"] == "i-new"


BAD = [
    ({"colour": "red"}, ["/colour unknown-field"]),
    ({"combined_with": "i-new"}, ["/combined_with unknown-field"]),
    ({"a/b~": 1}, ["/a~1b~0 unknown-field"]),
    ({"subject": "party"}, ["/subject unknown-value"]),
    ({"subject": None}, ["/subject unknown-value"]),
    ({"subject": 1, "annex": {}}, ["/subject unknown-value", "/annex unknown-value"]),
    ({"subject": ["work", "list"]}, ["/subject invalid"]),
    ({"subject": []}, ["/subject invalid"]),
    ({"subject": "rules", "combinedWith": "i-new"}, ["/combinedWith not-asked"]),
    (REPORT | {"conditions": ["none", "purpose"]}, ["/conditions contradictory"]),
]


@pytest.mark.parametrize(("body", "faults"), BAD)
def test_answers_that_make_no_sense_are_all_told(client, body, faults):
    answer = ask(client, body)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()["errors"]
    assert [f"{error['pointer']} {error['code']}" for error in told] == faults
    assert all(error["detail"] for error in told)


@pytest.mark.parametrize("body", ["{", "[]", '"x"', "3", "null", "\x00"])
def test_what_are_no_answers_is_refused(client, body):
    answer = ask(client, body)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_choice_is_of_the_law_on_the_day_asked_for(client):
    body = {"subject": "classification", "doubt": "doubt", "combined": "no"}
    body |= {"decided": "yes"}

    before = ask(client, body, "?on=2025-12-14").json()
    after = ask(client, body, "?on=2025-12-15").json()

    assert (before["procedure"], before["contact"]) == (None, True)
    assert after["procedure"] == "2.8-change"
    assert ask(client, body, "?on=gisteren").status_code == 400


def test_choice_needs_no_login_and_other_sites_may_ask(client):
    answer = ask(client, {"subject": "rules"}, Origin="https://lims.nl")

    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
