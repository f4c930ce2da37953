"""The mails to advisers: with the link, once, in their language; and the reminders."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.actor import Actor
from dossiers.advice.advice_link import advice_by_token
from dossiers.advice.advice_reminders import queue_advice_reminders
from dossiers.advice.advising import give_advice, revoke_advice, send_link_again
from dossiers.models import Advice, Case, Reminder, ReminderKind
from dossiers.operations.sending_round import send_due
from dossiers.states import State
from dossiers.tasks import daily_round
from procedures.counting.legal_day import legal_day
from tests.at_once import at_once
from tests.cast import NOW
from tests.dossiers.advisers import QUESTION, adviser, ask
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
THREE_BEFORE, DAY_AFTER = at(2026, 12, 4), at(2026, 12, 8)
LINK = re.compile(r"http://\S+?((?:/en)?/advice/(\S+))")


@pytest.fixture
def asked(in_handling, handler_user) -> Advice:
    """A question to COGEM, by 7 December; the receipt of the case has left."""
    send_due(at=NOW)
    mail.outbox.clear()
    return ask(in_handling, handler_user)


def linked(message) -> Advice | None:
    """The advice that the link in a mail opens."""
    return advice_by_token(LINK.search(message.body)[2])


def kinds() -> list[str]:
    """The reminders that were promised."""
    return list(Reminder.objects.order_by("pk").values_list("kind", flat=True))


def test_the_question_goes_out_once_with_a_link_that_works(asked):
    assert send_due(at=NOW) == 1
    assert send_due(at=NOW + timedelta(days=1)) == 0

    (message,) = mail.outbox
    assert message.to == ["wijs@voorbeeld.nl"]
    assert (
        message.subject
        == "IG 26-001_I-000: uw advies gevraagd, uiterlijk 7 december 2026"
    )
    assert QUESTION in message.body
    assert "Mila Visser" in message.body
    assert linked(message) == asked


def test_the_question_in_english_leads_to_the_english_page(in_handling, handler_user):
    ask(in_handling, handler_user, language="en")

    send_due(at=NOW)

    message = mail.outbox[-1]
    assert message.subject == (
        "IG 26-001_I-000: your advice is asked, before or on 7 December 2026"
    )
    assert LINK.search(message.body)[1].startswith("/en/advice/")


def test_sending_again_mails_a_new_link_under_a_new_message_id(asked, handler_user):
    send_due(at=NOW)

    send_link_again(asked, by=Actor(user=handler_user), at=NOW)
    send_due(at=NOW)

    first, second = mail.outbox
    assert linked(first) is None
    assert linked(second) == asked
    first_id, second_id = (
        message.extra_headers["Message-ID"] for message in mail.outbox
    )
    assert first_id != second_id


def test_a_question_withdrawn_before_it_left_is_not_sent(asked, handler_user):
    revoke_advice(asked, by=Actor(user=handler_user), at=NOW)

    assert send_due(at=NOW) == 0


def test_a_question_in_a_case_that_ended_before_it_left_is_not_sent(asked):
    Case.objects.update(state=State.WITHDRAWN)

    assert send_due(at=NOW) == 0


def test_the_handler_gets_a_mail_without_the_advice_in_it(asked, handler_user):
    send_due(at=NOW)
    mail.outbox.clear()

    give_advice(asked, text="De vector deugt.", by=adviser(asked), at=NOW)
    send_due(at=NOW)

    (message,) = mail.outbox
    assert message.to == [handler_user.email]
    assert "De vector deugt." not in message.body
    assert "/cases/IG-26-001_I-000" in message.body


def test_three_days_beforehand_the_adviser_is_reminded_once(asked):
    send_due(at=NOW)
    assert queue_advice_reminders(at=THREE_BEFORE - timedelta(days=1)) == 0

    assert queue_advice_reminders(at=THREE_BEFORE) == 1
    assert queue_advice_reminders(at=THREE_BEFORE + timedelta(days=1)) == 0

    send_due(at=THREE_BEFORE)
    message = mail.outbox[-1]
    assert message.to == [asked.email]
    assert (
        message.subject
        == "IG 26-001_I-000: uw advies wordt op 7 december 2026 verwacht"
    )
    assert linked(message) == asked


def test_after_the_day_the_adviser_is_reminded_once(asked):
    send_due(at=NOW)

    assert queue_advice_reminders(at=DAY_AFTER) == 1
    assert queue_advice_reminders(at=DAY_AFTER + timedelta(days=3)) == 0

    send_due(at=DAY_AFTER)
    assert kinds() == [ReminderKind.ADVICE_LATE]
    assert linked(mail.outbox[-1]) == asked


def test_on_the_day_itself_a_missed_reminder_is_made_up_for(asked):
    assert queue_advice_reminders(at=at(2026, 12, 7)) == 1

    assert kinds() == [ReminderKind.ADVICE_3]


def test_long_after_the_day_nobody_is_reminded(asked):
    assert queue_advice_reminders(at=at(2026, 12, 22)) == 0


def test_a_question_with_little_time_is_not_reminded_of_beforehand(
    in_handling, handler_user
):
    ask(in_handling, handler_user, advise_by=date(2026, 11, 26))

    assert queue_advice_reminders(at=NOW) == 0


def test_two_advisers_of_one_case_are_each_reminded(asked, in_handling, handler_user):
    other = ask(in_handling, handler_user, name="Bo Bot", email="bot@voorbeeld.nl")

    assert queue_advice_reminders(at=THREE_BEFORE) == 2

    recipients = Reminder.objects.values_list("recipients", flat=True)
    assert sorted(recipients) == [[other.email], [asked.email]]


@pytest.mark.parametrize("end", ["given", "revoked", "ended", "prepared"])
def test_who_need_not_advise_any_more_is_not_reminded(asked, handler_user, end):
    if end == "given":
        give_advice(asked, text="Ja", by=adviser(asked), at=NOW)
    elif end == "revoked":
        revoke_advice(asked, by=Actor(user=handler_user), at=NOW)
    else:
        state = State.CLOSED if end == "ended" else State.PREPARED
        Case.objects.update(state=state)

    assert queue_advice_reminders(at=DAY_AFTER) == 0


def test_a_reminder_that_has_not_left_is_taken_back_when_the_advice_comes(asked):
    queue_advice_reminders(at=DAY_AFTER)

    give_advice(asked, text="Ja", by=adviser(asked), at=DAY_AFTER)

    assert kinds() == [ReminderKind.INFORMED]


def test_the_daily_round_reminds_advisers(asked, time_machine):
    time_machine.move_to(DAY_AFTER)

    daily_round()

    assert ReminderKind.ADVICE_LATE in kinds()


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_remind_once(asked):
    at_once(*[lambda: queue_advice_reminders(at=DAY_AFTER)] * 2)

    assert kinds() == [ReminderKind.ADVICE_LATE]


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_the_question(
    celery_worker_process, smtp_sink, in_handling, handler_user
):
    now = timezone.now()
    in_two_weeks = legal_day(now) + timedelta(days=14)
    advice = ask(in_handling, handler_user, at=now, advise_by=in_two_weeks)

    celery_worker_process.until(lambda: Advice.objects.get(pk=advice.pk).sent_at)

    to = [message["To"] for message in smtp_sink.messages]
    assert to.count("wijs@voorbeeld.nl") == 1
