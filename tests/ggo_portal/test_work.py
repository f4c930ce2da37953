"""Health sees what goes on, and what does not, by what was finished last."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from accounts import life
from accounts.models import SignOfLife
from ggo_portal import queues
from ggo_portal.work import WITHIN, signs
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def late(at) -> set[str]:
    """What health calls late at a moment."""
    return {sign.name for sign in signs(at=at) if sign.late_since}


def all_done(at=NOW) -> None:
    """Everything finished at a moment."""
    for name in WITHIN:
        life.finished(name, at=at)


def test_nothing_is_late_when_all_was_done():
    all_done()

    assert late(NOW) == set()


def test_where_nothing_was_ever_seen_all_is_late_but_mail():
    assert late(NOW) == {"beat", *WITHIN}


def test_what_did_not_come_by_yet_is_given_its_time():
    life.finished("queue mail", at=NOW)

    assert late(NOW + timedelta(minutes=1)) == set()
    assert "round seal" in late(NOW + timedelta(hours=3))


@pytest.mark.parametrize("name", WITHIN)
def test_each_is_late_after_its_time_and_by_itself(name):
    all_done()
    later = NOW + WITHIN[name] + timedelta(seconds=1)
    for other in set(WITHIN) - {name}:
        life.finished(other, at=later)

    assert late(later) == {name}
    assert late(later - timedelta(seconds=1)) == set()


def test_a_beat_that_stopped_is_seen_first():
    all_done()

    assert late(NOW + timedelta(minutes=5, seconds=1)) == {"beat"}


def test_what_only_begins_and_fails_is_late():
    all_done()
    later = NOW + timedelta(hours=3)
    all_done(later)
    SignOfLife.objects.filter(name="round close").update(finished_at=NOW)
    life.began("round close", at=later)
    life.failed("round close", RuntimeError("kapot"), at=later)

    assert late(later) == {"round close"}
    row = SignOfLife.objects.get(name="round close")
    assert (row.began_at, row.finished_at) == (later, NOW)
    assert row.fails


def test_a_mark_outlives_the_work_that_is_taken_back():
    with pytest.raises(RuntimeError), life.shown("sending"):
        raise RuntimeError("kapot")

    row = SignOfLife.objects.get()
    assert row.error == "RuntimeError: kapot"
    assert row.finished_at is None


def test_address_for_the_alarm(client):
    answer = client.get("/health/work")
    assert answer.status_code == 503
    assert answer.json()["status"] == "stuck"

    with time_machine.travel(NOW):
        all_done()
        answer = client.get("/health/work")

    assert answer.status_code == 200
    assert set(answer.json()["checks"].values()) == {"ok"}
    assert "no-store" in answer["Cache-Control"]


def test_worker_is_judged_by_its_own_queues():
    with time_machine.travel(NOW):
        all_done(NOW)
        life.finished("queue mail", at=NOW - timedelta(hours=1))

        call_command("check_work", "--queue", "round", "--queue", "other")
        with pytest.raises(CommandError):
            call_command("check_work", "--queue", "mail")
        with pytest.raises(CommandError):
            call_command("check_work")


def test_every_queue_is_watched():
    assert {f"queue {name}" for name in queues.ALL} < set(WITHIN)
