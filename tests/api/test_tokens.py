"""Tokens: client credentials, scopes, whose data."""

import json
from base64 import b64encode
from datetime import timedelta

import pytest
from oauth2_provider.models import AccessToken
from rest_framework.test import APIClient

from accounts.demo_secrets import DEMO_PASSWORD
from accounts.machines.clients import create_client
from ggo_portal.openapi import openapi_document
from tests.api.conftest import Lims, token


def test_token_without_scope_holds_all_of_the_client(lab):
    made = create_client(lab, name="LIMS", scopes=["cases:read"])

    token(made)

    assert AccessToken.objects.get().scope == "cases:read"


def test_token_beyond_the_client_is_refused(lab):
    made = create_client(lab, name="LIMS", scopes=["cases:read"])
    asked = {
        "grant_type": "client_credentials",
        "client_id": made.client.client_id,
        "client_secret": made.secret,
        "scope": "filings:write",
    }

    answer = APIClient().post("/oauth/token", asked)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize(
    ("said", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "\x00"}, 400, "invalid_request"),
        ({"scope": "cases:read\x00"}, 400, "invalid_request"),
        ({"scope": "\x00"}, 400, "invalid_request"),
        ({"scope": "cases:read\x85"}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"grant_type": ["client_credentials"] * 2}, 400, "invalid_request"),
        ({"scope": ["cases:read", "cases:read"]}, 400, "invalid_request"),
    ],
)
def test_token_for_wrong_request_is_refused(lab, said, status, error):
    made = create_client(lab, name="LIMS")
    asked = {
        "grant_type": "client_credentials",
        "client_id": made.client.client_id,
        "client_secret": made.secret,
    }

    answer = APIClient().post("/oauth/token", asked | said)

    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_token_without_grant_type_is_refused(lab):
    made = create_client(lab, name="LIMS")
    asked = {"client_id": made.client.client_id, "client_secret": made.secret}

    answer = APIClient().post("/oauth/token", asked)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("said", [{"client_id": "b"}, {"client_secret": "b"}])
def test_header_and_body_that_differ_are_refused_in_our_own_words(lab, said):
    made = create_client(lab, name="LIMS")
    pair = b64encode(f"{made.client.client_id}:{made.secret}".encode()).decode()
    asked = {"grant_type": "client_credentials"} | said

    answer = APIClient().post(
        "/oauth/token", asked, headers={"Authorization": f"Basic {pair}"}
    )

    assert answer.status_code == 400
    assert answer.json() == {
        "error": "invalid_request",
        "error_description": "The header and the body name different clients.",
    }


def test_a_scope_that_is_asked_twice_is_given_once(lab):
    made = create_client(lab, name="LIMS")

    token(made, "cases:read cases:read")

    assert AccessToken.objects.get().scope == "cases:read"


def test_a_scope_that_lacks_is_told_as_bearer_tokens_do(lab):
    made = create_client(lab, name="LIMS", scopes=["cases:read"])

    answer = Lims(made).get("/applications")

    said = 'error="insufficient_scope", scope="applications:read"'
    assert answer.status_code == 403
    assert answer["WWW-Authenticate"] == f'Bearer realm="api", {said}'


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer é"])
def test_call_without_live_token_is_401(db, header):
    answer = APIClient().get("/api/v1/cases", headers={"Authorization": header})

    assert answer.status_code == 401
    error = ', error="invalid_token"' if header.startswith("Bearer") else ""
    assert answer["WWW-Authenticate"] == f'Bearer realm="api"{error}'
    assert answer["Content-Type"] == "application/problem+json"


def test_call_with_expired_token_is_401(lims):
    AccessToken.objects.update(expires=AccessToken.objects.get().created)

    assert lims.get("/cases").status_code == 401


PRIVATE = [
    (method, path)
    for path, operations in json.loads(openapi_document())["paths"].items()
    for method, operation in operations.items()
    if operation.get("security", [{}]) != [{}]
]


def test_only_the_law_and_open_data_are_public():
    paths = json.loads(openapi_document())["paths"]
    public = {path for path in paths if path not in {path for _m, path in PRIVATE}}

    assert public == {
        "/procedures",
        "/procedures/{key}",
        "/procedures/{key}/form",
        "/procedure-choices",
        "/term-calculations",
        "/statistics",
    }


