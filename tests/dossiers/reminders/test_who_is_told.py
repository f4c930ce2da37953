"""Who is told, and who is not: the one who did it himself, and what was taken back."""

from datetime import date

import pytest
from django.core import mail

from accounts.actor import Actor
from accounts.models import BureauRole, Position
from dossiers.advice.advice_reminders import queue_advice_reminders
from dossiers.advice.advising import revoke_advice
from dossiers.models import Reminder, ReminderKind
from dossiers.operations.sending_round import send_due
from dossiers.reminders.promising import queue_due_reminders
from tests.cast import NOW
from tests.dossiers.advisers import ask
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(handler_user, decider_user):
    """A handler who decides as well, beside a colleague who only decides."""
    Position.objects.create(user=handler_user, role=BureauRole.DECIDER)
    return handler_user


def test_who_prepared_a_decision_is_not_asked_to_sign_it(
    file, prepared, both, decider_user
):
    prepared(file("iii-new"))

    reminder = Reminder.objects.get(kind=ReminderKind.SIGNATURE)
    assert reminder.recipients == [decider_user.email]


def test_to_sign_leaves_out_what_one_prepared_oneself(
    client, file, prepared, both, decider_user
):
    prepared(file("iii-new"))

    for user, count in ((both, 0), (decider_user, 1)):
        client.force_login(user)
        chips = client.get("/worklist").context["chips"]
        assert {chip.key: chip.number for chip in chips}["sign"] == count


def test_a_reminder_of_a_withdrawn_question_to_an_adviser_is_not_sent(
    in_handling, handler_user
):
    advice = ask(in_handling, handler_user)
    send_due(at=NOW)
    queue_advice_reminders(at=at(2026, 12, 4))
    mail.outbox.clear()

    revoke_advice(advice, by=Actor(user=handler_user), at=at(2026, 12, 4))
    send_due(at=at(2026, 12, 4, 13))

    assert [one.to for one in mail.outbox if advice.email in one.to] == []


def test_nobody_is_reminded_of_an_answer_on_the_day_of_asking(file, asked):
    asked(file("2.8"), answer_by=date(2026, 12, 2), at=at(2026, 12, 1))

    queue_due_reminders(at=at(2026, 12, 1, 13))
    on_the_day = set(Reminder.objects.values_list("kind", flat=True))
    queue_due_reminders(at=at(2026, 12, 2))

    assert ReminderKind.ANSWER_1 not in on_the_day
    assert Reminder.objects.filter(kind=ReminderKind.ANSWER_1).count() == 1
