"""What REST takes is of the type that its own schema has, or is refused by name."""

import json
from urllib.parse import urlencode

import pytest
from rest_framework.test import APIClient

from applications.models import SectionAnswers
from applications.signing import freezing
from applications.text_input.typed import MOST_KEPT
from ggo_portal.openapi import openapi_document

pytestmark = pytest.mark.django_db


def pointers(answer) -> list[tuple[str, str]]:
    """Where the faults of a 400 are, and of which kind."""
    assert answer.status_code == 400, answer.content
    return [(one["pointer"], one["code"]) for one in answer.json()["errors"]]


def missing(lims, draft) -> dict[str, str]:
    """What a draft still lacks: pointer and code."""
    found = lims.get(f"/applications/{draft}").json()["missing"]
    return {one["pointer"]: one["code"] for one in found}


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("purpose", "title", ["a"]),
        ("purpose", "title", ["a", "b"]),
        ("purpose", "title", True),
        ("purpose", "title", 123),
        ("place", "rooms", ["a", "b"]),
        ("place", "rooms", True),
        ("organisation", "contactEmail", ["a@b.nl"]),
        ("outcome", "cfis", "ML-I"),
        ("organisation", "bvf", 1),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(
    lims, whole, draft, section, field, value
):
    change = {"answers": {section: {field: value}}}
    where = (f"/answers/{section}/{field}", "wrong-type")
    before = list(SectionAnswers.objects.values())

    assert pointers(lims.change(f"/applications/{draft}", change)) == [where]
    assert pointers(lims.post("/applications", {"procedure": "i-new"} | change)) == [
        where
    ]
    assert list(SectionAnswers.objects.values()) == before


@pytest.mark.parametrize("title", ["\u200b", "\u00ad", "\ufeff", " \u2060"])
def test_a_title_that_nobody_can_see_is_missing(lims, draft, title):
    lims.change(f"/applications/{draft}", {"answers": {"purpose": {"title": title}}})

    assert missing(lims, draft) == {"/answers/purpose/title": "required"}


def test_what_a_draft_held_before_is_missing_too(lims, draft):
    row = SectionAnswers.objects.get(section="purpose")
    row.values |= {"title": ["a"]}
    row.save()

    assert missing(lims, draft)["/answers/purpose/title"] == "wrong-type"
    filed = lims.post(f"/applications/{draft}/filings", {"onBehalfOf": "x@y.nl"})
    assert filed.status_code >= 400
    assert not freezing.Application.objects.filter(filed_at__isnull=False).exists()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "day",
    [
        *("03/04/2027", "13/04/2027", "04/13/2027", "1-1-27", "3/4/27", "3-4-2027"),
        *("2027-4-3", "20270403", "2027-W01-1", "2027-02-30", 20270403, ["2027-04-03"]),
    ],
)
def test_a_day_is_iso_whatever_the_language(lims, filed, day, language):
    made = lims.post(
        "/applications",
        {
            "procedure": "administrative",
            "answers": {"holder": {"fromDay": day}},
        },
        headers={"Accept-Language": language},
    )

    assert pointers(made) == [("/answers/holder/fromDay", "wrong-type")]


def test_an_iso_day_is_taken(lims):
    answers = {"holder": {"fromDay": "2027-04-03"}}
    said = {"procedure": "administrative", "answers": answers}

    made = lims.post("/applications", said)

    assert made.status_code == 201, made.content
    assert made.json()["answers"]["holder"]["fromDay"] == "2027-04-03"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"procedure": "i-new", "externalReference": 5}, "/externalReference"),
        ({"procedure": 5}, "/procedure"),
        ({"procedure": True}, "/procedure"),
    ],
)
def test_the_library_guesses_no_type(lims, body, where):
    assert (where, "wrong-type") in pointers(lims.post("/applications", body))


def test_true_is_no_text_and_one_is_not_true(lims, draft, bvf_user):
    path = f"/applications/{draft}"
    dry = {"onBehalfOf": bvf_user.email, "dryRun": 1}
    rows = {"rows": [{"host": True, "hostClass": 1}]}

    assert pointers(lims.post(f"{path}/filings", dry)) == [("/dryRun", "wrong-type")]
    answer = lims.post(f"{path}/organisms", rows)
    assert '"/rows/0/host"' in answer.content.decode()
    assert '"/rows/0/hostClass"' in answer.content.decode()


@pytest.mark.parametrize("limit", ["٢", "2_0", "+2", "²", "2.0", " 2"])
@pytest.mark.parametrize("path", ["/cases"])
def test_a_number_in_a_query_has_the_digits_0_to_9(lims, path, limit):
    answer = lims.get(f"{path}?" + urlencode({"limit": limit}))

    assert answer.status_code == 400, answer.content
    faults = [(one["parameter"], one["code"]) for one in answer.json()["errors"]]
    assert faults == [("limit", "invalid")]
    assert lims.get(f"{path}?limit=2").status_code == 200


