"""The seal over the record: once a day, in a chain, and true to what it covers."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import AccessEvent
from dossiers.audit.seals import broken_seals, last_settled_row, seal_day
from dossiers.models import Event, Seal
from dossiers.tasks import daily_round
from procedures.models import LawChange
from tests.at_once import at_once
from tests.behind import behind_the_trigger, sql
from tests.cast import NOW
from tests.dossiers.audit.tampering import remove

TOMORROW = NOW + timedelta(days=1)


def test_a_seal_covers_every_log(case, lab):
    note = AccessEvent.objects.create(
        kind="joined", at=NOW, actor_name="x", name="x", organisation=lab
    )

    made = seal_day(at=NOW)

    assert made.events == 1
    assert made.last_event == case.events.get().pk
    assert made.last_law_change == LawChange.objects.first().pk
    assert made.last_access_event == note.pk
    assert list(broken_seals()) == []


def test_one_seal_a_day_also_when_nothing_happened(case):
    first = seal_day(at=NOW)

    assert seal_day(at=NOW + timedelta(hours=3)) is None
    second = seal_day(at=TOMORROW)

    assert second.events == 0
    assert second.sha256 != first.sha256
    assert list(broken_seals()) == []


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_make_one_seal(case):
    made = at_once(*[lambda: seal_day(at=NOW)] * 3)

    assert Seal.objects.count() == 1
    assert sum(isinstance(each, Seal) for each in made) == 1


def test_later_events_leave_earlier_seals_whole(file):
    file()
    seal_day(at=NOW)
    file()

    assert list(broken_seals()) == []
    assert seal_day(at=TOMORROW).events == 1
    assert list(broken_seals()) == []


def test_a_whole_case_that_is_gone_is_missed_by_its_seal(file):
    gone = file()
    first = seal_day(at=NOW)
    file()
    seal_day(at=TOMORROW)

    remove(gone)

    assert list(broken_seals()) == [first]
    assert list(broken_seals(since=TOMORROW)) == []


def test_an_event_that_is_gone_with_its_head_is_missed_by_the_seal(in_handling):
    first, last = in_handling.events.order_by("pk")
    made = seal_day(at=NOW)

    behind_the_trigger("DELETE FROM dossiers_event WHERE id = %s", last.pk)
    sql("UPDATE dossiers_case SET head = %s", first.sha256)

    assert list(broken_seals()) == [made]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE accounts_accessevent SET actor_name = 'niemand'",
        "DELETE FROM accounts_accessevent",
        "DELETE FROM procedures_lawchange WHERE key = 'good-friday'",
    ],
)
def test_what_changes_in_the_other_logs_is_found(lab, change):
    AccessEvent.objects.create(
        kind="joined", at=NOW, actor_name="x", name="x", organisation=lab
    )
    made = seal_day(at=NOW)

    behind_the_trigger(change)

    assert list(broken_seals()) == [made]


def test_a_seal_that_is_gone_breaks_the_next(case):
    first, second = seal_day(at=NOW), seal_day(at=TOMORROW)

    behind_the_trigger("DELETE FROM dossiers_seal WHERE id = %s", first.pk)

    assert list(broken_seals()) == [second]


def test_a_seal_cannot_be_changed(case):
    made = seal_day(at=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.filter(pk=made.pk).update(sha256="x")


def test_the_seal_is_told_to_the_log_outside_the_database(case, caplog):
    made = seal_day(at=NOW)

    assert made.sha256 in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_seal_waits_for_who_is_writing_an_event(case, signed_kg):
    """An event with a lower number may be committed after one with a higher."""
    wrote, go_on, last = threading.Event(), threading.Event(), []
    late = threading.Thread(target=write_slowly, args=[case, wrote, go_on, last])
    late.start()
    wrote.wait(5)
    threading.Timer(0.3, go_on.set).start()

    assert last_settled_row(Event) == last[0]
    late.join()


def write_slowly(case, wrote, go_on, last) -> None:
    """Write an event, and commit it only when told to."""
    with transaction.atomic():
        row = Event.objects.create(
            case=case, act="rederive", at=NOW, actor_name="x", sha256="x"
        )
        last.append(row.pk)
        wrote.set()
        go_on.wait(5)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_seal_that_would_keep_filings_waiting_is_put_off(case):
    wrote, go_on, last = threading.Event(), threading.Event(), []
    late = threading.Thread(target=write_slowly, args=[case, wrote, go_on, last])
    late.start()
    wrote.wait(5)

    assert seal_day(at=NOW) is None

    go_on.set()
    late.join()
    assert seal_day(at=NOW).last_event == last[0]


def test_the_daily_round_seals_the_day_once(case):
    daily_round()
    daily_round()

    assert Seal.objects.count() == 1