@pytest.mark.parametrize(("method", "path"), PRIVATE)
def test_every_call_without_its_scope_is_403(lab, draft, method, path):
    narrow = Lims(create_client(lab, name="smal"), scope="webhooks:manage")
    known = {
        "application_id": draft,
        "number": "IG-26-001_I-000",
        "letter_id": 1,
        "request_id": 1,
    }
    address = "/api/v1" + path.format(**known)

    answer = getattr(APIClient, method)(narrow, address)

    assert answer.status_code == 403
    assert answer.json()["type"].endswith(":scope-missing")


def test_nothing_of_another_organisation_can_be_seen(other_lims, lims, draft, filed):
    number = filed["number"]
    for path in ["", "/organisms", "/attachments"]:
        assert other_lims.get(f"/applications/{draft}{path}").status_code == 404
    for path in ["", "/ledger", "/events", "/letters", "/letters/1"]:
        assert other_lims.get(f"/cases/{number}{path}").status_code == 404
    assert other_lims.get("/cases").json()["results"] == []
    assert other_lims.get("/applications").json()["results"] == []


def test_nothing_of_another_organisation_can_be_changed(other_lims, draft, bvf_user):
    here = f"/applications/{draft}"
    filing = {"onBehalfOf": bvf_user.email}

    assert other_lims.change(here, {"answers": {}}).status_code == 404
    assert other_lims.post(f"{here}/organisms", {"rows": []}).status_code == 404
    assert other_lims.change(f"{here}/organisms", {}, method="put").status_code == 404
    assert other_lims.post(f"{here}/filings", filing).status_code == 404
    assert other_lims.post(f"{here}/filings", {"dryRun": True}).status_code == 404


def test_token_lives_an_hour(lims):
    made = AccessToken.objects.get()

    assert made.expires - made.created < timedelta(minutes=61)


@pytest.mark.parametrize("how", ["body", "basic"])
@pytest.mark.parametrize(("demo", "status"), [(False, 401), (True, 200)])
def test_secret_of_the_demo_opens_nothing_outside_it(
    lab, settings, client, how, demo, status
):
    settings.DEMO = demo
    known = create_client(lab, name="Demo-LIMS").client
    known.client_secret = DEMO_PASSWORD
    known.save()
    pair = {"client_id": known.client_id, "client_secret": DEMO_PASSWORD}
    basic = b64encode(f"{known.client_id}:{DEMO_PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"} if how == "basic" else {}
    asked = {"grant_type": "client_credentials"} | (pair if how == "body" else {})

    assert client.post("/oauth/token", asked, headers=headers).status_code == status


def ask(client_id: str, secret: str, address: str, how: str = "body"):
    """What the token endpoint says to somebody at an address."""
    pair = {"client_id": client_id, "client_secret": secret}
    basic = b64encode(f"{client_id}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"} if how == "basic" else {}
    said = {"grant_type": "client_credentials"} | (pair if how == "body" else {})
    where = {"REMOTE_ADDR": address}
    return APIClient().post("/oauth/token", said, headers=headers, **where)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("how", ["body", "basic"])
def test_wrong_secrets_are_limited_whether_there_is_such_a_client(lab, known, how):
    client_id = create_client(lab, name="LIMS").client.client_id if known else "niemand"

    said = [ask(client_id, "fout", "10.1.0.1", how).status_code for _try in range(7)]

    assert said == [401] * 5 + [429] * 2


def test_a_stranger_locks_nobody_out(lab):
    made = create_client(lab, name="LIMS")
    pair = (made.client.client_id, made.secret)

    for _try in range(30):
        ask(pair[0], "fout", "10.2.0.1")

    assert ask(*pair, "10.2.0.1").status_code == 429
    assert ask(*pair, "10.2.0.2").status_code == 200


def test_a_system_that_is_set_wrong_locks_no_other_at_its_address(lab):
    wrong, right = (create_client(lab, name=name) for name in ("ELN", "LIMS"))

    for _try in range(10):
        ask(wrong.client.client_id, "fout", "10.3.0.1")

    assert ask(right.client.client_id, right.secret, "10.3.0.1").status_code == 200


@pytest.mark.parametrize("how", ["body", "basic"])
def test_a_wrong_secret_is_told_how_to_come_in(lab, how):
    answer = ask("niemand", "fout", "10.4.0.1", how)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Basic realm="token"'
    assert answer["Cache-Control"] == "no-store"
