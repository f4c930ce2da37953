"""Organism rows: in order, as typed, never two at one place."""

import pytest

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from applications.errors import AlreadyFiled, StaleRow, UnknownField
from applications.organisms import editing
from tests.cast import NOW, freeze, organism


def hosts(draft):
    return [(row.position, row.host) for row in draft.organisms.all()]


def add(draft, by, *names):
    rows = [organism(host=name) for name in names]
    return editing.add_rows(draft, rows, by=by, at=NOW)


def test_add_puts_rows_at_the_end(draft, by):
    add(draft, by, "a", "b")
    add(draft, by, "c")

    assert hosts(draft) == [(1, "a"), (2, "b"), (3, "c")]


def test_add_keeps_what_is_not_valid(draft, by):
    editing.add_rows(draft, [{"host": "", "cfi": "x" * 900}], by=by, at=NOW)

    assert draft.organisms.get().cfi == "x" * 900


def test_add_takes_a_thousand_rows_in_few_queries(
    draft, by, django_assert_max_num_queries
):
    rows = [organism(host=f"stam {n}") for n in range(1000)]

    with django_assert_max_num_queries(10):
        editing.add_rows(draft, rows, by=by, at=NOW)

    assert draft.organisms.count() == 1000


def test_add_refuses_more_than_a_thousand_at_a_time(draft, by):
    with pytest.raises(InputRefused):
        editing.add_rows(draft, [organism()] * 1001, by=by, at=NOW)

    assert not draft.organisms.exists()


def test_add_refuses_unknown_cells(draft, by):
    with pytest.raises(UnknownField) as error:
        editing.add_rows(draft, [{"gastheer": "x"}], by=by, at=NOW)

    assert error.value.fields == ["gastheer"]


def test_replace_puts_rows_in_place_of_all(draft, by):
    add(draft, by, "a", "b", "c")

    editing.replace_rows(draft, [organism(host="d")], by=by, at=NOW)

    assert hosts(draft) == [(1, "d")]


def test_remove_closes_the_gap(draft, by):
    rows = add(draft, by, "a", "b", "c")

    editing.remove_row(rows[0], by=by, at=NOW)

    assert hosts(draft) == [(1, "b"), (2, "c")]


def test_remove_twice_takes_one_row(draft, by):
    rows = add(draft, by, "a", "b")

    editing.remove_row(rows[0], by=by, at=NOW)
    editing.remove_row(rows[0], by=by, at=NOW)

    assert hosts(draft) == [(1, "b")]


def test_change_touches_only_the_given_cells(draft, by):
    [row] = add(draft, by, "a")

    row = editing.change_row(row, {"host": "b"}, by=by, at=NOW, version=1)

    assert (row.host, row.vector, row.version) == ("b", "pUC19", 2)


def test_change_never_overwrites_a_colleague(draft, by, bvf):
    [row] = add(draft, by, "a")
    editing.change_row(row, {"host": "b"}, by=bvf, at=NOW, version=1)

    with pytest.raises(StaleRow) as error:
        editing.change_row(row, {"host": "c"}, by=by, at=NOW, version=1)

    assert error.value.current.host == "b"


def test_every_act_refuses_a_stranger(draft, by, outsider_user):
    [row] = add(draft, by, "a")
    stranger = {"by": Actor(user=outsider_user), "at": NOW}

    for act in (
        lambda: editing.add_rows(draft, [], **stranger),
        lambda: editing.replace_rows(draft, [], **stranger),
        lambda: editing.change_row(row, {}, **stranger),
        lambda: editing.remove_row(row, **stranger),
    ):
        with pytest.raises(ActorNotAllowed):
            act()


def test_every_act_refuses_what_is_filed(signed_kg, by):
    filed = freeze(signed_kg(), by=by, at=NOW)
    row = filed.organisms.get()
    own = {"by": by, "at": NOW}

    for act in (
        lambda: editing.add_rows(filed, [], **own),
        lambda: editing.replace_rows(filed, [], **own),
        lambda: editing.change_row(row, {}, **own),
        lambda: editing.remove_row(row, **own),
    ):
        with pytest.raises(AlreadyFiled):
            act()
