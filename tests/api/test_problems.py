"""Bad input of every kind: problem details with our headers, and never a 500."""

import json

import pytest
from django.test import Client
from rest_framework.test import APIClient

from tests.api.conftest import Lims

HEADERS = {
    "API-Version": "1.0.0",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def check_problem(answer, status: int) -> dict:
    """The members of a problem, after a look at all that every problem has."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    told = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    return told


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/cases",
        "/api/v1/nothing",
        "/api/v1/cases/",
        "/api/v1/procedures/",
        "/api/v1/openapi.json/",
        "/api/v1/applications/x",
        "/api/v1/applications/00000000-0000-0000-0000-00000000000g",
        "/api/v1/%00",
        "/api/v1/%ff%fe",
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "put", "options"])
def test_unknown_address_is_a_404_problem(db, path, method):
    check_problem(getattr(APIClient(), method)(path), 404)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/cases/", "/api"])
def test_unknown_address_is_told_in_the_language_of_the_caller(db, path, language):
    answer = APIClient().get(path, headers={"Accept-Language": language})

    titles = {"nl": "Niet gevonden", "en": "Not found"}
    assert answer.json()["title"] == titles[language]
    assert answer["Content-Language"] == language
    assert answer["Access-Control-Allow-Origin"] == "*"
    slash = {"nl": "schuine streep", "en": "slash"}[language]
    assert (slash in answer.json()["detail"]) == path.endswith("/")


def test_address_outside_the_api_is_a_page(client, db):
    answer = client.get("/nergens")

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("delete", "/cases"),
        ("post", "/cases"),
        ("put", "/applications"),
        ("delete", "/applications/{draft}"),
        ("get", "/applications/{draft}/filings"),
        ("patch", "/cases/IG-26-001_I-000"),
    ],
)
def test_method_that_is_not_possible_is_405(lims, draft, method, path):
    call = getattr(super(Lims, lims), method)

    answer = call("/api/v1" + path.format(draft=draft))

    check_problem(answer, 405)
    assert answer["Allow"]


BODIES = [
    b"{",
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"12",
    b"NaN",
    b'{"procedure": NaN}',
    b'{"procedure": 1e999}',
    b'{"procedure": "\\u0000"}',
    b'{"procedure": "\\ud800"}',
    b'{"\\u0000": 1}',
    b'{"answers": {"purpose": {"title": "\\u0000"}}}',
    b"\xff\xfe",
    b"\x00",
    b"[" * 100_000,
    b'{"a":' * 5000 + b"1" + b"}" * 5000,
    b"1" * 5000,
    b'{"procedure": ' + b"9" * 4000 + b"}",
    b'{"rows": [{"host": ' + b"[" * 40 + b"]" * 40 + b"}]}",
    b'{"onBehalfOf": {"a": 1}, "dryRun": "perhaps"}',
    b"\xef\xbb\xbf{}",
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize(
    "path",
    [
        "/applications",
        "/applications/{draft}/organisms",
        "/applications/{draft}/filings",
        "/procedure-choices",
        "/term-calculations",
    ],
)
def test_any_body_that_makes_no_sense_is_400(lims, draft, path, body):
    answer = lims.generic(
        "POST",
        "/api/v1" + path.format(draft=draft),
        body,
        content_type="application/json",
        headers={"Idempotency-Key": "x", "If-Match": "*"},
    )

    empty_rows = path.endswith("organisms") and body == b"[]"
    no_answers = path == "/procedure-choices" and body in {b"", b"\xef\xbb\xbf{}"}
    if not (empty_rows or no_answers):
        check_problem(answer, 400)


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_any_patch_that_makes_no_sense_is_400(lims, draft, body):
    answer = lims.generic(
        "PATCH",
        f"/api/v1/applications/{draft}",
        body,
        content_type="application/json",
        headers={"If-Match": "*"},
    )

    if body in (b"", b"\xef\xbb\xbf{}"):
        assert answer.status_code == 200
    else:
        check_problem(answer, 400)


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "nonsense",
        "é",
    ],
)
@pytest.mark.parametrize("path", ["/applications", "/applications/{draft}/attachments"])
def test_content_of_another_type_is_refused(lims, draft, path, content_type):
    answer = lims.generic(
        "POST",
        "/api/v1" + path.format(draft=draft),
        b"a=1",
        content_type=content_type,
        headers={"Idempotency-Key": "x"},
    )

    assert answer.status_code in (400, 415)
    check_problem(answer, answer.status_code)


def test_body_beyond_the_limit_is_413(lims, settings):
    settings.API_MAX_BYTES = 1000
    answer = lims.post("/applications", {"procedure": "x" * 1000})

    check_problem(answer, 413)


def test_answer_in_another_form_is_406(lims):
    check_problem(lims.get("/cases", headers={"Accept": "text/html"}), 406)


def test_crash_is_a_problem_too(lims, monkeypatch):
    monkeypatch.setattr(
        "dossiers.case_api.case_views.cases_and_cursor", lambda *args: 1 / 0
    )
    lims.raise_request_exception = False

    told = check_problem(lims.get("/cases"), 500)

    assert "division" not in json.dumps(told)


def test_problems_speak_the_language_of_the_caller(lims):
    english = lims.get("/cases/IG-26-001_I-000", headers={"Accept-Language": "en"})
    dutch = lims.get("/cases/IG-26-001_I-000")

    assert english.json()["title"] == "Not found"
    assert dutch.json()["title"] == "Niet gevonden"
    assert (english["Content-Language"], dutch["Content-Language"]) == ("en", "nl")


def test_wrong_host_is_a_problem(db):
    check_problem(Client().get("/api/v1/cases", headers={"Host": "elders.nl"}), 400)
