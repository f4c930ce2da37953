"""Each procedure that has a form can be begun, filled in and tried out by REST."""

import pytest

from applications.forms.procedures import BEGUN
from procedures.api.names import to_camel
from tests.cast_answers import said_in

APART = {"/organisms", "/attachments", "/dossier"}
"""What is not sent as an answer."""


def on_the_wire(said: dict[str, dict]) -> dict[str, dict]:
    """Answers under the names of the wire."""
    return {
        to_camel(section): {to_camel(name): value for name, value in values.items()}
        for section, values in said.items()
    }


@pytest.mark.parametrize("procedure", BEGUN)
def test_every_form_can_be_begun_and_filled_in(lims, lab, bvf_user, procedure):
    made = lims.post("/applications", {"procedure": procedure})
    assert made.status_code == 201, made.content
    assert made.json()["missing"]
    path = f"/applications/{made.json()['id']}"

    said = on_the_wire(said_in(procedure, lab, bvf_user))
    answer = lims.change(path, {"answers": said}, match=made["ETag"])

    assert answer.status_code == 200, answer.content
    assert answer.json()["answers"].keys() == said.keys()
    assert {gap["pointer"] for gap in answer.json()["missing"]} <= APART
    tried = lims.post(f"{path}/filings", {"dryRun": True})
    assert tried.status_code == 200, tried.content


def test_administrative_filing_is_followed_by_its_reference(lims, lab, bvf_user):
    said = on_the_wire(said_in("administrative", lab, bvf_user))
    body = {"procedure": "administrative", "answers": said}
    made = lims.post("/applications", body).json()

    filed = lims.post(
        f"/applications/{made['id']}/filings", {"onBehalfOf": bvf_user.email}
    )

    assert filed.status_code == 201, filed.content
    number = f"ADM-{made['id'][:8].upper()}"
    assert (filed.json()["number"], filed.json()["dueOn"]) == (number, None)
    assert lims.get(f"/cases/{number}").json()["status"] == "received"
