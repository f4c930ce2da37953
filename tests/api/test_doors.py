"""The door for systems: one fast hash, limited, and shut at once."""

from io import StringIO

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command

from accounts.machines.client_secret import HashOfRandom
from accounts.machines.clients import create_client
from accounts.models import MachineClient, User
from tests.api.conftest import Lims
from tests.signing_in import Browser


def ask(client, made, **other):
    """Ask for a token."""
    pair = {"client_id": made.client.client_id, "client_secret": made.secret}
    asked = {"grant_type": "client_credentials"} | pair | other
    return client.post("/oauth/token", asked)


@pytest.fixture
def hashes(monkeypatch) -> list[str]:
    """Which hashes are reckoned, in order."""
    reckoned = []
    for hasher, name in ((HashOfRandom, "fast"), (PBKDF2PasswordHasher, "slow")):
        true = hasher.verify

        def verify(self, password, encoded, true=true, name=name):
            reckoned.append(name)
            return true(self, password, encoded)

        monkeypatch.setattr(hasher, "verify", verify)
    return reckoned


def test_a_wrong_secret_and_an_unknown_client_cost_the_same_fast_hash(
    lab, client, hashes
):
    made = create_client(lab, name="LIMS")

    assert ask(client, made, client_secret="mis").status_code == 401
    assert ask(client, made, client_id="niemand").status_code == 401
    assert hashes == ["fast", "fast"]
    assert len(made.secret) == 128


def test_a_secret_of_an_earlier_version_works_and_is_stored_anew(
    lab, client, settings, hashes
):
    slow = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    settings.PASSWORD_HASHERS = [slow, "accounts.machines.client_secret.HashOfRandom"]
    made = create_client(lab, name="LIMS")
    made.client.client_secret = made.secret
    made.client.save()
    assert made.client.client_secret.startswith("pbkdf2_")

    assert ask(client, made).status_code == 200
    hashes.clear()
    assert ask(client, made).status_code == 200

    assert set(hashes) == {"fast"}
    kept = MachineClient.objects.get().client_secret
    assert kept.startswith("sha256_of_random$")
    assert made.secret not in kept


def test_wrong_secrets_are_limited_and_then_told_to_wait(lab, client, settings):
    rates = settings.ACCOUNT_RATE_LIMITS | {"token_failed": "3/m/ip"}
    settings.ACCOUNT_RATE_LIMITS = rates
    made = create_client(lab, name="LIMS")
    for _time in range(3):
        assert ask(client, made, client_secret="mis").status_code == 401

    answer = ask(client, made, client_secret="mis")

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_a_client_is_switched_off_at_once_with_its_tokens(lab, client):
    made = create_client(lab, name="LIMS")
    lims = Lims(made)
    assert lims.get("/cases").status_code == 200

    call_command("switch_off_client", made.client.client_id, stdout=StringIO())

    assert lims.get("/cases").status_code == 401
    assert ask(client, made).status_code == 401


def test_a_token_that_is_left_of_a_client_that_is_off_opens_nothing(lab):
    made = create_client(lab, name="LIMS")
    lims = Lims(made)

    MachineClient.objects.update(switched_off_at="2026-11-23T08:00Z")

    assert lims.get("/cases").status_code == 401


def test_a_scope_that_is_taken_away_is_gone_from_tokens_at_once(lab):
    made = create_client(lab, name="LIMS")
    lims = Lims(made)

    MachineClient.objects.update(scopes=["events:read"])

    assert lims.get("/cases").status_code == 403


def test_an_administrator_switches_off_and_never_sees_the_secret(lab, db):
    made = create_client(lab, name="LIMS")
    root = User.objects.create_superuser("root@voorbeeld.nl", "geheim", name="Root")
    admin = Browser()
    admin.force_login(root)
    here = "/admin/accounts/machineclient/"
    page = admin.get(f"{here}{made.client.pk}/change/")
    assert page.status_code == 200
    assert MachineClient.objects.get().client_secret not in page.content.decode()

    admin.post(here, {"action": "switch_off", "_selected_action": made.client.pk})

    assert MachineClient.objects.get().switched_off_at
