"""Acts on many organism rows at once, as the table does them."""

import pytest

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from applications.errors import AlreadyFiled, UnknownField
from applications.organisms import editing, row_acts
from applications.organisms.row_acts import TypedRow
from tests.at_once import at_once
from tests.cast import NOW, freeze, organism


def add(draft, by, *names):
    given = [organism(host=name) for name in names]
    return editing.add_rows(draft, given, by=by, at=NOW)


def hosts(draft):
    return [(row.position, row.host) for row in draft.organisms.all()]


def typed(row, **cells) -> TypedRow:
    """The row as its page sends it, with these cells changed."""
    return TypedRow(row.pk, row.seen, row.as_values() | cells)


def save(draft, by, *typed_rows, new=()):
    return row_acts.save_table(draft, typed_rows, new, by=by, at=NOW)


def test_save_table_saves_what_changed_and_leaves_the_rest(draft, by):
    one, two = add(draft, by, "a", "b")

    done = save(draft, by, typed(one, host="c"), typed(two))

    assert (done.saved, done.added, done.clashes) == (1, 0, [])
    assert [(row.host, row.version) for row in draft.organisms.all()] == [
        ("c", 2),
        ("b", 1),
    ]


def test_save_table_of_what_did_not_change_is_no_change_of_the_draft(draft, by):
    [row] = add(draft, by, "a")
    draft.refresh_from_db()

    save(draft, by, typed(row))

    before = draft.version
    draft.refresh_from_db()
    assert draft.version == before


def test_save_table_adds_new_rows_at_the_end(draft, by):
    add(draft, by, "a")

    done = save(draft, by, new=[organism(host="b"), organism(host="c")])

    assert done.added == 2
    assert hosts(draft) == [(1, "a"), (2, "b"), (3, "c")]


def test_save_table_never_overwrites_a_colleague(draft, by, bvf):
    one, two = add(draft, by, "a", "b")
    editing.change_row(one, {"host": "van Sem"}, by=bvf, at=NOW)

    done = save(draft, by, typed(one, host="van Anna"), typed(two, host="d"))

    [clash] = done.clashes
    assert (clash.typed.cells["host"], clash.current.host) == ("van Anna", "van Sem")
    assert hosts(draft) == [(1, "van Sem"), (2, "d")]


def test_save_table_a_row_left_alone_does_not_clash(draft, by, bvf):
    [row] = add(draft, by, "a")
    editing.change_row(row, {"host": "van Sem"}, by=bvf, at=NOW)

    assert save(draft, by, typed(row)).clashes == []
    assert hosts(draft) == [(1, "van Sem")]


def test_save_table_a_row_that_was_removed_is_told(draft, by, bvf):
    [row] = add(draft, by, "a")
    editing.remove_row(row, by=bvf, at=NOW)

    [clash] = save(draft, by, typed(row, host="b")).clashes

    assert clash.current is None
    assert clash.typed.cells["host"] == "b"


def test_save_table_takes_no_row_of_another_application(draft, by, complete_kg):
    other = complete_kg().organisms.get()

    [clash] = save(draft, by, typed(other, host="x")).clashes

    assert clash.current is None
    other.refresh_from_db()
    assert other.host != "x"


def test_save_table_refuses_unknown_cells(draft, by):
    [row] = add(draft, by, "a")

    with pytest.raises(UnknownField):
        save(draft, by, TypedRow(row.pk, row.seen, {"gastheer": "x"}))


def test_save_table_takes_as_many_queries_for_fifty_rows_as_for_one(
    draft, by, django_assert_max_num_queries
):
    made = add(draft, by, *[f"stam {n}" for n in range(50)])

    with django_assert_max_num_queries(12):
        save(draft, by, *[typed(row, host="x") for row in made])


