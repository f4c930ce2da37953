"""Withdrawing by machine: done once, in somebody's name, of one's own case."""

import pytest
from django.utils import timezone

from accounts.models import FilingMandate
from dossiers.decisions.closing_by_silence import close_by_silence
from dossiers.models import Case
from dossiers.states import Act, State
from tests.api.conftest import machine
from tests.dossiers.conftest import at


@pytest.fixture
def case(lims, draft, bvf_user) -> Case:
    """What the LIMS filed."""
    lims.post(f"/applications/{draft}/filings", {"onBehalfOf": bvf_user.email})
    return Case.objects.get()


@pytest.fixture
def path(case) -> str:
    """Where it is withdrawn."""
    return f"/cases/{case.number}/withdrawals"


@pytest.fixture
def said(bvf_user) -> dict:
    """What it takes."""
    return {"onBehalfOf": bvf_user.email, "reason": "Het werk gaat niet door."}


def test_a_withdrawal_ends_the_case(lims, case, path, said):
    answer = lims.post(path, said)

    assert answer.status_code == 201, answer.content
    assert answer["Location"] == f"/api/v1/cases/{case.number}"
    assert answer.json() == lims.get(f"/cases/{case.number}").json()
    assert answer.json()["status"] == answer.json()["outcome"] == "withdrawn"
    event = case.events.last()
    assert event.act == Act.WITHDRAW
    assert event.facts["reason"] == "Het werk gaat niet door."
    assert event.actor_name == "LIMS van UMC Noord (Sem Bakker)"


def test_a_retry_withdraws_once(lims, case, path, said):
    first = lims.post(path, said, key="een")
    again = lims.post(path, said, key="een")

    assert (again.status_code, again.json()) == (201, first.json())
    assert again["Idempotent-Replayed"] == "true"
    assert case.events.filter(act=Act.WITHDRAW).count() == 1
    assert lims.post(path, said, key="").status_code == 400


def test_a_case_that_has_ended_cannot_be_withdrawn(lims, case, path, said):
    close_by_silence(case, at=at(2027, 1, 8))

    answer = lims.post(path, said)

    assert answer.status_code == 409
    assert answer.json()["type"].endswith(":not-allowed")


@pytest.mark.parametrize(
    "body",
    [{}, {"onBehalfOf": "otto@voorbeeld.nl"}, [], {"reden": "x"}, {"onBehalfOf": 1}],
)
def test_a_withdrawal_in_nobodys_name_is_400(lims, case, path, body, outsider_user):
    assert lims.post(path, body).status_code == 400
    case.refresh_from_db()
    assert case.state == State.RECEIVED


def test_another_lab_withdraws_nothing(other_lims, case, path, said):
    assert other_lims.post(path, said).status_code == 404
    case.refresh_from_db()
    assert case.state == State.RECEIVED


def test_withdrawing_asks_its_scope(lab, case, path, said):
    reader = machine(lab, "Alleen lezen", "cases:read")

    assert reader.post(path, said).status_code == 403


def test_without_a_mandate_nothing_is_withdrawn(lims, case, path, said, researcher):
    answer = lims.post(path, said | {"onBehalfOf": researcher.email})

    assert answer.status_code == 403, answer.content
    assert answer.json()["type"].endswith(":no-mandate")
    case.refresh_from_db()
    assert case.state == State.RECEIVED


def test_a_mandate_that_was_taken_back_withdraws_nothing(lims, case, path, said):
    FilingMandate.objects.update(ended_at=timezone.now())

    assert lims.post(path, said).status_code == 403
