"""The chain of events: what is changed, taken out or cut off behind it is found."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from accounts.actor import Actor
from accounts.machines.clients import create_client
from dossiers.cases.event_chain import chain_faults, event_digest
from dossiers.cases.rederiving import derive_open_cases
from dossiers.handling.taking_up import record_no_objection
from dossiers.models import Case, Event
from tests.behind import behind_the_trigger
from tests.cast import NOW
from tests.dossiers.audit.tampering import keys
from tests.dossiers.free_days import a_free_day


@pytest.fixture
def assessed(in_handling, handler_user) -> Case:
    """A case with three events."""
    record_no_objection(in_handling, remark="", by=Actor(user=handler_user), at=NOW)
    return in_handling


def faults(case: Case) -> list[int | None]:
    """The events with which something is wrong, as the database has them now."""
    case.refresh_from_db()
    return [fault.event for fault in chain_faults(case, case.events.order_by("pk"))]


def test_every_event_has_the_digest_of_the_one_before_it(assessed):
    events = list(assessed.events.order_by("pk"))

    assert [event.previous for event in events] == [
        "",
        *(event.sha256 for event in events[:-1]),
    ]
    assert assessed.head == events[-1].sha256
    assert faults(assessed) == []


def test_events_in_bulk_are_chained_too(assessed):
    a_free_day(assessed.objection_until)
    assert derive_open_cases(at=NOW) == 1

    assert len(keys(assessed)) == 4
    assert faults(assessed) == []


def test_the_database_refuses_to_change_or_delete_an_event(assessed):
    for attempt in (
        lambda: assessed.events.update(actor_name="niemand"),
        lambda: Event.objects.filter(case=assessed).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


@pytest.mark.parametrize(
    "change",
    [
        "actor_name = 'niemand'",
        "at = at - interval '1 microsecond'",
        'facts = \'{"remark": "x"}\'',
        "new_state = 'closed'",
        "old_state = 'closed'",
        "act = 'take-up'",
        "user_id = NULL",
    ],
)
def test_an_event_that_was_changed_is_found(assessed, change):
    last = keys(assessed)[-1]

    behind_the_trigger(f"UPDATE dossiers_event SET {change} WHERE id = %s", last)  # noqa: S608 - constants of the test

    assert faults(assessed) == [last]


def test_a_changed_event_with_a_new_digest_breaks_the_next(assessed):
    _first, second, third = keys(assessed)

    behind_the_trigger("UPDATE dossiers_event SET sha256 = 'x' WHERE id = %s", second)

    assert faults(assessed) == [second, third]


def test_an_event_that_was_taken_out_in_between_is_found(assessed):
    _first, second, third = keys(assessed)

    behind_the_trigger("DELETE FROM dossiers_event WHERE id = %s", second)

    assert faults(assessed) == [third]


def test_an_event_that_was_cut_off_at_the_end_is_found(assessed):
    behind_the_trigger("DELETE FROM dossiers_event WHERE id = %s", keys(assessed)[-1])

    assert faults(assessed) == [None]


def test_events_that_changed_places_are_found(assessed):
    _first, second, third = keys(assessed)

    for old, new in ((second, 0), (third, second), (0, third)):
        behind_the_trigger("UPDATE dossiers_event SET id = %s WHERE id = %s", new, old)

    assert faults(assessed) == [second, third, None]


def test_an_event_moved_to_another_case_is_found(assessed, file):
    other, moved = file(), keys(assessed)[-1]

    behind_the_trigger(
        "UPDATE dossiers_event SET case_id = %s WHERE id = %s", other.pk, moved
    )

    assert faults(other) == [moved, moved, *keys(other)[1:]]
    assert faults(assessed) == [None]


def test_a_case_whose_events_are_all_gone_is_found(assessed):
    behind_the_trigger(
        "DELETE FROM dossiers_delivery USING dossiers_letter AS letter "
        "WHERE letter.id = letter_id AND case_id = %s",
        assessed.pk,
    )
    behind_the_trigger("DELETE FROM dossiers_letter WHERE case_id = %s", assessed.pk)
    behind_the_trigger("DELETE FROM dossiers_event WHERE case_id = %s", assessed.pk)

    assert faults(assessed) == [None]


def test_nothing_makes_an_event_without_tying_it_to_the_chain():
    made = {
        str(path.relative_to(settings.BASE_DIR))
        for path in Path(settings.BASE_DIR, "dossiers").rglob("*.py")
        if re.search(
            r"\bEvent\(|\bevents\.create|\bEvent\.objects\.\w*create", path.read_text()
        )
        and "models" not in path.parts
    }

    assert made == {"dossiers/cases/rederiving.py", "dossiers/cases/transitions.py"}
    for name in made:
        assert (
            "append_to_chain(case, event)" in Path(settings.BASE_DIR, name).read_text()
        )


def test_the_client_that_acted_stands_in_the_digest(case, lab, researcher):
    event, client = case.events.get(), create_client(lab, name="LIMS").client
    without = event_digest(event, case.number)

    event.client = client

    assert event_digest(event, case.number) != without
