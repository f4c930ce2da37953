"""One body, one meaning: what is sent twice, or is no part of a call, is refused."""

import base64
from uuid import uuid4

import pytest

from applications.models import Application, Attachment
from tests.api.conftest import Lims
from tests.cast import report

pytestmark = pytest.mark.django_db


def faults(answer) -> list[tuple[str, str]]:
    """Where the faults of a 400 are, and of which kind."""
    assert answer.status_code == 400, answer.content
    told = answer.json()["errors"]
    return [(one.get("pointer") or one["parameter"], one["code"]) for one in told]


def send(lims: Lims, path: str, body: str):
    """POST exactly this text as JSON."""
    kept = {"Idempotency-Key": str(uuid4())}
    how = {"content_type": "application/json", "headers": kept}
    return lims.generic("POST", f"/api/v1{path}", body, **how)


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ('{"procedure": "i-new", "procedure": "iik-new"}', ["/procedure"]),
        ('{"procedure": "i-new", "procedure": "i-new"}', ["/procedure"]),
        ('{"procedure": "i-new", "procedure\ufeff": "iik-new"}', ["/procedure"]),
        (
            '{"answers": {"purpose": {"a~/": 1, "a~/": 2}}, "x": 1, "x": 2}',
            ["/x", "/answers/purpose/a~0~1"],
        ),
        ('{"x": [{}, {"y": 1, "y": 1}]}', ["/x/1/y"]),
    ],
)
def test_a_name_that_comes_twice_is_refused_where_it_stands(lims, body, places):
    found = faults(send(lims, "/applications", body))

    assert found == [(place, "sent-twice") for place in places]
    assert not Application.objects.exists()


def test_a_name_may_come_again_in_another_object(lims):
    body = '{"procedure": "i-new", "answers": {"purpose": {"title": "a"}, "place": {}}}'

    assert send(lims, "/applications", body).status_code == 201


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/cases?limit=1&limit=2", "limit"),
        ("/cases?status=received&status=received", "status"),
        ("/applications?status=draft&status=filed", "status"),
        ("/procedures?on=2027-01-01&on=2027-01-02", "on"),
        ("/procedures/i-new/form?on=2027-01-01&on=2027-01-02", "on"),
        ("/statistics?year=2026&year=2026", "year"),
    ],
)
def test_a_query_field_that_comes_twice_is_refused(lims, path, place):
    assert faults(lims.get(path)) == [(place, "sent-twice")]


def test_a_part_of_multipart_that_comes_twice_is_refused(lims, draft):
    path, before = f"/applications/{draft}/attachments", Attachment.objects.count()
    kinds = {"file": report(), "kind": ["risk-report", "other"]}
    files = {"file": [report(), report()], "kind": "risk-report"}

    assert faults(lims.post(path, kinds, format="multipart")) == [
        ("/kind", "sent-twice")
    ]
    assert faults(lims.post(path, files, format="multipart")) == [
        ("/file", "sent-twice")
    ]
    assert Attachment.objects.count() == before


@pytest.mark.parametrize(
    "path",
    [
        "/procedures",
        "/procedures/i-new",
        "/procedures/i-new/form",
        "/openapi.json",
        "/statistics",
        "/cases",
        "/cases/{case}",
        "/cases/{case}/events",
        "/cases/{case}/ledger",
        "/cases/{case}/letters",
        "/cases/{case}/information-requests",
        "/applications",
        "/applications/{draft}",
        "/applications/{draft}/organisms",
        "/applications/{draft}/attachments",
    ],
)
def test_no_call_takes_a_query_field_that_it_does_not_have(lims, filed, path):
    named = {"case": filed["number"], "draft": filed["application"]}
    path = path.format(**named)

    assert lims.get(path).status_code == 200
    assert faults(lims.get(f"{path}?onn=1")) == [("onn", "unknown-field")]


@pytest.mark.parametrize(
    "path",
    ["/procedure-choices", "/term-calculations", "/applications"],
)
def test_no_post_takes_a_query_field_that_it_does_not_have(lims, path):
    found = faults(lims.post(f"{path}?onn=1", {"procedure": "i-new"}))

    assert found == [("onn", "unknown-field")]


@pytest.mark.parametrize("path", ["/procedures", "/procedures/i-new/form"])
def test_a_wrong_day_in_a_query_is_told_as_a_parameter(lims, path):
    assert faults(lims.get(f"{path}?on=bad")) == [("on", "invalid-date")]
    assert "parameter" in lims.get(f"{path}?on=bad").json()["errors"][0]


def test_no_field_is_lost_in_what_takes_none(lims, filed):
    path = f"/cases/{filed['number']}/supplements"

    assert faults(lims.post(path, {"answers": {}})) == [("/answers", "unknown-field")]
    assert lims.post(path, {}).status_code == 201


def test_no_field_of_a_claim_is_lost(lims, draft):
    claim = {"section": "organisms", "field": "insert", "grund": "business"}

    found = faults(lims.change(f"/applications/{draft}", {"confidentiality": [claim]}))

    assert found == [("/confidentiality/0/grund", "unknown-field")]


def test_a_cursor_that_we_did_not_give_is_refused(lims):
    for text in ["MTA=", "YzEw", "10", "", base64.b64encode(b"c10").decode()]:
        assert [at for at, _ in faults(lims.get(f"/cases?cursor={text}"))] == ["cursor"]


@pytest.mark.parametrize(
    "query",
    [
        "dueBefore=20261215",
        "dueBefore=2026-W50-1",
        "dueBefore=2026-12-15T00:00:00Z",
        "changedSince=2026-12-15T00:00:00",
        "changedSince=2026-12-15",
        "changedSince=20261215T000000Z",
        "changedSince=2026-W50-1T00:00:00Z",
    ],
)
def test_days_and_moments_have_one_form(lims, query):
    name = query.partition("=")[0]

    assert faults(lims.get(f"/cases?{query}")) == [(name, "invalid")]


@pytest.mark.parametrize(
    "query",
    [
        "dueBefore=2026-12-15",
        "changedSince=2026-12-15T00:00:00Z",
        "changedSince=2026-12-15T00:00:00.5%2B01:00",
    ],
)
def test_the_one_form_is_taken(lims, query):
    assert lims.get(f"/cases?{query}").status_code == 200
