"""Filing by machine: in whose name, what stands in the way, and the dry run."""

from datetime import timedelta

import pytest
import time_machine

from accounts.actor import Actor
from accounts.machines.clients import end_mandate
from accounts.models import LabRole
from applications.models import Application
from applications.signing import signing
from dossiers.models import Case, Letter
from tests.api.conftest import machine
from tests.cast import NOW, member


def test_filing_without_mandate_says_how_to_get_one(lab, lims, draft, bvf_user):
    other = machine(lab, "Zonder mandaat")
    answer = other.post(
        f"/applications/{draft}/filings", {"onBehalfOf": bvf_user.email}
    )

    assert answer.status_code == 409
    assert answer.json()["type"].endswith(":not-signed")
    assert "mandaat" in answer.json()["detail"]
    assert not Case.objects.exists()


def test_filing_under_an_ended_mandate_is_refused(lims, draft, bvf_user):
    end_mandate(lims.client, by=bvf_user, at=NOW + timedelta(seconds=1))

    with time_machine.travel(NOW + timedelta(minutes=10)):
        body = {"onBehalfOf": bvf_user.email}
        answer = lims.post(f"/applications/{draft}/filings", body)

    assert answer.status_code == 409


def test_filing_what_the_bvf_signed_needs_no_mandate(
    lab, lims, draft, bvf_user, researcher
):
    signing.sign_content(
        Application.objects.get(pk=draft), by=Actor(user=bvf_user), at=NOW
    )
    other = machine(lab, "Zonder mandaat")

    answer = other.post(
        f"/applications/{draft}/filings", {"onBehalfOf": researcher.email}
    )

    assert answer.status_code == 201
    assert Letter.objects.get().recipients == [researcher.email, bvf_user.email]


def test_filing_in_the_name_of_a_bvf_who_gave_no_mandate(lab, lims, draft):
    member("Nel Nieuw", lab, LabRole.BVF)
    answer = lims.post(
        f"/applications/{draft}/filings", {"onBehalfOf": "nel@voorbeeld.nl"}
    )

    assert answer.status_code == 409


@pytest.mark.parametrize(
    "body",
    [{}, {"onBehalfOf": "x"}, {"onBehalfOf": "otto@voorbeeld.nl"}, [], {"onBehalf": 1}],
)
def test_filing_in_nobodys_name_is_400(lims, draft, outsider_user, body):
    answer = lims.post(f"/applications/{draft}/filings", body)

    assert answer.status_code == 400
    assert not Case.objects.exists()


def test_incomplete_filing_lists_all_that_is_missing(lims, bvf_user):
    draft = lims.post("/applications", {"procedure": "i-new"}).json()
    path = f"/applications/{draft['id']}/filings"
    answer = lims.post(path, {"onBehalfOf": bvf_user.email})

    assert answer.status_code == 400
    assert answer.json()["errors"] == draft["missing"]


def test_dry_run_tells_every_date_and_files_nothing(lims, draft, bvf_user):
    path = f"/applications/{draft}/filings"
    answer = lims.post(path, {"dryRun": True, "onBehalfOf": bvf_user.email}, key="")

    assert answer.status_code == 200
    told = answer.json()
    assert told.pop("steps")
    assert told == {
        "dryRun": True,
        "procedure": "i-new",
        "procedureValidFrom": told["procedureValidFrom"],
        "dossier": None,
        "numberTag": "I",
        "missing": [],
        "receivedOn": "2026-11-23",
        "mayStart": {
            "verdict": "yes",
            "from": "2026-11-23",
            "reason": told["mayStart"]["reason"],
        },
        "lastDay": None,
        "coupledLastDay": None,
        "secondLastDay": None,
        "mayStartOn": "2026-11-23",
        "objectionUntil": "2027-01-07",
        "aimOn": None,
        "standingStill": False,
        "ifAnsweredToday": None,
        "suspendedDays": 0,
        "freeDaysKnownThrough": "2028-12-31",
    }
    assert Application.objects.get(pk=draft).is_draft


def test_dry_run_of_level_ii_k_gives_the_waiting_term(lims):
    draft = lims.post("/applications", {"procedure": "iik-new"}).json()["id"]
    told = lims.post(f"/applications/{draft}/filings", {"dryRun": True}, key="").json()

    assert (told["numberTag"], told["mayStart"]["verdict"]) == ("IIk", "not-before")
    assert told["mayStart"]["from"] == told["mayStartOn"] == "2027-01-08"
    assert {"/signature", "/answers/purpose/title"} <= {
        m["pointer"] for m in told["missing"]
    }


def test_dry_run_of_what_is_filed_tells_the_case(lims, draft, filed):
    answer = lims.post(f"/applications/{draft}/filings", {"dryRun": True}, key="")

    assert (answer.status_code, answer.json()["case"]) == (409, filed["number"])


def test_what_was_filed_by_mandate_alone_has_no_signature(lims, draft, filed):
    assert lims.get(f"/applications/{draft}").json()["signature"] is None


def test_a_signature_stands_with_what_was_filed(lims, draft, bvf_user):
    application = Application.objects.get(pk=draft)
    signing.sign_content(application, by=Actor(user=bvf_user), at=NOW)
    before = lims.get(f"/applications/{draft}").json()["signature"]
    path = f"/applications/{draft}/filings"
    made = lims.post(path, {"onBehalfOf": bvf_user.email})

    assert made.status_code == 201, made.content
    after = lims.get(f"/applications/{draft}").json()
    assert (after["status"], after["signature"]) == ("filed", before)
    assert after["signature"]["bvf"] == bvf_user.name
