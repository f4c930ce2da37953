"""The daily round: dates derived, silence closed, reminders promised, each once."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from accounts.actor import Actor
from dossiers.cases.rederiving import derive_open_cases
from dossiers.decisions.closing_by_silence import close_silent_notifications
from dossiers.handling.taking_up import record_no_objection, take_up
from dossiers.models import Delivery, Digest, Reminder, ReminderKind
from dossiers.operations.sending_round import send_due
from dossiers.reminders.promising import queue_due_reminders
from dossiers.states import Act, State
from dossiers.tasks import daily_round
from tests.at_once import at_once
from tests.cast import NOW
from tests.dossiers.conftest import at
from tests.dossiers.free_days import a_free_day

# Received on Monday 23 November 2026: the window ends on Thursday 7 January 2027.
BEFORE = at(2026, 12, 30, 23)
SEVEN = at(2026, 12, 31, 0, 5)
ONE = at(2027, 1, 6, 0, 5)
AFTER = at(2027, 1, 8, 0, 5)
MAY_START = "IG 26-001_IIk-000: het werk mag beginnen op 8 januari 2027"


def kinds():
    """The reminders promised so far."""
    return list(Reminder.objects.order_by("pk").values_list("kind", flat=True))


def test_handler_is_reminded_seven_days_and_one_day_before(in_handling, handler_user):
    assert queue_due_reminders(at=BEFORE) == 0
    assert queue_due_reminders(at=SEVEN) == 1
    assert queue_due_reminders(at=SEVEN + timedelta(days=1)) == 0
    assert queue_due_reminders(at=ONE) == 1

    assert kinds() == [ReminderKind.WINDOW_7, ReminderKind.WINDOW_1]
    for reminder in Reminder.objects.all():
        assert reminder.recipients == [handler_user.email]
        assert reminder.fact_on == date(2027, 1, 7)


def test_case_that_nobody_took_reminds_the_bureau(case):
    queue_due_reminders(at=SEVEN)

    reminder = Reminder.objects.get(kind=ReminderKind.WINDOW_7)
    assert reminder.recipients == [settings.BUREAU_EMAIL]


def test_round_that_was_skipped_is_made_up_for(in_handling):
    queue_due_reminders(at=SEVEN + timedelta(days=3))

    assert kinds() == [ReminderKind.WINDOW_7]


def test_missed_both_reminds_of_tomorrow_only(in_handling):
    queue_due_reminders(at=ONE)

    assert kinds() == [ReminderKind.WINDOW_1]


def test_assessed_case_needs_no_reminder(in_handling, handler_user):
    record_no_objection(in_handling, remark="", by=Actor(user=handler_user), at=NOW)

    assert queue_due_reminders(at=ONE) == 0


def test_applicant_is_told_on_the_day_work_may_start(
    file, researcher, bvf_user, handler_user
):
    take_up(file("iik-new"), by=Actor(user=handler_user), at=NOW)
    start = at(2027, 1, 8, 0, 5)

    # The day before its window ends: to who handles it.
    assert queue_due_reminders(at=start - timedelta(days=2)) == 1
    assert queue_due_reminders(at=start) == 1

    reminder = Reminder.objects.get(kind=ReminderKind.MAY_START)
    assert reminder.recipients == [researcher.email, bvf_user.email]
    assert reminder.fact_on == date(2027, 1, 8)


def test_applicant_of_an_objected_case_is_not_told_to_start(file, decide):
    decide(file("iik-new"), "cannot-agree")

    assert queue_due_reminders(at=at(2027, 1, 7)) == 0


def test_reminders_read_well_and_go_out_once(file, handler_user):
    take_up(file("iik-new"), by=Actor(user=handler_user), at=NOW)
    start = at(2027, 1, 8, 6)
    queue_due_reminders(at=start)

    send_due(at=start)
    send_due(at=start)

    told = [(*message.to, message.subject) for message in mail.outbox]
    assert told == [
        ("anna@voorbeeld.nl", "IG 26-001_IIk-000: ontvangstbevestiging"),
        ("sem@voorbeeld.nl", "IG 26-001_IIk-000: ontvangstbevestiging"),
        ("anna@voorbeeld.nl", MAY_START),
        ("sem@voorbeeld.nl", MAY_START),
    ]
    assert "vrijdag 8 januari 2027" in mail.outbox[-1].body


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_promise_each_reminder_once(file, handler_user):
    for _ in range(3):
        take_up(file(), by=Actor(user=handler_user), at=NOW)

    at_once(*[lambda: queue_due_reminders(at=SEVEN)] * 3)

    assert Reminder.objects.count() == 3


def test_silence_closes_after_the_window_and_not_before(case):
    assert close_silent_notifications(at=at(2027, 1, 7, 23, 59)) == 0
    assert close_silent_notifications(at=AFTER) == 1
    assert close_silent_notifications(at=AFTER) == 0

    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_objected_case_is_not_closed_by_silence(in_handling, decide):
    decide(in_handling, "cannot-agree")

    assert close_silent_notifications(at=AFTER) == 0


def test_new_free_day_moves_open_cases_and_tells_those_concerned(case, researcher):
    a_free_day(date(2027, 1, 7))

    assert derive_open_cases(at=NOW) == 1
    assert derive_open_cases(at=NOW) == 0

    case.refresh_from_db()
    assert case.objection_until == date(2027, 1, 8)
    event = case.events.last()
    assert event.act == Act.REDERIVE
    assert event.facts["changes"] == [
        {"date": "objection_until", "old": "2027-01-07", "new": "2027-01-08"}
    ]
    reminder = Reminder.objects.get()
    assert reminder.kind == ReminderKind.DATES_CHANGED
    assert reminder.recipients[0] == researcher.email
    send_due(at=NOW)
    assert "7 januari 2027 → 8 januari 2027" in mail.outbox[-1].body


def test_closed_cases_keep_their_dates(case):
    close_silent_notifications(at=AFTER)
    a_free_day(date(2027, 1, 7))

    assert derive_open_cases(at=AFTER) == 0


def test_deriving_takes_the_same_queries_for_one_and_for_many(
    file, django_assert_num_queries, django_assert_max_num_queries
):
    file()
    derive_open_cases(at=NOW)
    with django_assert_max_num_queries(12) as first:
        derive_open_cases(at=NOW)
    for _ in range(5):
        file()
    with django_assert_num_queries(len(first)):
        derive_open_cases(at=NOW)


@pytest.mark.django_db(transaction=True)
def test_round_killed_half_way_sends_each_reminder_once(
    celery_worker_process, smtp_sink, file
):
    received = timezone.now() - timedelta(days=40)
    for _ in range(12):
        file(at=received)
    daily_round.delay()
    smtp_sink.wait_for(5)
    celery_worker_process.kill()
    after_kill = len(smtp_sink.messages)
    celery_worker_process.start()
    daily_round.delay()
    daily_round.delay()

    # Reminders too: when the kill came early, none had been promised yet. Of each case
    # that its window ends, and that nobody took it.
    promised = Reminder.objects.count
    celery_worker_process.until(lambda: promised() == 24 and not unsent())

    ids = [message["Message-ID"] for message in smtp_sink.messages]
    alone = Reminder.objects.filter(in_digest=False).count()
    expected = Delivery.objects.count() + alone + Digest.objects.count()
    assert after_kill < expected
    assert len(set(ids)) == expected
    assert len(ids) - len(set(ids)) <= 1  # the gap that ADR 4 names


def unsent() -> bool:
    """Is anything promised and not sent?"""
    letters = Delivery.objects.filter(sent_at__isnull=True)
    return letters.exists() or Reminder.objects.filter(sent_at__isnull=True).exists()
