"""Organism rows and attachments: a result per row, a refusal at the file."""

import pytest
from rest_framework.test import APIClient

from accounts.machines.idempotency import IdempotentAnswer
from applications.models import Attachment, OrganismRow
from tests.api.conftest import ROW, attach_report
from tests.cast import PDF, report
from tests.files import pdf


@pytest.fixture
def empty(lims) -> str:
    """A draft without rows."""
    return lims.post("/applications", {"procedure": "i-new"}).json()["id"]


def test_thousand_rows_are_stored_in_order(lims, empty, count_queries):
    rows = [ROW | {"insert": f"gen {number}"} for number in range(1000)]
    address, answers = f"/applications/{empty}/organisms", []
    other = lims.post("/applications", {"procedure": "i-new"}).json()["id"]
    one = count_queries(
        lambda: lims.post(f"/applications/{other}/organisms", {"rows": rows[:1]})
    )

    def send() -> None:
        answers.append(lims.post(address, {"rows": rows}))

    assert count_queries(send) == one <= 25
    (answer,) = answers
    assert answer.status_code == 201
    assert (answer.json()["stored"], answer.json()["refused"]) == (1000, 0)
    assert lims.get(f"/applications/{empty}/organisms").json() == {"rows": rows}


def test_row_with_a_fault_is_refused_and_the_others_stored(lims, empty):
    rows = [ROW, ROW | {"host": "", "cfi": "ML-IX"}, ROW | {"class": 1}, 7, ROW]
    answer = lims.post(f"/applications/{empty}/organisms", {"rows": rows})

    assert answer.status_code == 201
    told = answer.json()
    assert [row["status"] for row in told["results"]] == [
        "stored",
        "refused",
        "refused",
        "refused",
        "stored",
    ]
    assert [row.get("position") for row in told["results"]] == [1, None, None, None, 2]
    pointers = {
        error["pointer"] for row in told["results"] for error in row.get("errors", [])
    }
    assert pointers == {"/rows/1/host", "/rows/1/cfi", "/rows/2/class", "/rows/3"}


@pytest.mark.parametrize("method", ["post", "put"])
def test_atomic_stores_all_or_nothing(lims, empty, method):
    lims.post(f"/applications/{empty}/organisms", {"rows": [ROW]})
    path = f"/applications/{empty}/organisms?atomic=true"
    body = {"rows": [ROW, ROW | {"host": ""}]}
    answer = (
        lims.post(path, body)
        if method == "post"
        else lims.change(path, body, method="put")
    )

    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/rows/1/host"]
    assert OrganismRow.objects.count() == 1


def test_put_replaces_all_and_takes_what_get_gave(lims, draft):
    path = f"/applications/{draft}/organisms"
    given = lims.get(path)
    again = lims.change(path, given.json(), match=given["ETag"], method="put")
    other = lims.change(
        path, [ROW | {"host": "Saccharomyces cerevisiae"}], method="put"
    )
    emptied = lims.change(path, {"rows": []}, match=other["ETag"], method="put")
    stale = lims.change(path, {"rows": []}, match=other["ETag"], method="put")

    assert [again.status_code, other.status_code, emptied.status_code] == [200] * 3
    assert stale.status_code == 412
    assert not OrganismRow.objects.exists()


def test_rows_are_changed_only_of_a_version_that_was_seen(lims, draft):
    path = f"/applications/{draft}/organisms"
    before = OrganismRow.objects.count()
    added = APIClient.post(
        lims,
        f"/api/v1{path}",
        {"rows": [ROW]},
        headers={"Idempotency-Key": "a"},
        format="json",
    )

    for answer in [lims.change(path, {"rows": []}, None, "put"), added]:
        assert answer.status_code == 428
        assert answer.json()["type"].endswith(":if-match-required")
    stale = lims.post(path, {"rows": [ROW]}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert OrganismRow.objects.count() == before


@pytest.mark.parametrize(
    "body",
    [None, {}, [], {"rows": {}}, {"rows": None}, {"rows": [], "x": 1}, 3, "x", True],
)
def test_body_that_is_no_list_of_rows(lims, empty, body):
    answer = lims.post(f"/applications/{empty}/organisms", body)

    assert answer.status_code == (201 if body == [] else 400)


@pytest.mark.parametrize("row", [{}, [], None, {"host": {}}, {"a/b~c": 1}, {"": ""}])
def test_row_of_a_wrong_shape_is_refused(lims, empty, row):
    answer = lims.post(f"/applications/{empty}/organisms", {"rows": [row]})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"].startswith("/rows/0")


def test_too_many_rows_are_refused(lims, empty):
    answer = lims.post(f"/applications/{empty}/organisms", {"rows": [ROW] * 1001})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "too-many"


@pytest.mark.parametrize("query", ["atomic=perhaps", "atmic=true", "atomic=true&x=1"])
def test_wrong_query_parameter_is_refused(lims, empty, query):
    answer = lims.post(f"/applications/{empty}/organisms?{query}", {"rows": [ROW]})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] in {"atomic", "atmic", "x"}


