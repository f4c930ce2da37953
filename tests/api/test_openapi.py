"""The document: open to all, by the NL API Design Rules, and true."""

import re

import pytest
from rest_framework.test import APIClient

PUBLIC = (["law"], ["open-data"])
METHODS = {"get", "put", "post", "patch", "delete", "options", "head", "trace"}


@pytest.fixture(scope="module")
def document() -> dict:
    """What `GET /api/v1/openapi.json` answers without a token."""
    answer = APIClient().get("/api/v1/openapi.json", headers={"Origin": "https://x.nl"})
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["API-Version"] == "1.0.0"
    return answer.json()


def operations(document: dict) -> list[tuple[str, str, dict]]:
    """Every operation with its path and method."""
    return [
        (path, method, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


def test_document_says_who_and_which_version(document):
    assert document["openapi"].startswith("3.1")
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])
    assert {"name", "email", "url"} <= set(document["info"]["contact"])
    assert all(server["url"].endswith("/api/v1") for server in document["servers"])


def test_every_call_of_the_contract_is_there(document):
    calls = {(method, path) for path, method, _operation in operations(document)}

    assert {
        ("get", "/procedures"),
        ("get", "/procedures/{key}/form"),
        ("post", "/procedure-choices"),
        ("post", "/term-calculations"),
        ("get", "/statistics"),
        ("get", "/applications"),
        ("post", "/applications"),
        ("get", "/applications/{application_id}"),
        ("patch", "/applications/{application_id}"),
        ("get", "/applications/{application_id}/organisms"),
        ("put", "/applications/{application_id}/organisms"),
        ("post", "/applications/{application_id}/organisms"),
        ("post", "/applications/{application_id}/attachments"),
        ("post", "/applications/{application_id}/filings"),
        ("get", "/cases"),
        ("get", "/cases/{number}"),
        ("get", "/cases/{number}/ledger"),
        ("get", "/cases/{number}/events"),
        ("get", "/cases/{number}/letters"),
        ("get", "/cases/{number}/information-requests"),
        ("get", "/cases/{number}/information-requests/{request_id}"),
        ("post", "/cases/{number}/information-requests/{request_id}/answers"),
        ("post", "/cases/{number}/supplements"),
        ("post", "/cases/{number}/withdrawals"),
    } <= calls


def test_paths_are_kebab_case_without_slash_and_methods_standard(document):
    for path, method, _operation in operations(document):
        assert re.fullmatch(r"(/([a-z0-9-]+|\{\w+\}))+", path)
        assert method in METHODS


def test_names_on_the_wire_are_camel_case(document):
    camel = re.compile(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*")
    for _path, _method, operation in operations(document):
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                assert camel.fullmatch(parameter["name"])
    for name, schema in document["components"]["schemas"].items():
        assert re.fullmatch(r"([A-Z][a-z\d]*)+", name)
        assert all(camel.fullmatch(field) for field in schema.get("properties", {}))


def test_every_answer_has_the_version_header_and_errors_are_problems(document):
    problem = {"$ref": "#/components/schemas/Problem"}
    for path, method, operation in operations(document):
        responses = operation["responses"]
        assert "400" in responses, (method, path)
        for status, response in responses.items():
            assert "API-Version" in response["headers"], (method, path, status)
            if status >= "400":
                content = response["content"]["application/problem+json"]
                assert content["schema"] == problem
    required = document["components"]["schemas"]["Problem"]["required"]
    assert {"status", "title", "detail"} <= set(required)


def test_dates_are_dates_and_moments_end_in_at(document):
    for schema in document["components"]["schemas"].values():
        for name, field in schema.get("properties", {}).items():
            is_moment = field.get("format") == "date-time"
            assert is_moment == name.endswith("At") or name == "at"
            assert field.get("format") != "time"


def test_every_private_call_names_one_scope(document):
    flow = document["components"]["securitySchemes"]["clientCredentials"]["flows"]
    known = set(flow["clientCredentials"]["scopes"])
    for path, method, operation in operations(document):
        if operation["tags"] not in PUBLIC:
            (needed,) = operation["security"]
            assert len(needed["clientCredentials"]) == 1, (method, path)
            assert set(needed["clientCredentials"]) <= known


def test_creating_calls_ask_for_a_key(document):
    for path, method, operation in operations(document):
        names = {p["name"]: p for p in operation.get("parameters", [])}
        creates = method == "post" and operation["tags"] != ["law"]
        assert ("Idempotency-Key" in names) == creates, path


@pytest.mark.parametrize("path", ["procedures", "openapi.json"])
def test_pages_of_other_sites_may_read_what_is_public(db, path):
    answer = APIClient().get(f"/api/v1/{path}", headers={"Origin": "https://x.nl"})

    assert answer["Access-Control-Allow-Origin"] == "*"


def test_pages_of_other_sites_may_not_read_cases(lims):
    answer = lims.get("/cases", headers={"Origin": "https://x.nl"})

    assert "Access-Control-Allow-Origin" not in answer


def test_browsers_may_ask_before_a_public_calculation(db):
    answer = APIClient().options(
        "/api/v1/term-calculations",
        headers={"Origin": "https://x.nl", "Access-Control-Request-Method": "POST"},
    )

    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer["Access-Control-Allow-Methods"]


def test_the_pattern_of_a_number_holds_for_the_whole_of_it(document):
    (number,) = document["paths"]["/cases/{number}"]["get"]["parameters"]
    pattern = re.compile(number["schema"]["pattern"])

    for text in ["IG-26-001_I-000", "ADM-0123ABCD"]:
        assert pattern.search(text)
    for text in ["IG-26-001_I-000x", "xADM-0123ABCD", "IG-26-001_I-000/../x"]:
        assert not pattern.search(text)


def test_every_call_tells_of_a_long_address_and_of_trying_again(document):
    for _path, _method, operation in operations(document):
        assert "414" in operation["responses"]
        assert "Retry-After" in operation["responses"]["503"]["headers"]
        has_body = "requestBody" in operation
        assert ("413" in operation["responses"]) == has_body
        assert ("415" in operation["responses"]) == has_body
