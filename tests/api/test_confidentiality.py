"""Claims and confidential files by REST."""

import pytest

from applications.models import Application, Attachment
from tests.cast import PDF, report

CLAIM = {
    "section": "organisms",
    "field": "insert",
    "ground": "business",
    "reason": "Octrooi volgt.",
    "publicText": "een gen voor een oppervlakte-eiwit",
}


def keep(lims, draft, *claims):
    return lims.change(f"/applications/{draft}", {"confidentiality": list(claims)})


def upload(lims, draft, **body):
    path = f"/applications/{draft}/attachments"
    return lims.post(path, body, format="multipart")


def test_claims_are_kept_and_told(lims, draft):
    answer = keep(lims, draft, CLAIM)

    assert answer.status_code == 200
    assert answer.json()["confidentiality"] == [CLAIM]
    assert answer.json()["missing"] == []
    assert lims.get(f"/applications/{draft}").json()["confidentiality"] == [CLAIM]


def test_a_list_takes_the_place_of_what_stands(lims, draft):
    keep(lims, draft, CLAIM)
    other = CLAIM | {"section": "methods", "field": "making"}

    assert keep(lims, draft, other).json()["confidentiality"] == [other]
    left_out = lims.change(f"/applications/{draft}", {"answers": {}}).json()
    assert left_out["confidentiality"] == [other]
    assert keep(lims, draft).json()["confidentiality"] == []


def test_what_a_claim_lacks_is_missing_at_its_place(lims, draft):
    answer = keep(lims, draft, {"section": "methods", "field": "making"}).json()

    assert {gap["pointer"] for gap in answer["missing"]} == {
        "/confidentiality/0/ground",
        "/confidentiality/0/reason",
        "/confidentiality/0/publicText",
    }


@pytest.mark.parametrize(
    ("section", "field", "pointer", "code"),
    [
        ("purpose", "title", "/confidentiality/1/field", "never-confidential"),
        ("organisms", "hostClass", "/confidentiality/1/field", "never-confidential"),
        ("place", "cfis", "/confidentiality/1/field", "never-confidential"),
        ("purpose", "colour", "/confidentiality/1/field", "unknown-field"),
        ("nothing", "making", "/confidentiality/1/section", "unknown-section"),
    ],
)
def test_a_claim_that_cannot_be_is_refused_and_nothing_kept(
    lims, draft, section, field, pointer, code
):
    answer = keep(lims, draft, CLAIM, CLAIM | {"section": section, "field": field})

    assert answer.status_code == 400
    errors = answer.json()["errors"]
    assert [(one["pointer"], one["code"]) for one in errors] == [(pointer, code)]
    assert not Application.objects.get(pk=draft).confidentialities.exists()


def test_a_refusal_names_the_article(lims, draft):
    answer = keep(lims, draft, CLAIM | {"field": "host"}).json()

    assert "artikel 2.4" in answer["errors"][0]["detail"]
    assert "2009/41/EG" in answer["errors"][0]["detail"]


@pytest.mark.parametrize("sent", [3, {}, ["x"], [{"section": "purpose"}], [[]]])
def test_a_malformed_list_is_400(lims, draft, sent):
    answer = lims.change(f"/applications/{draft}", {"confidentiality": sent})

    assert answer.status_code == 400


def test_a_confidential_file_names_its_public_version(lims, draft):
    public = upload(lims, draft, kind="public", file=report("publiek.pdf", PDF + b"1"))
    answer = upload(
        lims,
        draft,
        kind="other",
        file=report("geheim.pdf", PDF + b"2"),
        confidential="true",
        ground="business",
        reason="Octrooi volgt.",
        publicVersion=public.json()["id"],
    )

    assert answer.status_code == 201
    told = answer.json()
    assert told["confidential"] is True
    assert (told["ground"], told["reason"]) == ("business", "Octrooi volgt.")
    assert told["publicVersion"] == public.json()["id"]
    assert lims.get(f"/applications/{draft}").json()["missing"] == []


def test_a_confidential_file_without_public_version_is_missing_it(lims, draft):
    upload(
        lims, draft, kind="other", file=report("g.pdf", PDF + b"2"), confidential="true"
    )

    missing = lims.get(f"/applications/{draft}").json()["missing"]
    place = list(Attachment.objects.filter(application=draft)).index(
        Attachment.objects.get(confidential=True)
    )
    assert {gap["pointer"] for gap in missing} == {
        f"/attachments/{place}/{name}" for name in ("ground", "reason", "publicVersion")
    }


def test_the_form_lists_what_can_be_claimed(lims):
    form = lims.get("/procedures/i-new/form").json()

    branches = form["properties"]["confidentiality"]["items"]["anyOf"]
    named = {
        branch["properties"]["section"]["const"]: branch["properties"]["field"]["enum"]
        for branch in branches
    }
    assert named["organisms"] == ["vector", "insert", "donor", "handling"]
    assert "title" not in named["purpose"]


def test_a_claim_of_another_lab_is_not_there(other_lims, draft):
    assert keep(other_lims, draft, CLAIM).status_code == 404