def test_duplicate_adds_copies_at_the_end(draft, by):
    one, two, _three = add(draft, by, "a", "b", "c")

    row_acts.duplicate_rows(draft, [two.pk, one.pk], by=by, at=NOW)

    assert [host for _number, host in hosts(draft)] == ["a", "b", "c", "a", "b"]


def test_duplicate_all_rows_stops_at_a_thousand(draft, by):
    add(draft, by, *"ab")
    row_acts.duplicate_rows(draft, None, by=by, at=NOW)
    assert draft.organisms.count() == 4

    editing.add_rows(draft, [organism()] * 1000, by=by, at=NOW)
    with pytest.raises(InputRefused):
        row_acts.duplicate_rows(draft, None, by=by, at=NOW)


def test_remove_rows_closes_the_gaps(draft, by):
    made = add(draft, by, "a", "b", "c", "d")

    assert row_acts.remove_rows(draft, [made[0].pk, made[2].pk], by=by, at=NOW) == 2
    assert hosts(draft) == [(1, "b"), (2, "d")]


def test_remove_rows_twice_removes_once(draft, by):
    [one, _two] = add(draft, by, "a", "b")
    row_acts.remove_rows(draft, [one.pk], by=by, at=NOW)

    assert row_acts.remove_rows(draft, [one.pk], by=by, at=NOW) == 0
    assert hosts(draft) == [(1, "b")]


def test_fill_column_changes_only_the_chosen_rows_that_differ(draft, by):
    one, two, three = add(draft, by, "a", "b", "c")
    chosen = [one.pk, two.pk]
    editing.change_row(one, {"cfi": "ML-II"}, by=by, at=NOW)

    number = row_acts.fill_column(draft, chosen, "cfi", " ML-II ", by=by, at=NOW)

    assert number == 1
    cfis = draft.organisms.values_list("cfi", flat=True)
    assert list(cfis) == ["ML-II", "ML-II", three.cfi]
    two.refresh_from_db()
    assert two.version == 2


def test_fill_column_refuses_an_unknown_column(draft, by):
    with pytest.raises(UnknownField):
        row_acts.fill_column(draft, None, "position", "1", by=by, at=NOW)


def acts(draft, row, by):
    own = {"by": by, "at": NOW}
    return [
        lambda: row_acts.save_table(draft, [typed(row, host="x")], [], **own),
        lambda: row_acts.duplicate_rows(draft, None, **own),
        lambda: row_acts.remove_rows(draft, None, **own),
        lambda: row_acts.fill_column(draft, None, "host", "x", **own),
    ]


def test_every_act_refuses_a_stranger(draft, by, outsider_user):
    [row] = add(draft, by, "a")

    for act in acts(draft, row, Actor(user=outsider_user)):
        with pytest.raises(ActorNotAllowed):
            act()


def test_every_act_refuses_what_is_filed(signed_kg, by):
    filed = freeze(signed_kg(), by=by, at=NOW)

    for act in acts(filed, filed.organisms.get(), by):
        with pytest.raises(AlreadyFiled):
            act()


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_leave_the_rows_in_order(draft, by, bvf):
    made = add(draft, by, "a", "b", "c")

    at_once(
        lambda: row_acts.remove_rows(draft, [made[0].pk], by=by, at=NOW),
        lambda: row_acts.duplicate_rows(draft, [made[1].pk], by=bvf, at=NOW),
        lambda: row_acts.remove_rows(draft, [made[0].pk], by=bvf, at=NOW),
    )

    assert hosts(draft) == [(1, "b"), (2, "c"), (3, "b")]


@pytest.mark.django_db(transaction=True)
def test_two_people_saving_one_row_at_once_keep_one_and_tell_the_other(draft, by, bvf):
    [row] = add(draft, by, "a")

    done = at_once(
        lambda: save(draft, by, typed(row, host="van Anna")),
        lambda: save(draft, bvf, typed(row, host="van Sem")),
    )

    assert sorted(each.saved for each in done) == [0, 1]
    assert sorted(len(each.clashes) for each in done) == [0, 1]
