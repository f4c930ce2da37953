"""A creating POST and its retries: once, and always the same answer."""

import pytest
from django.utils import timezone
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from accounts.machines.idempotency import delete_old_answers, request_fingerprint
from accounts.models import IdempotentAnswer
from applications.models import Application, Attachment, OrganismRow
from dossiers.models import Case
from tests.api.conftest import ROW, attach_report
from tests.at_once import at_once
from tests.cast import PDF, report


def test_retry_gets_the_same_answer(lims, whole):
    first = lims.post("/applications", whole, key="a")
    second = lims.post("/applications", whole, key="a")

    assert (second.status_code, second.content) == (201, first.content)
    assert (second["Location"], second["ETag"]) == (first["Location"], first["ETag"])
    assert second["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert Application.objects.count() == 1


def test_retry_of_rows_adds_none(lims, whole):
    draft = lims.post("/applications", whole).json()["id"]
    for _try in range(2):
        lims.post(f"/applications/{draft}/organisms", {"rows": [ROW]}, key="b")

    assert OrganismRow.objects.count() == 1


def test_retry_of_upload_has_another_boundary_and_is_the_same(lims, draft):
    first = attach_report(lims, draft, key="c")
    second = attach_report(lims, draft, key="c")

    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert Attachment.objects.count() == 1


def test_key_for_something_else_is_refused(lims, whole):
    lims.post("/applications", whole, key="a")
    answer = lims.post("/applications", whole | {"externalReference": "x"}, key="a")

    assert answer.status_code == 400
    assert answer.json()["type"].endswith(":idempotency-key-reused")
    assert Application.objects.count() == 1


def test_key_is_the_clients_own(lims, other_lims):
    for client in (lims, other_lims):
        assert client.post("/applications", {"procedure": "i-new"}, key="a").json()[
            "id"
        ]

    assert Application.objects.count() == 2


@pytest.mark.parametrize("key", [None, "a b", "é", "x" * 256])
@pytest.mark.parametrize("path", ["", "/{draft}/organisms", "/{draft}/filings"])
def test_creating_without_usable_key_is_refused(lims, draft, bvf_user, path, key):
    body = (
        {"onBehalfOf": bvf_user.email} if "filings" in path else {"procedure": "i-new"}
    )
    headers = {"Idempotency-Key": key} if key else {}
    address = f"/applications{path.format(draft=draft)}"

    answer = lims.post(address, body, key="", headers=headers)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "Idempotency-Key"
    assert Application.objects.count() == 1


def test_refusal_frees_its_key(lims, whole):
    wrong = lims.post("/applications", {"procedure": "nothing"}, key="a")
    right = lims.post("/applications", whole, key="a")

    assert (wrong.status_code, right.status_code) == (400, 201)


def test_filing_twice_under_other_keys_tells_the_case(lims, draft, filed, bvf_user):
    answer = lims.post(f"/applications/{draft}/filings", {"onBehalfOf": bvf_user.email})

    assert answer.status_code == 409
    assert answer.json()["case"] == filed["number"]
    assert Case.objects.count() == 1


def test_parallel_retries_file_once(transactional_db, lims, draft, bvf_user):
    def file():
        body = {"onBehalfOf": bvf_user.email}
        return lims.post(f"/applications/{draft}/filings", body, key="same")

    answers = at_once(*[file] * 6)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replayed" in answer for answer in answers) == 5
    assert Case.objects.count() == 1


def test_forget_keeps_what_is_younger(lims, whole):
    before = timezone.now()
    lims.post("/applications", whole, key="a")

    assert delete_old_answers(before=before) == 0
    assert delete_old_answers(before=timezone.now()) == 1
    assert not IdempotentAnswer.objects.exists()


def test_key_with_another_file_is_refused(lims, draft):
    attach_report(lims, draft, key="c")
    body = {"file": report(content=PDF + b"%"), "kind": "risk-report"}
    path = f"/applications/{draft}/attachments"
    answer = lims.post(path, body, format="multipart", key="c")

    assert answer.status_code == 400
    assert answer.json()["type"].endswith(":idempotency-key-reused")
    assert Attachment.objects.count() == 1


def test_key_at_another_address_is_refused(lims, whole):
    first, second = (lims.post("/applications", whole).json()["id"] for _ in range(2))
    rows = {"rows": [ROW]}
    lims.post(f"/applications/{first}/organisms", rows, key="b")
    answer = lims.post(f"/applications/{second}/organisms", rows, key="b")

    assert answer.status_code == 400
    assert answer.json()["type"].endswith(":idempotency-key-reused")
    assert OrganismRow.objects.filter(application=second).count() == 0


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("put", "/a", {"rows": []}),
        ("post", "/b", {"rows": []}),
        ("post", "/a?atomic=true", {"rows": []}),
        ("post", "/a", {"rows": [{}]}),
    ],
)
def test_method_address_query_and_content_all_tell_requests_apart(
    method, address, body
):
    def asked(method, address, body):
        made = getattr(APIRequestFactory(), method)(address, body, format="json")
        return request_fingerprint(Request(made, parsers=[JSONParser()]))

    first = asked("post", "/a", {"rows": []})

    assert asked("post", "/a", {"rows": []}) == first
    assert asked(method, address, body) != first
