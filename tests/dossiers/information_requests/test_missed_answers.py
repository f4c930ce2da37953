"""A melding or ATV request whose answer stays away: the clock runs on (Awb 4:15)."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from accounts.actor import Actor
from dossiers.cases.rederiving import derive_open_cases
from dossiers.correspondence.letter_kinds import LETTERS
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.answering import file_answer
from dossiers.information_requests.asking import (
    RequestedQuestion,
    renew_request,
    request_information,
)
from dossiers.information_requests.requests_api import request_json
from dossiers.models import Letter, LetterKind, Reminder, ReminderKind
from dossiers.operations.sending_round import send_due
from dossiers.reminders.promising import queue_due_reminders
from dossiers.states import Act
from tests.cast import NOW
from tests.dossiers.conftest import at

ACTOR = "handler_user"

# Received on Monday 23 November 2026: eight weeks end on Monday 18 January 2027. Asked
# on 1 December, answer by the 15th: 14 days stand still, so through 1 February.
ANSWER_BY = date(2026, 12, 15)
LAST_DAY = date(2027, 2, 1)
QUESTION = RequestedQuestion("", "", "Waarom deze werkvoorschriften?")


@pytest.fixture
def atv(file, by):
    """An ATV request in handling."""
    case = file("atv")
    take_up(case, by=by, at=NOW)
    return case


@pytest.fixture
def request_of_atv(atv, by):
    """What was asked in it, and not answered."""
    return ask(atv, by, at(2026, 12, 1), ANSWER_BY)


def ask(case, by: Actor, moment, answer_by: date):
    return request_information(
        case,
        opening="",
        questions=[QUESTION],
        answer_by=answer_by,
        by=by,
        at=moment,
    )


def words_of(kind: LetterKind) -> str:
    """All words of the last letter of a kind, in Dutch."""
    with translation.override("nl"):
        return str(LETTERS[kind].write(Letter.objects.filter(kind=kind).last()).parts)


def due_after_round(case, *day: int) -> date | None:
    """The last day to decide after the round of a day."""
    derive_open_cases(at=at(*day))
    case.refresh_from_db()
    return case.due_on


def test_clock_runs_from_the_day_after_the_missed_date_and_not_before(
    atv, request_of_atv
):
    assert due_after_round(atv, 2026, 12, 15) is None
    assert due_after_round(atv, 2026, 12, 16) == LAST_DAY
    assert atv.events.last().act == Act.REDERIVE
    assert due_after_round(atv, 2026, 12, 28) == LAST_DAY


def test_handler_is_reminded_on_that_day_with_the_new_last_day(
    atv, request_of_atv, handler_user, researcher
):
    for day in (15, 16, 17):
        derive_open_cases(at=at(2026, 12, day))
        queue_due_reminders(at=at(2026, 12, day))

    runs_on = Reminder.objects.get(kind=ReminderKind.CLOCK_RUNS)
    assert runs_on.recipients == [handler_user.email]
    assert (runs_on.created_at, runs_on.fact_on) == (at(2026, 12, 16), ANSWER_BY)
    assert not Reminder.objects.filter(kind=ReminderKind.EXITS).exists()
    Reminder.objects.update(in_digest=False)
    send_due(at=at(2026, 12, 17))
    (told,) = [one for one in mail.outbox if "termijn loopt verder" in one.subject]
    assert "vanaf woensdag 16 december 2026" in told.body
    assert "maandag 1 februari 2027" in told.body
    missed = [one for one in mail.outbox if "missen uw antwoord" in one.subject]
    assert researcher.email in {address for one in missed for address in one.to}
    assert all("sinds woensdag 16 december 2026" in one.body for one in missed)


def test_letter_that_asks_says_that_the_clock_does_not_wait(request_of_atv):
    words = words_of(LetterKind.REQUEST)

    assert "Hebben wij op dinsdag 15 december 2026 geen antwoord" in words
    assert "vanaf woensdag 16 december 2026 toch verder" in words
    assert "(Awb 4:15 lid 1 onder a)" in words


def test_letter_of_another_procedure_says_nothing_of_it(file, by):
    case = file("2.8")
    take_up(case, by=by, at=NOW)
    ask(case, by, NOW, ANSWER_BY)

    assert "toch verder" not in words_of(LetterKind.REQUEST)


def test_page_that_asks_says_so_with_the_dates(atv, client, handler_user, time_machine):
    time_machine.move_to(at(2026, 12, 1))
    client.force_login(handler_user)
    url = reverse("ask-information", args=[atv.number])

    form = client.get(url).text
    typed = {"answer_by": "2026-12-15", "count": "1", "0-text": "Waarom?"}
    preview = client.post(url, typed | {"step": "preview"}).text

    assert "verder vanaf de dag na deze datum" in form
    assert "loopt zij vanaf 16 december 2026 verder" in preview
    # Answered on the 15th the term ends on 31 January, a Sunday: both on 1 February.
    assert preview.count("1 februari 2027") == 2


def test_pages_of_the_case_tell_both_sides_that_the_clock_runs(
    atv, request_of_atv, client, handler_user, researcher, time_machine
):
    due_after_round(atv, 2026, 12, 16)
    time_machine.move_to(at(2026, 12, 16))
    url = reverse("case", args=[atv.number])

    client.force_login(handler_user)
    bureau = client.get(url).text
    client.force_login(researcher)
    lab = client.get(url).text

    assert "loopt sinds 16 december 2026 verder" in bureau
    assert "Later antwoord toestaan" not in bureau
    assert "act/renew" not in bureau
    assert "loopt sinds 16 december 2026 verder" in lab
    assert "geen antwoord tot en met 15 december 2026" in lab
    assert "1 februari 2027" in lab


def test_later_day_is_refused_once_the_clock_runs_and_asking_anew_stops_it(
    atv, request_of_atv, by
):
    due_after_round(atv, 2026, 12, 16)
    with pytest.raises(NotAllowed, match="16"):
        renew_request(
            request_of_atv, answer_by=date(2027, 1, 5), by=by, at=at(2026, 12, 16)
        )

    ask(atv, by, at(2026, 12, 17), date(2027, 1, 5))

    atv.refresh_from_db()
    assert atv.due_on is None
    # 14 days, and 18 December to 5 January: 19 more.
    assert due_after_round(atv, 2027, 1, 6) == date(2027, 2, 22)


def test_later_day_in_time_moves_the_day_from_which_it_runs(atv, request_of_atv, by):
    renew_request(
        request_of_atv, answer_by=date(2026, 12, 22), by=by, at=at(2026, 12, 15)
    )

    assert due_after_round(atv, 2026, 12, 16) is None
    assert due_after_round(atv, 2026, 12, 23) == date(2027, 2, 8)


def test_late_answer_is_received_and_moves_no_date(atv, request_of_atv, researcher):
    due_after_round(atv, 2026, 12, 16)
    answers = {one.pk: "pUC19" for one in request_of_atv.questions.all()}

    file_answer(
        request_of_atv, answers=answers, by=Actor(user=researcher), at=at(2026, 12, 30)
    )

    atv.refresh_from_db()
    assert atv.due_on == LAST_DAY
    assert "Uw antwoord verandert de data niet" in words_of(LetterKind.ANSWER)


def test_api_names_the_day_from_which_the_clock_runs(atv, request_of_atv):
    assert request_json(request_of_atv, atv.number)["runsOnFrom"] == "2026-12-16"
