"""After a change of the law no place shows an old date as true (ADR 25)."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.models import User
from dossiers.cases import rederiving
from dossiers.cases.derivation import pending_derivation
from dossiers.cases.rederiving import derive_open_cases, derive_what_is_behind
from dossiers.handling.taking_up import take_up
from dossiers.models import Case, Derivation, Digest, Event, Reminder, ReminderKind
from dossiers.operations.sending_round import send_due
from dossiers.reminders.digests import gather_digests
from dossiers.reminders.promising import queue_due_reminders
from dossiers.states import Act
from dossiers.tasks import derive_behind
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.models import FreeDay, amsterdam_today
from tests.at_once import at_once
from tests.cast import NOW
from tests.dossiers.conftest import at
from tests.dossiers.free_days import NEW, OLD, a_free_day
from tests.dossiers.stumbling import break_data, locked


def change_the_law(day: date = OLD) -> None:
    """A jurist saves a free day."""
    a_free_day(day)


def stored() -> list[date | None]:
    """What the cases have stored as the end of their window."""
    rows = Case.objects.order_by("pk")
    return list(rows.values_list("objection_until", flat=True))


def rederived() -> int:
    """How many events say that dates moved."""
    return Event.objects.filter(act=Act.REDERIVE).count()


@pytest.mark.parametrize(
    ("procedure", "column", "free", "old", "new"),
    [
        # Besluit ggo 2.19 lid 1: 45 days, the last one rolls on (Atw art. 1).
        ("i-new", "objection_until", (2027, 1, 7), (2027, 1, 7), (2027, 1, 8)),
        ("i-new", "objection_until", (2027, 1, 6), (2027, 1, 7), (2027, 1, 7)),
        ("iik-new", "objection_until", (2027, 1, 7), (2027, 1, 7), (2027, 1, 8)),
        # Until the rolled end BGGO may refuse (2.19 lid 5); Saturday is a day of work.
        ("iik-new", "may_start_on", (2027, 1, 7), (2027, 1, 8), (2027, 1, 9)),
        # Besluit ggo 2.37: 45 days for a decision, the same roll.
        ("iii-new", "due_on", (2027, 1, 7), (2027, 1, 7), (2027, 1, 8)),
        # A Friday: over the weekend.
        ("iii-new", "due_on", (2027, 1, 8), (2027, 1, 7), (2027, 1, 7)),
    ],
)
def test_what_a_free_day_moves(file, procedure, column, free, old, new):
    case = file(procedure)
    assert getattr(case, column) == date(*old)

    change_the_law(date(*free))
    derive_behind()

    case.refresh_from_db()
    assert getattr(case, column) == date(*new)


def test_the_work_after_a_change_is_on_record(file):
    for _ in range(3):
        file()
    derive_behind()

    change_the_law()
    behind = pending_derivation()
    assert (behind.left, behind.total) == (3, 3)
    derive_behind()

    row = Derivation.objects.first()
    assert row.law_number == law.current_law().number
    assert (row.total, row.left) == (3, 0)
    assert row.changed_at <= row.started_at <= timezone.now()
    assert row.ended_at is not None
    assert pending_derivation() is None
    assert stored() == [NEW] * 3
    assert derive_what_is_behind(at=NOW) == 0
    assert (rederived(), Derivation.objects.count()) == (3, 2)


def test_a_change_that_moves_no_date_leaves_nothing_behind(case):
    change_the_law(date(2027, 3, 3))
    derive_behind()

    case.refresh_from_db()
    assert case.law_number == law.current_law().number
    assert (case.objection_until, rederived(), pending_derivation()) == (OLD, 0, None)


def test_a_note_of_the_jurist_puts_nothing_behind(case):
    before = law.current_law().number

    FreeDay.objects.update(note="Nagezien.", checked_on=date(2026, 11, 22))

    assert law.current_law().number == before
    assert pending_derivation() is None


@pytest.mark.django_db(transaction=True)
def test_three_at_once_derive_each_case_once(file):
    for _ in range(4):
        file()
    change_the_law()

    at_once(*[lambda: derive_what_is_behind(at=NOW)] * 3)
    derive_behind()

    assert (stored(), rederived(), pending_derivation()) == ([NEW] * 4, 4, None)


class Killed(BaseException):
    """As a worker that is gone: nobody catches it."""


@pytest.mark.django_db(transaction=True)
def test_killed_half_way_it_goes_on_where_it_was(file, monkeypatch):
    for _ in range(5):
        file()
    change_the_law()
    monkeypatch.setattr(rederiving, "BATCH", 2)

    def die_in_the_second(execute, sql, params, many, context):
        if "UPDATE" in sql and "law_number" in sql and stored()[0] == NEW:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(die_in_the_second), pytest.raises(Killed):
        derive_what_is_behind(at=NOW)
    behind = pending_derivation()
    assert (behind.done, behind.total, rederived()) == (2, 5, 2)

    derive_behind()

    assert (stored(), rederived(), pending_derivation()) == ([NEW] * 5, 5, None)
    assert Derivation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_locked_case_is_passed_by_and_tried_again(file):
    first, _second = file(), file()
    change_the_law()

    with locked(first):
        derive_behind()
        assert stored() == [OLD, NEW]
        assert (pending_derivation().left, pending_derivation().total) == (1, 2)
    derive_behind()

    assert (stored(), pending_derivation()) == ([NEW, NEW], None)


def test_a_case_that_cannot_be_derived_shows_no_date(client, file, handler_user):
    broken, _whole = file(), file()
    break_data(broken)
    change_the_law()

    derive_behind()

    assert (stored(), pending_derivation().left) == ([OLD, NEW], 1)
    client.force_login(handler_user)
    rows = client.get("/worklist").context["rows"]
    told = {row.case.pk: row.left.words for row in rows}
    assert told[broken.pk] == "de datum wordt opnieuw berekend"


def test_until_it_is_done_the_lists_show_the_new_date(
    client, case, handler_user, researcher
):
    change_the_law()

    client.force_login(handler_user)
    page = client.get("/worklist")
    file = b"".join(client.get("/worklist/export.csv")).decode()
    client.force_login(researcher)
    own = client.get(reverse("cases"))

    assert stored() == [OLD]
    assert [row.case.objection_until for row in page.context["rows"]] == [NEW]
    assert [row.case.objection_until for row in own.context["rows"]] == [NEW]
    assert "2027-01-08" in file
    assert "2027-01-07" not in file


def test_staff_read_how_far_it_is(client, file, handler_user, researcher):
    file(), file()
    change_the_law()
    client.force_login(handler_user)
    year = amsterdam_today().year

    for address in ("/worklist", "/round", "/year", "/worklist/export.csv"):
        answer = client.get(address)
        text = b"".join(answer).decode()
        assert "0 van 2 zijn klaar" in text, address
        text = b"".join(client.get(f"/en{address}")).decode()
        assert "0 of 2 are done" in text, address
    assert "0 van 2" in client.get(f"/year/{year}/due.csv").text
    derive_behind()

    assert "zijn klaar" not in client.get("/worklist").text
    assert "2 zaken opnieuw berekend" in client.get("/round").text
    client.force_login(researcher)
    assert client.get("/round").status_code == 404


@pytest.mark.parametrize("address", ["/worklist", "/worklist/export.csv", "/cases"])
def test_what_is_behind_costs_as_much_for_one_as_for_five(
    client, file, handler_user, count_queries, address
):
    client.force_login(handler_user)
    file()
    change_the_law()

    def shown():
        return b"".join(client.get(address))

    shown()
    one = count_queries(shown)
    for _ in range(4):
        file()
    Case.objects.update(law_number=0)

    assert count_queries(shown) == one


def test_deriving_costs_as_much_for_one_as_for_five(file, count_queries):
    file()
    change_the_law()
    one = count_queries(lambda: derive_what_is_behind(at=NOW))
    for _ in range(5):
        file()
    change_the_law(NEW)

    assert count_queries(lambda: derive_what_is_behind(at=NOW)) == one


def test_what_is_left_is_counted_at_the_start_and_at_the_end_alone(file, monkeypatch):
    """Not after each batch: 100,000 cases are fifty of them."""
    for _ in range(4):
        file()
    change_the_law()
    monkeypatch.setattr(rederiving, "BATCH", 1)

    with CaptureQueriesContext(connection) as queries:
        derive_what_is_behind(at=NOW)

    asked = [one["sql"] for one in queries if "COUNT(*)" in one["sql"]]
    assert len([sql for sql in asked if 'FROM "dossiers_case"' in sql]) == 2
    row = Derivation.objects.first()
    assert (row.total, row.left, pending_derivation()) == (4, 0, None)


def test_nobody_is_reminded_of_an_old_date(in_handling, handler_user):
    """Seven days before 7 January the window ends in eight."""
    change_the_law()
    seven_before_old = at(2026, 12, 31)

    assert queue_due_reminders(at=seven_before_old) == 0
    derive_behind()
    assert queue_due_reminders(at=seven_before_old) == 0
    assert queue_due_reminders(at=seven_before_old + timedelta(days=1)) == 1

    found = Reminder.objects.exclude(kind=ReminderKind.DATES_CHANGED).get()
    assert found.fact_on == NEW


def test_a_reminder_of_an_old_date_waits_and_is_taken_back(in_handling, time_machine):
    send_due(at=NOW)
    queue_due_reminders(at=at(2026, 12, 31))
    gather_digests(at=at(2026, 12, 31))
    mail.outbox.clear()
    change_the_law()

    send_due(at=at(2026, 12, 31, 13))
    assert mail.outbox == []
    time_machine.move_to(at(2026, 12, 31, 14))
    derive_behind()
    send_due(at=at(2027, 1, 1))

    assert {one.subject for one in mail.outbox} == {
        "IG 26-001_I-000: de datums zijn gewijzigd"
    }


def test_a_digest_of_old_dates_waits_and_loses_them(file, handler_user):
    for _ in range(2):
        take_up(file(), by=Actor(user=handler_user), at=NOW)
    send_due(at=NOW)
    queue_due_reminders(at=at(2026, 12, 31))
    assert gather_digests(at=at(2026, 12, 31)) == 1
    mail.outbox.clear()
    change_the_law()

    send_due(at=at(2026, 12, 31, 13))
    assert mail.outbox == []
    derive_behind()

    assert Digest.objects.count() == 0


def test_an_act_derives_first_and_tells_what_the_law_moved(case, handler_user):
    change_the_law()

    take_up(case, by=Actor(user=handler_user), at=NOW)

    acts = list(case.events.order_by("pk").values_list("act", flat=True))
    assert acts == [Act.RECEIVE, Act.REDERIVE, Act.TAKE_UP]
    case.refresh_from_db()
    assert (case.objection_until, case.law_number) == (NEW, law.current_law().number)
    assert Reminder.objects.get().kind == ReminderKind.DATES_CHANGED
    assert derive_open_cases(at=NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_what_a_jurist_saves_in_the_admin_is_derived_at_once(
    client, celery_worker_process, file
):
    """Without beat: the worker is woken once the change is committed."""
    case = file(at=timezone.now())
    last = case.objection_until
    jurist = User.objects.create_superuser("rist@voorbeeld.nl", "geheim", name="Rist")
    client.force_login(jurist)
    form = {
        "key": "decree",
        "valid_0": last.isoformat(),
        "valid_1": (last + timedelta(days=1)).isoformat(),
        "basis": '{"rule": [{"text": "B", "article": "1", "url": "https://wetten.nl"}]}',
        "checked_on": legal_day(timezone.now()).isoformat(),
        "kind": "once",
        "name_nl": "dag",
        "name_en": "day",
        "date": last.isoformat(),
    }

    page = client.post(reverse("admin:procedures_freeday_add"), form, follow=True)

    assert "opnieuw berekend" in page.text
    celery_worker_process.until(lambda: pending_derivation() is None)
    case.refresh_from_db()
    assert case.objection_until == law.current_calendar().roll(last + timedelta(days=1))
