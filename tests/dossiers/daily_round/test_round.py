"""The daily round when a case is locked or wrong: named, and no other waits for it."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail

from accounts.actor import Actor
from accounts.models import SignOfLife
from accounts.signs_of_life import mark_begun, mark_failed, mark_finished
from dossiers.advice.advice_reminders import queue_advice_reminders
from dossiers.cases.rederiving import derive_open_cases
from dossiers.decisions.closing_by_silence import close_silent_notifications
from dossiers.handling.taking_up import take_up
from dossiers.models import Case, Digest, Reminder, ReminderKind, Step, Trouble
from dossiers.operations.round_page import WORDS
from dossiers.operations.sending_round import oldest_unsent, send_due
from dossiers.reminders.digests import gather_digests
from dossiers.reminders.promising import queue_due_reminders
from dossiers.states import State
from dossiers.tasks import STEPS, daily_round
from ggo_portal.work import WITHIN
from tests.at_once import at_once
from tests.cast import NOW
from tests.dossiers.advisers import ask
from tests.dossiers.conftest import at
from tests.dossiers.free_days import a_free_day
from tests.dossiers.stumbling import break_data, locked

AFTER = at(2027, 1, 8, 0, 5)


def states() -> list[str]:
    """The states of all cases, in the order of their numbers."""
    return list(Case.objects.order_by("pk").values_list("state", flat=True))


def troubles() -> list[tuple]:
    """What is in trouble now: case, step, and whether it raised."""
    rows = Trouble.objects.open()
    return [(row.case_id, row.step, bool(row.error)) for row in rows]


@pytest.mark.django_db(transaction=True)
def test_closing_passes_by_a_locked_case_and_closes_it_in_the_next_round(file):
    _first, held, _last = (file() for _ in range(3))

    with locked(held):
        assert close_silent_notifications(at=AFTER) == 2
    assert states() == [State.CLOSED, State.RECEIVED, State.CLOSED]
    assert troubles() == [(held.pk, Step.CLOSE, False)]

    assert close_silent_notifications(at=AFTER + timedelta(hours=1)) == 1
    assert states() == [State.CLOSED] * 3
    assert troubles() == []
    assert not Reminder.objects.filter(kind=ReminderKind.ROUND_FAILED).exists()


@pytest.mark.django_db(transaction=True)
def test_deriving_passes_by_a_locked_case(file):
    _first, held, _last = (file() for _ in range(3))
    a_free_day(date(2027, 1, 7))

    with locked(held):
        assert derive_open_cases(at=NOW) == 2
    assert troubles() == [(held.pk, Step.DERIVE, False)]

    assert derive_open_cases(at=NOW) == 1
    assert troubles() == []


@pytest.mark.django_db(transaction=True)
def test_reminding_passes_by_a_locked_case(file, handler_user):
    for _ in range(3):
        take_up(file(), by=Actor(user=handler_user), at=NOW)
    held = Case.objects.order_by("pk")[1]
    day = at(2027, 1, 6, 0, 5)

    with locked(held):
        assert queue_due_reminders(at=day) == 2
    assert troubles() == [(held.pk, Step.REMIND, False)]

    assert queue_due_reminders(at=day) == 1
    assert troubles() == []


@pytest.mark.django_db(transaction=True)
def test_advisers_of_other_cases_are_reminded_while_one_is_locked(file, handler_user):
    cases = [file(), file()]
    for case in cases:
        take_up(case, by=Actor(user=handler_user), at=NOW)
        ask(case, handler_user)
    late = at(2026, 12, 8)  # the day after the one on which the advice was due

    with locked(cases[0]):
        assert queue_advice_reminders(at=late) == 1

    assert troubles() == [(cases[0].pk, Step.REMIND_ADVISERS, False)]
    assert queue_advice_reminders(at=late) == 1


def test_a_case_that_raises_is_named_and_all_others_go_on(file):
    wrong, *_others = (file() for _ in range(3))
    a_free_day(date(2027, 1, 7))
    break_data(wrong)

    assert derive_open_cases(at=NOW) == 2
    assert close_silent_notifications(at=at(2027, 1, 9)) == 2

    assert troubles() == [
        (wrong.pk, Step.DERIVE, True),
        (wrong.pk, Step.CLOSE, True),
    ]
    assert "DateOutOfRange" in Trouble.objects.first().error


def test_the_bureau_is_told_once_of_a_case_that_raises(file):
    wrong = file()
    break_data(wrong)

    for hour in range(3):
        derive_open_cases(at=NOW + timedelta(hours=hour))

    told = Reminder.objects.get(kind=ReminderKind.ROUND_FAILED)
    assert told.recipients == [settings.BUREAU_EMAIL]
    assert told.case == wrong
    assert Trouble.objects.get().times == 3


def test_what_goes_well_again_is_no_trouble_any_more(file):
    case = file()
    break_data(case)
    derive_open_cases(at=NOW)
    Case.objects.update(received_at=NOW)

    derive_open_cases(at=NOW)

    assert troubles() == []
    assert Trouble.objects.get().cleared_at == NOW


def test_closing_does_not_rest_on_a_date_that_was_not_derived_yet(case):
    """The step that derives may have failed: the window is longer than is stored."""
    a_free_day(date(2027, 1, 7))

    assert close_silent_notifications(at=AFTER) == 0
    assert close_silent_notifications(at=at(2027, 1, 9)) == 1


@pytest.mark.parametrize("broken", STEPS)
def test_a_step_that_fails_stops_no_other(case, broken, monkeypatch):
    def fail(*, at):
        raise RuntimeError("kapot")

    monkeypatch.setitem(STEPS, broken, fail)

    daily_round()

    rows = {row.name: row for row in SignOfLife.objects.all()}
    assert set(rows) == {f"round {step}" for step in STEPS}
    failing = [name for name, row in rows.items() if row.fails]
    assert failing == [f"round {broken}"]
    assert rows[f"round {broken}"].error == "RuntimeError: kapot"


def unassigned(number: int, file) -> None:
    """So many cases that nobody took, reminded of and gathered."""
    for _ in range(number):
        file("2.8")
    queue_due_reminders(at=at(2026, 12, 1))
    assert Reminder.objects.count() == number
    gather_digests(at=at(2026, 12, 1))


def mails_to(address: str) -> list:
    """What went to a mailbox."""
    return [message for message in mail.outbox if message.to == [address]]


def test_many_unassigned_cases_are_one_mail_to_the_bureau(file, monkeypatch):
    monkeypatch.setattr("dossiers.reminders.digest_mail.MOST", 3)
    unassigned(5, file)

    send_due(at=at(2026, 12, 1))
    send_due(at=at(2026, 12, 2))

    (message,) = mails_to(settings.BUREAU_EMAIL)
    assert message.subject == "5 herinneringen van 1 december 2026"
    assert "(5)" in message.body
    assert message.body.count("- IG 26-") == 3
    assert "en nog 2 zaken" in message.body
    assert "/worklist" in message.body
    assert not Reminder.objects.filter(sent_at=None).exists()


def test_one_reminder_goes_as_the_mail_it_always_was(file):
    unassigned(1, file)

    send_due(at=at(2026, 12, 1))

    (message,) = mails_to(settings.BUREAU_EMAIL)
    assert message.subject.endswith("niemand behandelt deze zaak")
    assert not Digest.objects.exists()


def test_a_digest_is_gathered_once(file):
    unassigned(3, file)

    assert gather_digests(at=at(2026, 12, 1)) == 0
    assert Digest.objects.count() == 1


def test_each_mailbox_gets_its_own_cases(file, handler_user, decider_user):
    """The handler and the decider both hear that decisions are overdue."""
    for _ in range(2):
        take_up(file("2.8"), by=Actor(user=handler_user), at=NOW)
    late = at(2027, 1, 8)

    queue_due_reminders(at=late)
    gather_digests(at=late)
    send_due(at=late)

    for person in (handler_user, decider_user):
        (message,) = mails_to(person.email)
        assert message.body.count("- IG 26-") == 2
    assert not Reminder.objects.filter(sent_at=None).exists()


def test_a_reminder_counts_as_sent_when_all_its_mailboxes_had_it(
    file, handler_user, decider_user
):
    for _ in range(2):
        take_up(file("2.8"), by=Actor(user=handler_user), at=NOW)
    late = at(2027, 1, 8)
    queue_due_reminders(at=late)
    gather_digests(at=late)
    waits = Digest.objects.get(recipient=decider_user.email)
    Digest.objects.filter(pk=waits.pk).update(send_after=late + timedelta(hours=1))

    send_due(at=late)
    assert Reminder.objects.filter(sent_at=None).count() == 2
    assert oldest_unsent() == late

    send_due(at=late + timedelta(hours=1))
    assert not Reminder.objects.filter(sent_at=None).exists()


def test_a_digest_is_in_the_language_of_its_reader(file, handler_user):
    handler_user.language = "en"
    handler_user.save()
    for _ in range(2):
        take_up(file(), by=Actor(user=handler_user), at=NOW)
    day = at(2027, 1, 6, 0, 5)

    queue_due_reminders(at=day)
    gather_digests(at=day)
    send_due(at=day)

    (message,) = mails_to(handler_user.email)
    assert message.subject == "2 reminders of 6 January 2027"
    assert "The window of article 2.19 ends tomorrow (2)" in message.body


@pytest.mark.django_db(transaction=True)
def test_gathering_at_once_makes_one_digest(file):
    for _ in range(3):
        file("2.8")
    queue_due_reminders(at=at(2026, 12, 1))

    at_once(*[lambda: gather_digests(at=at(2026, 12, 1))] * 3)

    assert Digest.objects.count() == 1
    assert Digest.objects.get().reminders.count() == 3


def test_page_names_each_piece_of_work_and_how_it_goes(client, handler_user):
    mark_begun("sending", at=NOW)
    mark_finished("sending", at=NOW)
    mark_begun("round close", at=NOW)
    mark_failed("round close", ValueError("kapot"), at=NOW)
    mark_begun("queue mail", at=NOW)
    client.force_login(handler_user)

    rows = client.get("/round").context["signs"]

    assert [(words, sign.finished_at, sign.fails) for words, sign in rows] == [
        ("Werkproces voor mail", None, False),
        ("Ronde: sluiten na de termijn van artikel 2.19", None, True),
        ("Brieven en herinneringen maken en verzenden", NOW, False),
    ]


def test_page_that_says_every_hour_is_not_called_daily(client, handler_user):
    client.force_login(handler_user)

    told = {"nl": client.get("/round").text, "en": client.get("/en/round").text}

    assert "Elk uur" in told["nl"]
    assert "agelijks" not in told["nl"]
    assert "Vaste ronde</h1>" in told["nl"]
    assert "Every hour" in told["en"]
    assert "aily" not in told["en"]


def test_every_piece_of_work_that_is_watched_has_words():
    assert set(WORDS) == set(WITHIN)