def test_file_is_kept_with_its_hash_and_type(lims, draft):
    files = lims.get(f"/applications/{draft}/attachments").json()["attachments"]

    assert [file["contentType"] for file in files] == ["application/pdf"]
    assert files[0]["sha256"] == Attachment.objects.get().sha256


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "risk-report"}, "/file"),
        ({"kind": "risk-report", "file": "text"}, "/file"),
        ({"kind": "risk-report", "file": report(content=b"")}, "/file"),
        ({"kind": "risk-report", "file": report("virus.exe", b"MZ")}, "/file"),
        ({"kind": "risk-report", "file": report(content=b"MZ no pdf")}, "/file"),
        ({"kind": "nothing", "file": report()}, "/kind"),
        ({"file": report()}, "/kind"),
        ({"kind": "other", "file": report(), "ground": "security"}, "/ground"),
        (
            {
                "kind": "other",
                "file": report(),
                "confidential": "true",
                "ground": "secret",
            },
            "/ground",
        ),
        (
            {"kind": "public", "file": report(), "confidential": "true"},
            "/confidential",
        ),
        (
            {
                "kind": "other",
                "file": report(),
                "confidential": "true",
                "publicVersion": "b3f1c0de-0000-4000-8000-000000000000",
            },
            "/publicVersion",
        ),
    ],
)
def test_file_that_cannot_be_taken_is_refused(lims, empty, body, pointer):
    path = f"/applications/{empty}/attachments"
    answer = lims.post(path, body, format="multipart", key="a")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert not IdempotentAnswer.objects.filter(key="a").exists()
    assert not Attachment.objects.exists()


def test_file_that_nobody_can_open_is_a_problem_of_its_own(lims, empty):
    body = {"kind": "risk-report", "file": report(content=b"%PDF-1.7\n")}
    path = f"/applications/{empty}/attachments"
    answer = lims.post(path, body, format="multipart", key="a")

    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:problem-type:ggo-portal:unopenable-file"
    faults = [(one["pointer"], one["code"]) for one in answer.json()["errors"]]
    assert faults == [("/file", "broken")]
    assert not Attachment.objects.exists()
    body["file"] = report()
    assert lims.post(path, body, format="multipart", key="a").status_code == 201


def test_file_beyond_the_limit_is_refused(lims, empty, settings):
    settings.ATTACHMENT_MAX_BYTES = 100_000
    path = f"/applications/{empty}/attachments"
    for size, status in ((100_001, 400), (200_000, 413)):
        body = {"kind": "other", "file": report(content=pdf(filler=size))}
        answer = lims.post(path, body, format="multipart")
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"


def test_json_where_a_file_is_asked_is_415(lims, empty):
    answer = lims.post(f"/applications/{empty}/attachments", {"kind": "other"})

    assert answer.status_code == 415


def test_a_file_of_another_draft_serves_as_no_public_version(lims, whole, draft):
    other = lims.post("/applications", whole).json()["id"]
    public = attach_report(lims, other).json()["id"]
    body = {
        "file": report("geheim.pdf", PDF + b"2"),
        "kind": "other",
        "confidential": "true",
        "ground": "business",
        "reason": "Octrooi volgt.",
        "publicVersion": public,
    }

    answer = lims.post(f"/applications/{draft}/attachments", body, format="multipart")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/publicVersion"
    assert not Attachment.objects.filter(confidential=True).exists()


def test_files_of_another_draft_are_not_in_the_list(lims, whole, draft):
    other = lims.post("/applications", whole).json()["id"]

    assert lims.get(f"/applications/{other}/attachments").json()["attachments"] == []
