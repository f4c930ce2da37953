"""Whose name a reader sees: of an adviser the applicant reads only for which body."""

import pytest

from accounts.actor import SYSTEM, Actor
from dossiers.advice.advising import give_advice
from dossiers.case_api.case_events import event as on_the_wire
from dossiers.cases.timeline import name_for, told, who_was_first
from dossiers.handling.taking_up import take_up
from dossiers.intake.receiving import receive
from dossiers.models import Case, Event
from dossiers.states import Act, State
from tests.cast import NOW
from tests.dossiers.advisers import adviser, ask

ADVISER = "Wil Wijs"


def event(act: Act, by: Actor, **facts) -> Event:
    """An act as the log has it."""
    named = {"user": by.user, "client": by.client, "actor_name": by.name}
    case = Case(state=State.IN_HANDLING)
    return Event(act=act, at=NOW, case=case, new_state=case.state, facts=facts, **named)


@pytest.mark.parametrize("act", Act)
def test_no_act_of_an_adviser_names_him_to_the_applicant(act):
    for facts in ({"body": "COGEM"}, {}):
        done = event(act, Actor(guest=ADVISER), **facts)

        assert ADVISER not in name_for(done, to_bureau=False)
        assert ADVISER not in who_was_first(done, to_bureau=False)
        assert ADVISER not in str(on_the_wire(done, "IG 26-001_I-000"))
        assert name_for(done, to_bureau=True) == ADVISER


@pytest.mark.parametrize("to_bureau", [True, False])
@pytest.mark.parametrize("act", Act)
def test_every_act_of_a_person_or_of_the_portal_is_named_to_both(
    act, to_bureau, behandelaar
):
    done = event(act, Actor(user=behandelaar))
    ours = event(act, SYSTEM)

    assert name_for(done, to_bureau=to_bureau) == "Mila Visser"
    assert name_for(ours, to_bureau=to_bureau) == SYSTEM.name


@pytest.fixture
def advised(signed_kg, aanvrager, behandelaar):
    """A case in which an adviser did the last act."""
    case = receive(signed_kg(), by=Actor(user=aanvrager), at=NOW)
    take_up(case, by=Actor(user=behandelaar), at=NOW)
    asked = ask(case, behandelaar)
    given = {"text": "Ja.", "upload": None}
    give_advice(asked, **given, by=adviser(asked), at=NOW)
    case.refresh_from_db()
    return case


def test_a_refused_act_tells_the_applicant_the_body_alone(
    client, advised, aanvrager, behandelaar
):
    client.force_login(aanvrager)
    for act in ("correct", "withdraw", "take-up"):
        page = client.get(f"/cases/{advised.number}/{act}", follow=True)
        assert ADVISER not in page.content.decode()
    client.force_login(behandelaar)
    assert ADVISER in client.get(f"/cases/{advised.number}").content.decode()


def test_the_log_of_the_case_tells_each_reader_his_own(advised):
    events = list(advised.events.all())

    assert told(events, to_bureau=True)[0].by == ADVISER
    assert told(events, to_bureau=False)[0].by == "COGEM"
