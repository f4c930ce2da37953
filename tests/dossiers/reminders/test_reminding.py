"""Reminders of answers, decisions and what lies: each once, to whom it concerns."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from psycopg.types.range import DateRange

from accounts.models import BureauRole
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.asking import (
    RequestedQuestion,
    renew_request,
    request_information,
    revoke_request,
)
from dossiers.models import Absence, Case, Reminder, ReminderKind
from dossiers.operations.sending_round import send_due
from dossiers.reminders.promising import queue_due_reminders, queue_reminder
from dossiers.reminders.recipients import handler_recipients
from dossiers.states import Act
from tests.at_once import at_once
from tests.cast import NOW, official
from tests.dossiers.conftest import at

ACTOR = "handler_user"

# Received on Monday 23 November 2026: to be decided on Thursday 7 January 2027.
LAST_DAY = date(2027, 1, 7)
ANSWER_BY = date(2026, 12, 15)
WINDOWS = {ReminderKind.WINDOW_7, ReminderKind.WINDOW_1}


@pytest.fixture
def request_28(file, by):
    """A 2.8 request in handling."""
    case = file("2.8")
    take_up(case, by=by, at=NOW)
    return case


@pytest.fixture
def asked(request_28, by):
    """A request for further information of 1 December, to be answered by the 15th."""
    return request_information(
        request_28,
        opening="",
        questions=[RequestedQuestion("", "", "Welke gastheer?")],
        answer_by=ANSWER_BY,
        by=by,
        at=at(2026, 12, 1),
    )


def kinds() -> list[str]:
    return list(Reminder.objects.order_by("pk").values_list("kind", flat=True))


def every_day(first: date, last: date) -> list[tuple[date, str]]:
    """The round of every day, twice a day; what it promised on which day."""
    found = []
    day = first
    while day <= last:
        seen = set(Reminder.objects.values_list("pk", flat=True))
        for hour in (0, 13):
            queue_due_reminders(at=at(day.year, day.month, day.day, hour, 5))
        new = Reminder.objects.exclude(pk__in=seen).order_by("pk")
        found += [(day, kind) for kind in new.values_list("kind", flat=True)]
        day += timedelta(days=1)
    return found


def test_decision_is_reminded_of_a_week_and_a_day_before_and_when_overdue(request_28):
    assert every_day(date(2026, 12, 20), date(2027, 1, 20)) == [
        (date(2026, 12, 31), ReminderKind.DUE_7),
        (date(2027, 1, 6), ReminderKind.DUE_1),
        (date(2027, 1, 8), ReminderKind.OVERDUE),
    ]


def test_overdue_is_told_to_the_deciders_too(request_28, handler_user, decider_user):
    queue_due_reminders(at=at(2027, 1, 8))

    reminder = Reminder.objects.get()
    assert reminder.recipients == [handler_user.email, decider_user.email]
    assert reminder.fact_on == LAST_DAY


def test_three_days_without_a_round_are_made_up_for(request_28):
    queue_due_reminders(at=at(2027, 1, 3))
    assert kinds() == [ReminderKind.DUE_7]

    queue_due_reminders(at=at(2027, 1, 11))
    assert kinds() == [ReminderKind.DUE_7, ReminderKind.OVERDUE]


def test_a_request_for_consent_is_a_decision_and_no_window(file, by):
    case = file("iik-new")
    take_up(case, by=by, at=NOW)
    Case.objects.update(asks_consent=True, due_on=LAST_DAY, may_start_on=None)

    queue_due_reminders(at=at(2027, 1, 6))

    assert kinds() == [ReminderKind.DUE_1]


def test_consent_to_a_change_leaves_the_window_to_remind_of(file, by):
    """Besluit ggo 2.26 lid 2: its eight weeks end after the window of 2.19."""
    take_up(file(), by=by, at=NOW)
    Case.objects.update(asks_consent=True, due_on=LAST_DAY + timedelta(days=11))

    queue_due_reminders(at=at(2027, 1, 6))

    assert kinds() == [ReminderKind.WINDOW_1]


def test_a_notification_has_no_decision_to_remind_of(in_handling):
    found = every_day(date(2026, 12, 30), date(2027, 1, 12))

    assert {kind for _day, kind in found} == WINDOWS


def test_answer_is_reminded_of_and_missed_by_both_sides(
    asked, researcher, handler_user
):
    assert every_day(date(2026, 12, 2), date(2027, 2, 1)) == [
        (date(2026, 12, 8), ReminderKind.ANSWER_7),
        (date(2026, 12, 14), ReminderKind.ANSWER_1),
        (date(2026, 12, 16), ReminderKind.ANSWER_MISSED),
        (date(2026, 12, 16), ReminderKind.EXITS),
    ]
    missed = Reminder.objects.get(kind=ReminderKind.ANSWER_MISSED)
    assert researcher.email in missed.recipients
    exits = Reminder.objects.get(kind=ReminderKind.EXITS)
    assert exits.recipients == [handler_user.email]
    assert exits.fact_on == missed.fact_on == ANSWER_BY


def test_while_the_clock_stands_still_no_decision_is_reminded_of(asked):
    queue_due_reminders(at=at(2027, 3, 1))

    assert set(kinds()) == {ReminderKind.ANSWER_MISSED, ReminderKind.EXITS}


def test_a_short_time_to_answer_is_not_reminded_of_at_once(request_28, by):
    request_information(
        request_28,
        opening="",
        questions=[RequestedQuestion("", "", "Welke gastheer?")],
        answer_by=date(2026, 12, 4),
        by=by,
        at=at(2026, 12, 1),
    )

    assert every_day(date(2026, 12, 1), date(2026, 12, 4)) == [
        (date(2026, 12, 3), ReminderKind.ANSWER_1)
    ]


def test_a_later_date_is_reminded_of_anew(asked, by):
    queue_due_reminders(at=at(2026, 12, 14))
    renew_request(asked, answer_by=date(2026, 12, 29), by=by, at=at(2026, 12, 14))

    assert every_day(date(2026, 12, 15), date(2026, 12, 28)) == [
        (date(2026, 12, 22), ReminderKind.ANSWER_7),
        (date(2026, 12, 28), ReminderKind.ANSWER_1),
    ]


def test_a_withdrawn_or_answered_request_is_not_reminded_of(asked, by):
    revoke_request(asked, by=by, at=at(2026, 12, 2))
    assert queue_due_reminders(at=at(2026, 12, 16)) == 0


def test_the_kg_or_va_of_a_combination_is_reminded_of_by_its_own_term(file, by):
    for case in Case.objects.filter(application=file("2.8-combination").application):
        take_up(case, by=by, at=NOW)

    queue_due_reminders(at=at(2027, 1, 6))
    queue_due_reminders(at=at(2027, 6, 1))

    told = set(Reminder.objects.values_list("case__part", flat=True))
    assert told == {"2.8", "follow-up"}


@pytest.mark.parametrize(
    ("day", "told"),
    [(at(2026, 11, 25), 0), (at(2026, 11, 26), 1), (at(2026, 12, 26), 1)],
)
def test_a_case_that_nobody_takes_alarms_the_bureau_after_two_working_days(
    file, day, told
):
    file("2.8")

    queue_due_reminders(at=day)

    found = Reminder.objects.filter(kind=ReminderKind.UNASSIGNED)
    assert found.count() == told
    for reminder in found:
        assert reminder.recipients == [settings.BUREAU_EMAIL]
        assert reminder.fact_on == date(2026, 11, 23)


def test_weekends_do_not_alarm_the_bureau(file):
    file("2.8", at=at(2026, 11, 26))  # a Thursday

    assert queue_due_reminders(at=at(2026, 11, 30)) == 0
    assert queue_due_reminders(at=at(2026, 12, 1)) == 1


def test_a_case_that_was_taken_alarms_nobody(request_28):
    assert queue_due_reminders(at=at(2026, 12, 1)) == 0


def test_what_has_ended_is_not_reminded_of(request_28, decide):
    decide(request_28, "2.8", at=at(2026, 12, 1))

    assert queue_due_reminders(at=at(2027, 1, 6)) == 0
    assert queue_due_reminders(at=at(2027, 3, 1)) == 0


def absent(person, substitute, first: date, last: date) -> None:
    Absence.objects.create(
        person=person,
        substitute=substitute,
        days=DateRange(first, last, "[]"),
        created_at=NOW,
        created_by=person,
    )


def test_of_an_absent_handler_the_substitute_hears_it_too(request_28, handler_user):
    substitute_user = official("Bo Post", BureauRole.HANDLER)
    absent(handler_user, substitute_user, date(2026, 12, 28), date(2027, 1, 3))

    queue_due_reminders(at=at(2026, 12, 31))
    queue_due_reminders(at=at(2027, 1, 6))

    week, day = Reminder.objects.order_by("pk")
    assert week.recipients == [handler_user.email, substitute_user.email]
    assert day.recipients == [handler_user.email]


def test_handlers_takes_the_same_queries_for_one_and_for_many(
    file, by, django_assert_num_queries
):
    cases = [file() for _ in range(3)]
    for case in cases:
        take_up(case, by=by, at=NOW)

    for some in (cases[:1], cases):
        read = list(
            Case.objects.select_related("handler").filter(
                pk__in=[case.pk for case in some]
            )
        )
        with django_assert_num_queries(2):
            handler_recipients(read, on=date(2026, 12, 1))


def test_round_takes_the_same_queries_for_one_and_for_many(
    file, by, django_assert_num_queries, django_assert_max_num_queries
):
    when = at(2027, 1, 6)
    take_up(file("2.8"), by=by, at=NOW)
    with django_assert_max_num_queries(40) as first:
        queue_due_reminders(at=when)
    Reminder.objects.all().delete()
    for _ in range(4):
        take_up(file("2.8"), by=by, at=NOW)
    with django_assert_num_queries(len(first)):
        queue_due_reminders(at=when)


@pytest.mark.django_db(transaction=True)
def test_rounds_at_once_promise_each_reminder_once(asked):
    when = at(2026, 12, 16)

    at_once(*[lambda: queue_due_reminders(at=when)] * 3)

    assert sorted(kinds()) == [ReminderKind.ANSWER_MISSED, ReminderKind.EXITS]


def test_one_fact_is_told_once(case, handler_user):
    event = case.events.get(act=Act.RECEIVE)
    to = handler_recipients([case], on=date(2026, 12, 1))[case.pk]
    for _ in range(2):
        queue_reminder(
            ReminderKind.INFORMED,
            case,
            to=to,
            at=NOW,
            fact_on=date(2026, 12, 1),
            event=event,
        )

    assert Reminder.objects.count() == 1


@pytest.mark.parametrize(
    "kind", [kind for kind in ReminderKind if "advice" not in kind]
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reminder_has_a_mail_with_its_case_and_a_link(case, kind, language):
    Reminder.objects.create(
        case=case,
        kind=kind,
        fact_on=date(2027, 1, 7),
        event=case.events.get(),
        recipients=["iemand@voorbeeld.nl"],
        language=language,
        created_at=NOW,
        send_after=NOW,
    )

    send_due(at=NOW)

    message = mail.outbox[-1]
    assert message.subject.startswith(f"{case.label}: ")
    assert case.number in message.body
    assert "https://" in message.body or "http://" in message.body
    assert "{{" not in message.body
    assert "%(" not in message.subject
