"""The table of states against one written by hand, and the door against the table."""

import itertools
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from types import NoneType
from typing import get_args, get_type_hints

import pytest
import yaml
from django.conf import settings

from accounts.actor import SYSTEM, Actor
from dossiers.cases.act_definition import DEFINITIONS, open_acts, rule_of
from dossiers.cases.transitions import perform, refuse_unless_open, roles_of
from dossiers.errors import NotAllowed
from dossiers.facts.storing import Facts
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Event
from dossiers.states import (
    ENDED,
    NEW,
    OPEN,
    RESUMED,
    STATES,
    Act,
    Kind,
    Role,
    State,
)
from tests.cast import NOW

BY_HAND = yaml.safe_load((Path(__file__).parent / "acts.yaml").read_text())
KINDS = {
    "kg": Kind.NOTIFICATION,
    "va": Kind.REQUEST,
    "admin": Kind.ADMINISTRATIVE,
}
OF_LETTERS = {Act.MAKE_KNOWN, Act.COME_BACK, Act.TRY_AGAIN, Act.POST}
FILED_AS = {"kg": "i-new", "va": "iiv-new", "admin": "administrative"}


def test_the_table_is_whole():
    assert set(DEFINITIONS) == set(Act)
    assert set(STATES) == set(State)
    fixed = {rule_of(act).target for act in Act} - {None, RESUMED}
    assert fixed | set(RESUMED.states) == set(State)


def test_the_table_by_hand_names_every_act_after_the_filing():
    assert set(BY_HAND) == set(Act) - {Act.RECEIVE}
    assert rule_of(Act.RECEIVE).sources == NEW


PENALTY = {Act.PREPARE_PENALTY, Act.RETURN_PENALTY, Act.FIX_PENALTY}


@pytest.mark.parametrize("act", BY_HAND)
def test_an_act_is_open_as_the_table_by_hand_says(act):
    rule, said = rule_of(Act(act)), BY_HAND[act]
    target = {None: "=", RESUMED: "goes on"}.get(rule.target, rule.target)

    assert rule.by == set(said["by"])
    assert rule.sources == set(said["from"])
    assert rule.on == {KINDS[kind] for kind in said["case"]}
    assert target == said["to"]


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_has_ended_stays_as_it_is(state):
    every_role = set(Role)

    for kind in Kind:
        assert set(open_acts(state, every_role, kind)) - OF_LETTERS <= PENALTY


@pytest.mark.parametrize("kind", [Kind.NOTIFICATION, Kind.REQUEST])
@pytest.mark.parametrize("state", sorted(OPEN))
def test_no_open_case_is_at_a_dead_end(state, kind):
    """Something that people can do leads on from everywhere."""
    acts = open_acts(state, set(Role) - {Role.SYSTEM}, kind)

    assert any(rule_of(act).target not in (None, state) for act in acts)


@pytest.fixture
def actors(researcher, handler_user, decider_user, jurist, auditor, outsider_user):
    """Everyone who might try, with the role the table knows them by."""
    return [
        (Actor(user=researcher), {Role.APPLICANT}),
        (Actor(user=handler_user), {Role.HANDLER}),
        (Actor(user=decider_user), {Role.DECIDER}),
        (Actor(user=jurist), set()),
        (Actor(user=auditor), set()),
        (Actor(user=outsider_user), set()),
        (Actor(guest="prof. Raad"), {Role.ADVISER}),
        (SYSTEM, {Role.SYSTEM}),
    ]


@pytest.fixture
def of_kind(signed_draft, researcher):
    """`of_kind("va")`: a case of that kind."""

    def file(kind: str) -> Case:
        return receive_application(
            signed_draft(FILED_AS[kind]), by=Actor(user=researcher), at=NOW
        )

    return file


def test_roles_follow_from_memberships_positions_and_links(of_kind, actors):
    case = of_kind("kg")

    for actor, expected in actors:
        assert roles_of(actor, case) == expected


@pytest.mark.parametrize("kind", FILED_AS)
def test_the_door_lets_by_exactly_what_the_table_by_hand_says(of_kind, actors, kind):
    case = of_kind(kind)

    for act, state in itertools.product(BY_HAND, State):
        case.state, said = state, BY_HAND[act]
        for actor, held in actors:
            allowed = (
                state in said["from"]
                and kind in said["case"]
                and held & set(said["by"])
            )
            if allowed:
                refuse_unless_open(Act(act), case, by=actor)
            else:
                with pytest.raises(NotAllowed):
                    refuse_unless_open(Act(act), case, by=actor)


PLAIN = {int: 1, str: "x", bool: False, date: NOW.date()}


def plain_facts(kind: type[Facts]) -> Facts:
    """Facts of a kind with something in every field that must be given."""
    hints = get_type_hints(kind)
    given = {
        field.name: PLAIN.get(hints[field.name], [])
        for field in fields(kind)
        if field.default is MISSING and NoneType not in get_args(hints[field.name])
    }
    empty = dict.fromkeys(
        field.name
        for field in fields(kind)
        if field.default is MISSING and NoneType in get_args(hints[field.name])
    )
    return kind(**given, **empty)


@pytest.mark.parametrize("kind", FILED_AS)
def test_each_way_through_the_table_is_an_event_and_a_new_state(of_kind, actors, kind):
    case = of_kind(kind)
    handled = Case.objects.filter(pk=case.pk)
    handled.update(handler=actors[1][0].user)
    ways = [
        (act, state)
        for act, said in BY_HAND.items()
        for state in said["from"]
        if kind in said["case"]
    ]
    for act, state in ways:
        handled.update(state=state, ended_at=None)
        said, before = BY_HAND[act], Event.objects.count()
        actor = next(who for who, held in actors if held & set(said["by"]))

        facts = plain_facts(DEFINITIONS[Act(act)].facts)
        event = perform(Act(act), case, by=actor, at=NOW, facts=facts)

        becomes = {"=": state, "goes on": "in-handling"}.get(said["to"], said["to"])
        # Without a row of a request it does not wait, so it goes on as in handling.
        assert (event.old_state, event.new_state) == (state, becomes)
        assert Event.objects.count() == before + 1
        assert bool(case.ended_at) == (becomes in ENDED)


def test_nothing_but_the_door_sets_a_state():
    found = [
        str(path.relative_to(settings.BASE_DIR))
        for path in Path(settings.BASE_DIR).glob("[a-z]*/**/*.py")
        if "case.state = " in path.read_text()
        and not {".venv", "tests", "var", "node_modules"} & set(path.parts)
    ]
    assert found == ["dossiers/cases/transitions.py"]
