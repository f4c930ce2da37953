"""The acts of a handler on their own pages, and what is asked there."""

import pytest
from django.urls import reverse

from dossiers.states import RULES, Role, State
from dossiers.views.act_forms import ObjectionForm
from dossiers.views.act_pages import PAGES
from tests.cast import NOW
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
STOP = {"kind": "cannot-agree", "reason": "De vector is besmettelijk."}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def signed_in(client, behandelaar):
    client.force_login(behandelaar)
    return client


def url(case, act) -> str:
    return reverse("case-act", args=[case.number, act])


def errors(response) -> dict:
    return response.context["form"].errors


def test_every_act_of_a_handler_has_a_page():
    assert set(PAGES) == {act for act in RULES if Role.HANDLER in RULES[act].by}


@pytest.mark.parametrize("act", ["receive", "close-by-silence", "rederive", "nonsense"])
def test_what_nobody_does_by_hand_has_no_page(signed_in, case, act):
    assert signed_in.post(url(case, act)).status_code == 404


@pytest.mark.parametrize("act", list(PAGES))
def test_an_applicant_finds_no_act(client, in_handling, aanvrager, act):
    client.force_login(aanvrager)

    assert client.get(url(in_handling, act)).status_code == 404


def test_an_auditor_may_look_and_not_act(client, in_handling, auditor):
    client.force_login(auditor)

    assert client.post(url(in_handling, "object"), STOP).status_code == 404


def test_no_objection_is_recorded_with_its_remark(signed_in, in_handling):
    signed_in.post(url(in_handling, "record-no-objection"), {"remark": "Klopt."})

    in_handling.refresh_from_db()
    assert in_handling.state == State.ASSESSED
    assert in_handling.events.last().facts["remark"] == "Klopt."


def test_an_objection_is_recorded_and_its_letter_promised(signed_in, in_handling):
    response = signed_in.post(url(in_handling, "object"), STOP, follow=True)

    in_handling.refresh_from_db()
    assert in_handling.state == State.OBJECTED
    assert in_handling.letters.filter(kind="objection").exists()
    assert "De brief wordt gemaakt en verzonden" in response.text


def test_an_objection_without_reasons_is_refused_at_the_field(signed_in, in_handling):
    response = signed_in.post(url(in_handling, "object"), {"kind": "cannot-agree"})

    assert errors(response) == {"reason": ["Geef de motivering van het besluit."]}
    assert 'href="#' in response.text


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ({"kind": "other-cfi"}, {"cfi"}),
        ({"kind": "other-level"}, {"cfi", "level"}),
        ({"kind": "other-level", "level": "I"}, {"cfi"}),
        ({"kind": "other-cfi", "cfi": "XX-9"}, {"cfi"}),
        ({}, {"kind"}),
    ],
)
def test_what_is_assigned_must_be_said(signed_in, in_handling, typed, missing):
    response = signed_in.post(
        url(in_handling, "object"), {"reason": "Daarom.", **typed}
    )

    assert set(errors(response)) == missing


def test_what_does_not_belong_to_the_kind_is_left_out():
    typed = {"kind": "other-cfi", "cfi": "DM-I", "level": "III", "reason": "Daarom."}

    form = ObjectionForm(typed, today=NOW.date())

    assert form.is_valid()
    assert form.cleaned_data["level"] == ""


def test_after_the_window_the_reasons_are_not_lost(
    signed_in, in_handling, behandelaar, time_machine
):
    time_machine.move_to(at(2027, 1, 8))
    signed_in.force_login(behandelaar)

    response = signed_in.post(url(in_handling, "object"), STOP)

    assert response.status_code == 409
    assert STOP["reason"] in response.text
    in_handling.refresh_from_db()
    assert in_handling.state == State.IN_HANDLING


def test_a_text_that_is_too_long_is_refused(signed_in, in_handling):
    typed = {"kind": "cannot-agree", "reason": "x" * 10_001}

    response = signed_in.post(url(in_handling, "object"), typed)

    assert set(errors(response)) == {"reason"}
