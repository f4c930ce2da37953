"""From nothing to a followed case, over real HTTP, as a LIMS does it."""

import requests

from accounts.machines.clients import create_client, give_mandate
from dossiers.models import Case, Event
from tests.api.conftest import ROW
from tests.cast import NOW, PDF


def test_lims_files_and_follows_a_kg(live_server, lab, bvf_user, whole):
    made = create_client(lab, name="LIMS")
    give_mandate(made.client, by=bvf_user, at=NOW)
    api = f"{live_server.url}/api/v1"
    lims = requests.Session()
    answer = lims.post(
        f"{live_server.url}/oauth/token",
        data={"grant_type": "client_credentials"},
        auth=(made.client.client_id, made.secret),
    )
    lims.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    answer = lims.post(
        f"{api}/applications",
        json={"procedure": "i-new", "externalReference": "LIMS-2026-7"},
        headers={"Idempotency-Key": "draft"},
    )
    assert answer.status_code == 201
    draft = answer.json()
    assert draft["status"] == "draft"
    assert "/answers/purpose/title" in {gap["pointer"] for gap in draft["missing"]}
    here = f"{api}/applications/{draft['id']}"
    assert lims.get(f"{live_server.url}{answer.headers['Location']}").json() == draft

    answer = lims.patch(
        here,
        json={"answers": whole["answers"]},
        headers={"If-Match": answer.headers["ETag"]},
    )
    assert answer.status_code == 200
    pointers = [gap["pointer"] for gap in answer.json()["missing"]]
    assert pointers == ["/organisms", "/attachments"]

    answer = lims.post(
        f"{here}/organisms",
        json={"rows": [ROW]},
        headers={"Idempotency-Key": "rows", "If-Match": answer.headers["ETag"]},
    )
    assert answer.json()["results"] == [{"row": 0, "status": "stored", "position": 1}]
    answer = lims.post(
        f"{here}/attachments",
        files={"file": ("verslag.pdf", PDF)},
        data={"kind": "risk-report"},
        headers={"Idempotency-Key": "report"},
    )
    assert answer.status_code == 201

    tried = lims.post(
        f"{here}/filings", json={"dryRun": True, "onBehalfOf": bvf_user.email}
    )
    assert tried.status_code == 200
    assert tried.json()["missing"] == []
    assert tried.json()["numberTag"] == "I"
    assert tried.json()["objectionUntil"] == "2027-01-07"
    assert not Case.objects.exists()

    filing = {
        "json": {"onBehalfOf": bvf_user.email},
        "headers": {"Idempotency-Key": "f"},
    }
    answer = lims.post(f"{here}/filings", **filing)
    assert answer.status_code == 201
    case = answer.json()
    assert case["number"] == "IG-26-001_I-000"
    assert case["mayStart"]["verdict"] == "yes"
    again = lims.post(f"{here}/filings", **filing)
    assert (again.status_code, again.json()) == (201, case)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Case.objects.count() == 1

    where = f"{live_server.url}{answer.headers['Location']}"
    assert lims.get(where).json() == case
    ledger = lims.get(f"{where}/ledger").json()
    assert ledger["objectionUntil"] == "2027-01-07"
    assert all(step["ground"]["article"] for step in ledger["steps"])
    event = lims.get(f"{where}/events").json()["results"][0]
    assert event["actor"] == {"kind": "machine", "name": f"LIMS ({bvf_user.name})"}
    assert Event.objects.get().client == made.client
    assert lims.get(f"{where}/letters").json()["results"][0]["kind"] == "receipt"
