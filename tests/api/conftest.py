"""A lab's own system at the REST door, with a token it got by itself."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.machines.clients import NewClient, create_client, give_mandate
from accounts.models import Organisation
from tests.cast import NOW, answers, organism, report


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock of the portal stands where the cast plays, and ticks."""
    with time_machine.travel(NOW, tick=True):
        yield


def token(made: NewClient, scope: str | None = None) -> str:
    """An access token, asked for as a LIMS does."""
    asked = {"grant_type": "client_credentials"} | ({"scope": scope} if scope else {})
    client = APIClient()
    client.credentials()
    answer = client.post(
        "/oauth/token",
        asked | {"client_id": made.client.client_id, "client_secret": made.secret},
    )
    assert answer.status_code == 200, answer.content
    return answer.json()["access_token"]


class Lims(APIClient):
    """Calls `/api/v1` with a token, with a new Idempotency-Key for each POST."""

    default_format = "json"

    def __init__(self, made: NewClient, scope: str | None = None):
        super().__init__()
        self.client = made.client
        self.authorization = f"Bearer {token(made, scope)}"
        self.credentials(HTTP_AUTHORIZATION=self.authorization)

    def post(self, path, data=None, key: str | None = None, **extra):
        """POST, under a key of its own unless the test names one; "" for none."""
        key = str(uuid4()) if key is None else key
        headers = extra.pop("headers", {}) | ({"Idempotency-Key": key} if key else {})
        if "/organisms" in path:
            headers = {"If-Match": "*"} | headers
        extra.setdefault("format", "json")
        return super().post(f"/api/v1{path}", data, headers=headers, **extra)

    def get(self, path, **extra):
        """GET below `/api/v1`."""
        return super().get(f"/api/v1{path}", **extra)

    def change(self, path, data, match: str | None = "*", method: str = "patch"):
        """PATCH or PUT with If-Match; None for none."""
        headers = {"If-Match": match} if match else {}
        call = getattr(super(), method)
        return call(f"/api/v1{path}", data, headers=headers, format="json")


def machine(organisation: Organisation, name: str, scope: str | None = None) -> Lims:
    """A new client of an organisation, signed in."""
    return Lims(create_client(organisation, name=name), scope)


@pytest.fixture
def lims(lab, bvf_user) -> Lims:
    """The LIMS of the lab, with the mandate of its BVF."""
    signed_in = machine(lab, "LIMS van UMC Noord")
    give_mandate(signed_in.client, by=bvf_user, at=NOW)
    return signed_in


@pytest.fixture
def other_lims(other_lab) -> Lims:
    """The LIMS of another lab."""
    return machine(other_lab, "LIMS van Zuid")


def wire(values: dict) -> dict:
    """Answers of the cast as the wire names them."""
    renamed = {"contact_name": "contactName", "contact_email": "contactEmail"}
    renamed |= {"contact_phone": "contactPhone", "host_class": "hostClass"}
    return {renamed.get(name, name): value for name, value in values.items()}


@pytest.fixture
def whole(lab, bvf_user) -> dict:
    """The body of a whole KG-I: procedure and answers."""
    said = {k: wire(v) for k, v in answers(lab, bvf_user, "I").items() if k != "change"}
    return {"procedure": "i-new", "answers": said}


ROW = wire(organism())


def attach_report(lims: Lims, draft: str, **extra):
    """Send the report of the risk assessment."""
    body = {"file": report(), "kind": "risk-report"}
    path = f"/applications/{draft}/attachments"
    return lims.post(path, body, format="multipart", **extra)


@pytest.fixture
def draft(lims, whole) -> str:
    """The id of a whole draft, ready to be filed."""
    made = lims.post("/applications", whole | {"externalReference": "LIMS-1"})
    assert made.status_code == 201, made.content
    application = made.json()["id"]
    lims.post(f"/applications/{application}/organisms", {"rows": [ROW]})
    attach_report(lims, application)
    return application


@pytest.fixture
def filed(lims, draft, bvf_user) -> dict:
    """A case filed by the LIMS."""
    body = {"onBehalfOf": bvf_user.email}
    return lims.post(f"/applications/{draft}/filings", body).json()
