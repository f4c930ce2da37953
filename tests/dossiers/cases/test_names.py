"""Whose name a reader sees: of an adviser the applicant reads only for which body."""

import pytest

from accounts.actor import SYSTEM, Actor
from dossiers.advice.advising import give_advice
from dossiers.case_api.case_rows import event_payload as on_the_wire
from dossiers.cases.timeline import actor_name_for, last_act_sentence, timeline_entries
from dossiers.handling.taking_up import take_up
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Event, LetterKind
from dossiers.states import Act, State
from tests.cast import NOW
from tests.dossiers.advisers import adviser, ask

ADVISER = "Wil Wijs"


def event(act: Act, by: Actor, **facts) -> Event:
    """An act as the log has it."""
    named = {"user": by.user, "client": by.client, "actor_name": by.name}
    case = Case(pk=1, state=State.IN_HANDLING)
    of_a_letter = {"letter": 1, "kind": LetterKind.RECEIPT}
    return Event(
        act=act,
        at=NOW,
        case=case,
        new_state=case.state,
        facts=of_a_letter | facts,
        **named,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("act", Act)
def test_no_act_of_an_adviser_names_him_to_the_applicant(act):
    for facts in ({"body": "COGEM"}, {}):
        done = event(act, Actor(guest=ADVISER), **facts)

        assert ADVISER not in actor_name_for(done, to_bureau=False)
        assert ADVISER not in last_act_sentence(done, to_bureau=False)
        assert ADVISER not in str(on_the_wire(done, "IG 26-001_I-000"))
        assert actor_name_for(done, to_bureau=True) == ADVISER


@pytest.mark.parametrize("to_bureau", [True, False])
@pytest.mark.parametrize("act", Act)
def test_every_act_of_a_person_or_of_the_portal_is_named_to_both(
    act, to_bureau, handler_user
):
    done = event(act, Actor(user=handler_user))
    ours = event(act, SYSTEM)

    assert actor_name_for(done, to_bureau=to_bureau) == "Mila Visser"
    assert actor_name_for(ours, to_bureau=to_bureau) == SYSTEM.name


@pytest.fixture
def advised(signed_kg, researcher, handler_user):
    """A case in which an adviser did the last act."""
    case = receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)
    take_up(case, by=Actor(user=handler_user), at=NOW)
    asked = ask(case, handler_user)
    given = {"text": "Ja.", "upload": None}
    give_advice(asked, **given, by=adviser(asked), at=NOW)
    case.refresh_from_db()
    return case


def test_a_refused_act_tells_the_applicant_the_body_alone(
    client, advised, researcher, handler_user
):
    client.force_login(researcher)
    for act in ("correct", "withdraw", "take-up"):
        page = client.get(f"/cases/{advised.number}/{act}", follow=True)
        assert ADVISER not in page.content.decode()
    client.force_login(handler_user)
    assert ADVISER in client.get(f"/cases/{advised.number}").content.decode()


def test_the_log_of_the_case_tells_each_reader_his_own(advised):
    events = list(advised.events.all())

    assert timeline_entries(events, to_bureau=True)[0].by == ADVISER
    assert timeline_entries(events, to_bureau=False)[0].by == "COGEM"
