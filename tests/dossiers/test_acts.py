"""Every act: done, in the wrong state, by the wrong role, twice at once."""

import pytest

from accounts.actor import Actor
from accounts.models import BureauRole
from dossiers.cases.act_definition import open_acts, rule_of
from dossiers.cases.transitions import why_not_open
from dossiers.decisions.closing_by_silence import close_by_silence
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import record_no_objection, take_over, take_up
from dossiers.models import Case, Event
from dossiers.states import Act, Kind, Role, State
from tests.at_once import at_once
from tests.cast import NOW, official
from tests.dossiers.conftest import at

AFTER_WINDOW = at(2027, 1, 8)


def test_open_acts_are_the_buttons_of_a_handler():
    handler = {Role.HANDLER}

    kg = Kind.NOTIFICATION

    assert open_acts(State.RECEIVED, handler, kg)[0] == Act.TAKE_UP
    assert Act.ASK not in open_acts(State.RECEIVED, handler, kg)
    # A letter may still be on its way when the case has ended.
    assert open_acts(State.CLOSED, handler, kg) == [Act.TRY_AGAIN, Act.POST]
    assert open_acts(State.RECEIVED, set(), kg) == []


def test_only_a_notification_can_be_objected_to_or_end_in_silence():
    notification = {act for act in Act if rule_of(act).on == {Kind.NOTIFICATION}}

    assert notification == {
        Act.RECORD_NO_OBJECTION,
        Act.OBJECT,
        Act.CLOSE_BY_SILENCE,
    }
    handler = {Role.HANDLER}
    for kind in (Kind.REQUEST, Kind.ADMINISTRATIVE):
        assert not notification & set(open_acts(State.IN_HANDLING, handler, kind))
    assert Act.PROCESS not in open_acts(State.IN_HANDLING, handler, Kind.REQUEST)


def test_take_up_makes_the_actor_the_handler(case, handler_user):
    event = take_up(case, by=Actor(user=handler_user), at=NOW)

    case.refresh_from_db()
    assert case.handler == handler_user
    assert case.state == State.IN_HANDLING
    assert event.actor_name == handler_user.name


REASONS = [
    (Act.EXTEND, State.IN_HANDLING, "iii-new", Role.APPLICANT, "niet aan u, maar aan"),
    (
        Act.EXTEND,
        State.DECIDED,
        "iii-new",
        Role.HANDLER,
        "status van de zaak “besloten”",
    ),
    (
        Act.EXTEND,
        State.IN_HANDLING,
        "i-new",
        Role.HANDLER,
        "dit soort zaak: kennisgeving",
    ),
]


@pytest.mark.parametrize(("act", "state", "procedure", "role", "reason"), REASONS)
def test_a_refusal_names_the_reason_that_holds_and_no_other(
    file, act, state, procedure, role, reason
):
    case = file(procedure)
    case.state = state

    words = why_not_open(act, case, {role})

    assert reason in words
    assert sum(other in words for *_row, other in REASONS) == 1


def test_take_up_second_handler_is_told_who_was_first(in_handling, handler_user):
    with pytest.raises(NotAllowed) as refused:
        take_up(in_handling, by=Actor(user=handler_user), at=NOW)

    assert refused.value.event.act == Act.TAKE_UP
    assert refused.value.event.actor_name == handler_user.name


def test_take_over_names_the_earlier_handler(in_handling, handler_user):
    colleague = official("Noor Smit", BureauRole.HANDLER)

    event = take_over(in_handling, by=Actor(user=colleague), at=NOW)

    assert in_handling.handler == colleague
    assert event.facts["earlier_handler"] == handler_user.name
    assert in_handling.state == State.IN_HANDLING


def test_take_over_of_ones_own_case_is_refused(in_handling, handler_user):
    with pytest.raises(NotAllowed):
        take_over(in_handling, by=Actor(user=handler_user), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_handlers_at_once_one_wins(case, handler_user):
    people = [handler_user, official("Noor Smit", BureauRole.HANDLER)]

    def taking(user):
        return lambda: take_up(
            Case.objects.get(pk=case.pk), by=Actor(user=user), at=NOW
        )

    results = at_once(*(taking(user) for user in people))

    names = sorted(type(result).__name__ for result in results)
    assert names == ["Event", "NotAllowed"]
    case.refresh_from_db()
    winner = next(result for result in results if isinstance(result, Event))
    assert case.handler.name == winner.actor_name


def test_no_objection_leaves_the_case_open_until_the_window_ends(
    in_handling, handler_user
):
    record_no_objection(
        in_handling, remark="Akkoord.", by=Actor(user=handler_user), at=NOW
    )

    assert in_handling.state == State.ASSESSED
    assert in_handling.events.last().facts == {"remark": "Akkoord."}
    with pytest.raises(NotAllowed):
        close_by_silence(in_handling, at=at(2027, 1, 7))
    close_by_silence(in_handling, at=AFTER_WINDOW)
    assert in_handling.state == State.CLOSED


def test_close_by_silence_after_the_window_also_without_handler(case):
    close_by_silence(case, at=at(2027, 1, 8, 0, 5))

    assert case.state == State.CLOSED
    assert case.events.last().actor_kind == "system"


def test_replaying_the_events_gives_the_stored_state(in_handling, decide):
    decide(in_handling, "cannot-agree")

    state = ""
    for event in in_handling.events.all():
        assert event.old_state == state
        state = event.new_state
    in_handling.refresh_from_db()
    assert state == in_handling.state
