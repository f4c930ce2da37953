"""Drafts: begun, filled in, never overwritten by accident."""

import pytest

from accounts.models import LabRole
from applications.forms.procedures import sections_of
from applications.models import Application, SectionAnswers
from dossiers.models import Case
from tests.cast import member


def test_draft_keeps_what_is_invalid_and_says_so(lims):
    answers = {"organisation": {"contactEmail": "geen adres"}}
    made = lims.post("/applications", {"procedure": "i-new", "answers": answers}).json()

    assert made["answers"]["organisation"]["contactEmail"] == "geen adres"
    gaps = {gap["pointer"]: gap["code"] for gap in made["missing"]}
    assert gaps["/answers/organisation/contactEmail"] == "invalid"
    assert gaps["/answers/purpose/title"] == "required"


def test_draft_offers_what_can_be_picked(lims, lab, bvf_user):
    member("Nel Nieuw", lab, LabRole.BVF)
    made = lims.post("/applications", {"procedure": "i-new"}).json()

    officers = made["choices"]["organisation"]["bvf"]
    # The label may say in words for what a BVF is admitted.
    labels = {one["value"]: one["label"] for one in officers}
    assert labels[str(bvf_user.pk)].startswith(bvf_user.name)
    assert made["choices"]["place"]["site"][0]["value"] == str(lab.sites.get().pk)


def test_answers_merge_and_null_empties(lims, draft):
    path = f"/applications/{draft}"
    said = {"purpose": {"title": "Anders", "results": None}}
    answer = lims.change(path, {"answers": said}).json()

    assert answer["title"] == "Anders"
    assert "results" not in answer["answers"]["purpose"]
    assert answer["answers"]["purpose"]["purpose"]
    assert [gap["pointer"] for gap in answer["missing"]] == ["/answers/purpose/results"]


def test_change_without_if_match_is_428(lims, draft):
    answer = lims.change(f"/applications/{draft}", {"answers": {}}, match=None)

    assert answer.status_code == 428


def test_change_of_an_older_version_is_412(lims, draft):
    path = f"/applications/{draft}"
    seen = lims.get(path)["ETag"]
    lims.change(path, {"answers": {"purpose": {"title": "Een"}}}, match=seen)

    answer = lims.change(path, {"answers": {"purpose": {"title": "Twee"}}}, match=seen)

    assert answer.status_code == 412
    assert answer["ETag"] == lims.get(path)["ETag"] != seen
    assert Application.objects.get(pk=draft).title == "Een"


def test_every_unknown_name_is_named_at_once(lims):
    said = {"procedure": "i-new", "colour": "red", "answers": 3, "dossier": [1]}
    answer = lims.post("/applications", said)

    assert answer.status_code == 400
    faults = {fault["pointer"]: fault["code"] for fault in answer.json()["errors"]}
    assert faults == {
        "/colour": "unknown-field",
        "/answers": "not-an-object",
        "/dossier": "wrong-type",
    }


def test_unknown_sections_and_fields_are_named_at_once(lims):
    answers = {
        "a/b": {},
        "purpose": {"colour": "red", "titel": "x"},
        "place": {"x": {}},
    }
    answers = {name: answers[name] for name in ("a/b", "purpose")}
    answer = lims.post("/applications", {"procedure": "i-new", "answers": answers})

    assert {fault["pointer"] for fault in answer.json()["errors"]} == {
        "/answers/a~1b",
        "/answers/purpose/colour",
        "/answers/purpose/titel",
    }
    assert not Application.objects.exists()


@pytest.mark.parametrize("value", [{}, [1], [[]], {"a": 1}])
def test_value_that_is_no_answer_is_refused(lims, value):
    answers = {"purpose": {"title": value}}
    answer = lims.post("/applications", {"procedure": "i-new", "answers": answers})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/answers/purpose/title"


