"""A table that is read in: put aside, confirmed once, or forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from applications.errors import AlreadyFiled, StaleRows
from applications.models import PendingImport
from applications.organisms import editing, importing
from applications.organisms.tables.table import Table, TableLine
from applications.tasks import clear_imports
from tests.at_once import at_once
from tests.cast import NOW, freeze, organism


def table(*names) -> Table:
    """Rows with these hosts, from row 2 of a file."""
    lines = [TableLine(n, organism(host=name)) for n, name in enumerate(names, start=2)]
    return Table(lines, headed=True)


def read(draft, by, *names, mode="add", at=NOW):
    return importing.store_pending_import(
        draft, table(*names), mode=mode, source="rijen.xlsx", by=by, at=at
    )


def hosts(draft):
    return [(row.position, row.host) for row in draft.organisms.all()]


def test_put_aside_changes_no_row(draft, by):
    pending = read(draft, by, "a")

    assert hosts(draft) == []
    assert pending.lines[0][0] == 2
    assert pending.rows()[0] == organism(host="a")


def test_confirm_adds_at_the_end(draft, by):
    editing.add_rows(draft, [organism(host="a")], by=by, at=NOW)

    importing.confirm_import(read(draft, by, "b", "c"), by=by, at=NOW)

    assert hosts(draft) == [(1, "a"), (2, "b"), (3, "c")]
    assert not PendingImport.objects.exists()


def test_confirm_replaces_all(draft, by):
    editing.add_rows(draft, [organism(host="a")], by=by, at=NOW)

    importing.confirm_import(read(draft, by, "b", mode="replace"), by=by, at=NOW)

    assert hosts(draft) == [(1, "b")]


def test_confirm_tells_of_a_colleague_before_replacing(draft, by, bvf):
    [row] = editing.add_rows(draft, [organism(host="a")], by=by, at=NOW)
    pending = read(draft, by, "b", mode="replace")
    editing.change_row(row, {"host": "van Sem"}, by=bvf, at=NOW)

    with pytest.raises(StaleRows):
        importing.confirm_import(pending, by=by, at=NOW)

    assert hosts(draft) == [(1, "van Sem")]
    importing.mark_rows_seen(pending, by=by)
    importing.confirm_import(pending, by=by, at=NOW)
    assert hosts(draft) == [(1, "b")]


def test_confirm_twice_imports_once(draft, by):
    pending = read(draft, by, "a")
    importing.confirm_import(pending, by=by, at=NOW)

    with pytest.raises(InputRefused):
        importing.confirm_import(pending, by=by, at=NOW)

    assert hosts(draft) == [(1, "a")]


def test_stop_forgets_the_table(draft, by):
    importing.cancel_import(read(draft, by, "a"), by=by)

    assert not PendingImport.objects.exists()
    assert hosts(draft) == []


def test_what_nobody_confirms_is_cleared_after_a_day(draft, by):
    now = timezone.now()
    read(draft, by, "a", at=now - timedelta(hours=25))
    young = read(draft, by, "b", at=now - timedelta(hours=23))

    clear_imports()

    assert PendingImport.objects.get() == young


def acts(draft, pending, by):
    return [
        lambda: read(draft, by, "b"),
        lambda: importing.confirm_import(pending, by=by, at=NOW),
        lambda: importing.mark_rows_seen(pending, by=by),
        lambda: importing.cancel_import(pending, by=by),
    ]


def test_every_act_refuses_a_stranger(draft, by, outsider_user):
    for act in acts(draft, read(draft, by, "a"), Actor(user=outsider_user)):
        with pytest.raises(ActorNotAllowed):
            act()


def test_every_act_refuses_what_is_filed(signed_kg, by):
    draft = signed_kg()
    pending = read(draft, by, "a")
    freeze(draft, by=by, at=NOW)

    for act in acts(draft, pending, by):
        with pytest.raises(AlreadyFiled):
            act()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_confirm_import_once(draft, by):
    pending = read(draft, by, "a", "b")

    at_once(*[lambda: importing.confirm_import(pending, by=by, at=NOW)] * 3)

    assert hosts(draft) == [(1, "a"), (2, "b")]