@pytest.mark.parametrize("day", ["٢٠٢٧-٠١-٠١", "2027-01-٠1"])
def test_a_day_in_a_query_has_the_digits_0_to_9(lims, day):
    answer = lims.get("/cases?" + urlencode({"dueBefore": day}))

    faults = [(one["parameter"], one["code"]) for one in answer.json()["errors"]]
    assert (answer.status_code, faults) == (400, [("dueBefore", "invalid")])
    assert lims.get(f"/procedures?on={day}").status_code == 400


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("purpose", "title", "x" * (MOST_KEPT + 1)),
        ("purpose", "title", "x" * 6_000_000),
        ("outcome", "cfis", ["a" * 1001]),
        ("outcome", "cfis", ["a"] * 1001),
    ],
)
def test_an_answer_is_no_longer_than_the_schema_says(
    lims, whole, draft, section, field, value
):
    change = {"answers": {section: {field: value}}}
    where = (f"/answers/{section}/{field}", "too-long")
    before = list(SectionAnswers.objects.values())

    assert pointers(lims.change(f"/applications/{draft}", change)) == [where]
    made = lims.post("/applications", {"procedure": "i-new"} | change)
    assert pointers(made) == [where]
    assert list(SectionAnswers.objects.values()) == before


def test_the_longest_answer_that_a_draft_keeps_stands_in_the_schema(lims, draft):
    schema = json.loads(openapi_document())["components"]["schemas"][
        "ApplicationOutput"
    ]
    said = schema["properties"]["answers"]["additionalProperties"]
    text, several = said["additionalProperties"]["anyOf"]
    change = {"answers": {"purpose": {"title": "x" * text["maxLength"]}}}

    assert (text["maxLength"], several["maxItems"]) == (MOST_KEPT, 1000)
    assert several["items"]["maxLength"] == 1000
    assert lims.change(f"/applications/{draft}", change).status_code == 200
    assert missing(lims, draft)["/answers/purpose/title"] == "max-length"


@pytest.mark.parametrize("path", ["/term-calculations", "/procedure-choices"])
def test_who_is_not_signed_in_sends_little(client, path):
    body = json.dumps({"procedure": "x" * 300_000})

    answer = client.post(f"/api/v1{path}", body, content_type="application/json")

    assert answer.status_code == 413
    assert answer.json()["type"].endswith(":too-large")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"a": ', "This is not JSON: see line 1, character 7."),
        (b"{'a': 1}", "This is not JSON: see line 1, character 2."),
        (b"\xff\xfe{}", "This is not JSON in UTF-8."),
        (b'{"a": NaN}', None),
        (b'{"a": "\\u0000"}', None),
        (b'{"a": "\\ud800"}', None),
        (b'{"a": 1e999}', None),
        (b'{"a": ' + b"1" * 5000 + b"}", None),
    ],
)
def test_what_is_no_json_is_told_in_our_own_words(client, body, said):
    answer = client.post(
        "/api/v1/term-calculations",
        body,
        content_type="application/json",
        headers={"Accept-Language": "en"},
    )

    assert answer.status_code == 400
    detail = answer.json()["detail"]
    assert detail == (said or detail)
    assert detail.startswith("This ")
    for word in ["char ", "codec", "surrogate", "Expecting", "limit (", "utf-8'"]:
        assert word not in detail


def test_what_is_no_multipart_is_told_in_our_own_words(lims, draft):
    answer = APIClient.generic(
        lims,
        "POST",
        f"/api/v1/applications/{draft}/attachments",
        b"x",
        content_type="multipart/form-data",
        headers={"Idempotency-Key": "a", "Accept-Language": "en"},
    )

    assert answer.status_code == 400
    said = "This is not multipart/form-data with a boundary."
    assert answer.json()["detail"] == said


ANSWERS = "post /cases/{number}/information-requests/{request_id}/answers"


def test_the_document_says_where_if_match_must_be():
    paths = json.loads(openapi_document())["paths"]
    needed = {
        f"{method} {path}": sent.get("required", False)
        for path, operations in paths.items()
        for method, operation in operations.items()
        for sent in operation.get("parameters", [])
        if sent["name"] == "If-Match"
    }

    assert needed == {
        "patch /applications/{application_id}": True,
        "put /applications/{application_id}/organisms": True,
        "post /applications/{application_id}/organisms": True,
        # Only where a colleague has begun an answer that this one would replace.
        ANSWERS: False,
    }
    for place in needed:
        method, path = place.split()
        assert "428" in paths[path][method]["responses"]
