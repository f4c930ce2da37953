"""The acts of a handler on their own pages, and what is asked there."""

import pytest
from django.urls import reverse

from dossiers.case_page.acts_and_panels import PAGES
from dossiers.cases.act_definition import DEFINITIONS, rule_of
from dossiers.states import Act, Role, State
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def signed_in(client, handler_user):
    client.force_login(handler_user)
    return client


def url(case, act) -> str:
    return reverse("case-act", args=[case.number, act])


def errors(response) -> dict:
    return response.context["form"].errors


def test_every_act_that_people_do_on_a_case_has_a_page():
    people = {Role.HANDLER, Role.DECIDER, Role.APPLICANT}
    done = {act for act in DEFINITIONS if rule_of(act).by & people}

    of_a_letter = {Act.TRY_AGAIN, Act.POST}  # on the page of that letter
    assert set(PAGES) == done - {Act.RECEIVE} - of_a_letter


@pytest.mark.parametrize("act", ["receive", "close-by-silence", "rederive", "nonsense"])
def test_what_nobody_does_by_hand_has_no_page(signed_in, case, act):
    assert signed_in.post(url(case, act)).status_code == 404


@pytest.mark.parametrize(
    "act", [act for act in PAGES if Role.APPLICANT not in rule_of(act).by]
)
def test_an_applicant_finds_no_act(client, in_handling, researcher, act):
    client.force_login(researcher)

    assert client.get(url(in_handling, act)).status_code == 404


def test_an_auditor_may_look_and_not_act(client, in_handling, auditor):
    client.force_login(auditor)

    assert client.post(url(in_handling, "record-no-objection")).status_code == 404


def test_no_objection_is_recorded_with_its_remark(signed_in, in_handling):
    signed_in.post(url(in_handling, "record-no-objection"), {"remark": "Klopt."})

    in_handling.refresh_from_db()
    assert in_handling.state == State.ASSESSED
    assert in_handling.events.last().facts["remark"] == "Klopt."


def test_a_remark_that_is_too_long_is_refused_and_kept(signed_in, in_handling):
    long = "x" * 2001

    response = signed_in.post(url(in_handling, "record-no-objection"), {"remark": long})

    assert set(errors(response)) == {"remark"}
    assert long in response.text


@pytest.mark.parametrize("act", ["prepare", "object", "decide"])
def test_an_act_with_a_page_of_its_own_is_not_done_here(signed_in, in_handling, act):
    assert signed_in.post(url(in_handling, act)).status_code == 404
