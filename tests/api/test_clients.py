"""Making clients and giving mandates, by command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import FilingMandate, MachineClient
from accounts.tasks import clear_away


def printed(*command: str) -> str:
    """What a command says."""
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("organisation", ["UMC Noord", "12345678"])
def test_create_client_shows_the_secret_once(lab, client, organisation):
    said = printed("create_client", organisation, "LIMS", "--scope", "cases:read")

    secret = dict(line.split(": ", 1) for line in said.splitlines()[:2])
    made = MachineClient.objects.get()
    assert secret["client_id"] == made.client_id
    assert made.client_secret != secret["client_secret"]
    assert (made.organisation, made.scopes) == (lab, ["cases:read"])
    asked = {"grant_type": "client_credentials", **secret}
    assert client.post("/oauth/token", asked).status_code == 200


def test_create_client_of_unknown_organisation_is_refused(db):
    with pytest.raises(CommandError, match="Nergens"):
        call_command("create_client", "Nergens", "LIMS")


def test_give_mandate_once_and_take_it_back(lims, bvf_user):
    client_id = lims.client.client_id
    printed("give_mandate", client_id, bvf_user.email.upper())
    assert FilingMandate.objects.get(ended_at=None).bvf == bvf_user

    assert "ended" in printed("give_mandate", client_id, bvf_user.email, "--end")
    assert "none" in printed("give_mandate", client_id, bvf_user.email, "--end")
    assert not FilingMandate.objects.filter(ended_at=None).exists()


def test_give_mandate_by_who_is_no_bvf_is_refused(lims, researcher):
    for client_id, email in [
        (lims.client.client_id, researcher.email),
        (lims.client.client_id, "niemand@voorbeeld.nl"),
        ("unknown", researcher.email),
    ]:
        with pytest.raises(CommandError):
            call_command("give_mandate", client_id, email)


def test_clear_away_keeps_what_is_young(lims, whole):
    first = lims.post("/applications", whole, key="a")
    clear_away()

    assert lims.post("/applications", whole, key="a").content == first.content
    assert lims.get("/cases").status_code == 200
