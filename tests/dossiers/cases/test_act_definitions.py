"""One definition an act: it is whole, and what it keeps can be read again."""

import ast
from dataclasses import fields
from pathlib import Path

import pytest
from django.conf import settings

from dossiers.audit.replay import is_readable
from dossiers.cases.act_definition import DEFINITIONS, facts_of
from dossiers.facts.date_facts import DateChange, FollowedFacts
from dossiers.facts.storing import Facts, FactsUnreadable
from dossiers.models import Event
from dossiers.states import Act
from tests.cast import NOW

DOSSIERS = Path(settings.BASE_DIR, "dossiers")


def test_every_act_has_one_definition():
    assert set(DEFINITIONS) == set(Act)


@pytest.mark.parametrize("act", Act)
def test_what_is_public_is_among_the_facts(act):
    definition = DEFINITIONS[act]

    assert set(definition.public) <= {field.name for field in fields(definition.facts)}
    assert not (definition.is_internal and definition.public)


def test_a_remark_is_never_public():
    assert not [act for act, one in DEFINITIONS.items() if "remark" in one.public]


def test_an_act_is_named_in_its_room_alone():
    """By name elsewhere: so that a new act touches its own room."""
    named: dict[str, set[str]] = {}
    for path in DOSSIERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Attribute) or node.attr not in Act.__members__:
                continue
            if isinstance(node.value, ast.Name) and node.value.id == "Act":
                named.setdefault(node.attr, set()).add(str(path.relative_to(DOSSIERS)))

    # Below its room: to whom a filing belongs, what goes on as another case, and what
    # an applicant may do when the 2.8 request was refused.
    elsewhere = {act: files for act, files in named.items() if len(files) > 1}
    assert elsewhere == {
        "RECEIVE": {
            "intake/acts.py",
            "reminders/recipients.py",
            "decisions/converting.py",
        },
        "WITHDRAW": {"withdrawals/acts.py", "decisions/decision_panel.py"},
    }


def test_facts_are_read_as_they_were_stored():
    facts = FollowedFacts(
        coupled="IG 26-001",
        act=Act.ASK,
        changes=[DateChange(date="due_on", old=NOW.date(), new=None)],
    )

    stored = facts.stored()

    assert stored == {
        "coupled": "IG 26-001",
        "act": "ask",
        "changes": [{"date": "due_on", "old": NOW.date().isoformat(), "new": None}],
    }
    assert FollowedFacts.read(stored) == facts
    assert FollowedFacts.read(stored | {"of_a_newer_portal": 1}) == facts


def test_a_version_is_stored_when_a_field_changed_its_meaning():
    class Second(Facts):
        VERSION = 2

    assert Second().stored() == {"version": 2}


@pytest.mark.parametrize("kept", [{}, {"coupled": "IG 26-001", "act": "ask"}])
def test_what_lacks_something_is_refused(kept):
    event = Event(act=Act.FOLLOW, facts=kept, at=NOW)

    assert not is_readable(event)
    with pytest.raises(FactsUnreadable):
        facts_of(event)