@pytest.mark.parametrize("value", ["x" * 30_000, "x", ""])
def test_any_text_is_kept_for_any_field_of_text(lims, whole, value):
    fields = {
        "organisation": ["bvf", "contactName", "contactEmail"],
        "place": ["site", "rooms"],
        "purpose": ["title"],
    }
    answers = {s: dict.fromkeys(names, value) for s, names in fields.items()}
    answer = lims.post("/applications", {"procedure": "i-new", "answers": answers})

    assert answer.status_code == 201
    assert answer.json()["missing"]


@pytest.mark.parametrize(
    "procedure", ["nothing", "i-same-cfi", "", None, 3, "x" * 99, []]
)
def test_unknown_procedure_is_400(lims, procedure):
    answer = lims.post("/applications", {"procedure": procedure})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/procedure"


def test_external_reference_is_unique_and_tells_which(lims, other_lims, draft):
    body = {"procedure": "i-new", "externalReference": "LIMS-1"}
    answer = lims.post("/applications", body)

    assert answer.status_code == 409
    assert answer.json()["id"] == draft
    assert lims.get("/applications?externalReference=LIMS-1").json()["results"] == [
        {
            "id": draft,
            "status": "draft",
            "procedure": "i-new",
            "title": "CRISPR-screens in E. coli",
            "externalReference": "LIMS-1",
            "changedAt": "2026-11-23T09:41:00+01:00",
        }
    ]
    assert other_lims.post("/applications", body).status_code == 201


def test_filed_application_can_be_read_and_not_changed(lims, draft, filed):
    path = f"/applications/{draft}"
    read = lims.get(path).json()

    assert (read["status"], read["missing"]) == ("filed", [])
    for answer in (
        lims.change(path, {"answers": {"purpose": {"title": "x"}}}),
        lims.post(f"{path}/organisms", {"rows": []}),
    ):
        assert answer.status_code == 409
        assert answer.json()["type"].endswith(":already-filed")


def test_change_of_a_dossier_takes_over_its_answers(lims, filed, bvf_user, draft):
    for number in (filed["dossier"], filed["number"], "IG 26-001_I"):
        body = {"procedure": "i-other-cfi", "dossier": number}
        made = lims.post("/applications", body).json()
        assert made["answers"]["purpose"]["title"] == "CRISPR-screens in E. coli"

    said = {"change": {"changes": "Ook ML-I", "reason": "Ruimte"}}
    lims.change(f"/applications/{made['id']}", {"answers": said})
    said = {"report": {"report": "not-needed", "reason": "Alleen bijlage 2"}}
    lims.change(f"/applications/{made['id']}", {"answers": said})
    path = f"/applications/{made['id']}/filings"
    tried = lims.post(path, {"dryRun": True, "onBehalfOf": bvf_user.email}).json()
    case = lims.post(path, {"onBehalfOf": bvf_user.email}).json()

    assert (tried["dossier"], tried["missing"]) == (filed["dossier"], [])
    assert case["number"] == "IG-26-001_I-001"
    assert Case.objects.count() == 2


@pytest.mark.parametrize("number", ["IG-26-999_I", "IG-26-001_I", "x", "%", "IG 26"])
def test_change_of_a_strange_dossier_is_400(lims, other_lims, filed, number):
    body = {"procedure": "i-other-cfi", "dossier": number}
    answer = other_lims.post("/applications", body)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/dossier"


def test_answers_are_saved_in_the_clients_name(lims, draft):
    saved = SectionAnswers.objects.get(application=draft, section="purpose")

    assert saved.saved_by == "LIMS van UMC Noord"


def test_a_draft_takes_the_answers_of_the_edition_that_is_filed_now(lims):
    """S-III has a second edition since 1 July 2026: annex 6 is asked otherwise."""
    questions = {
        edition: {
            name
            for section in sections_of("s-iii", edition)
            if section.key == "criteria"
            for name in section.base_fields
        }
        for edition in ("1", "2")
    }
    (old, new) = questions["1"] - questions["2"], questions["2"] - questions["1"]

    def answer(name: str):
        said = {"criteria": {name: ""}}
        return lims.post("/applications", {"procedure": "s-iii", "answers": said})

    assert answer(min(new)).status_code == 201
    assert answer(min(old)).status_code == 400
