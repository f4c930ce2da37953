"""The page that asks for further information, and what the case's page tells of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actor import Actor
from dossiers.information_requests.ask_forms import MAX_QUESTIONS
from dossiers.information_requests.asking import (
    renew_request,
    request_information,
    revoke_request,
)
from dossiers.models import Case, InformationRequest
from dossiers.states import State
from procedures.counting.legal_day import legal_day
from tests.cast import NOW
from tests.dossiers.conftest import at
from tests.dossiers.information_requests.a_request import REQUEST

pytestmark = pytest.mark.django_db
TODAY = legal_day(NOW)  # Monday 23 November 2026
TYPED = {
    "opening": "Wij hebben een vraag.",
    "answer_by": "2026-12-21",
    "count": "2",
    "0-place": "purpose/title",
    "0-text": "Wat bedoelt u met deze titel?",
    "1-place": "",
    "1-text": "Waar staat de autoclaaf?",
}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def signed_in(client, handler_user):
    client.force_login(handler_user)
    return client


@pytest.fixture
def on(client, handler_user, time_machine):
    """`on(day)`: the handler signed in on another day; a session does not last."""

    def move(day):
        time_machine.move_to(day)
        client.force_login(handler_user)
        return client

    return move


def url(case: Case) -> str:
    return reverse("ask-information", args=[case.number])


def page(client, case: Case) -> str:
    """The text of a case's page."""
    return client.get(reverse("case", args=[case.number])).text


def send(client, case: Case, **changes):
    """Send what the preview of a request sends; `changes` go before it."""
    case.refresh_from_db()
    typed = TYPED | {"seen": case.head, "step": "send"} | changes
    return client.post(url(case), typed)


def test_the_form_begins_with_one_question_and_the_usual_day(signed_in, in_handling):
    response = signed_in.get(url(in_handling))

    assert len(response.context["questions"]) == 1
    assert "Wilt u de vragen hieronder beantwoorden?" in response.text
    assert 'value="21-12-2026"' in response.text


def test_the_day_that_is_proposed_is_a_working_day(
    signed_in, in_handling, time_machine
):
    """Four weeks after Friday 27 November 2026 is Christmas Day, then a weekend."""
    time_machine.move_to(at(2026, 11, 27))

    response = signed_in.get(url(in_handling))

    assert 'value="28-12-2026"' in response.text


def test_a_question_can_be_about_each_part_and_question_of_the_form(
    signed_in, in_handling
):
    response = signed_in.get(url(in_handling))

    choices = dict(response.context["questions"][0].fields["place"].choices)
    assert choices[""] == "de indiening als geheel"
    assert ("purpose/title", "Titel") in choices["Doel van de werkzaamheden"]
    assert ("organisms/vector", "Vector") in choices["Organismen"]


def test_adding_and_removing_a_question_keeps_all_that_was_typed(
    signed_in, in_handling
):
    more = signed_in.post(url(in_handling), TYPED | {"step": "add"})
    assert [one["text"].value() for one in more.context["questions"]] == [
        TYPED["0-text"],
        TYPED["1-text"],
        None,
    ]
    assert TYPED["opening"] in more.text

    less = signed_in.post(url(in_handling), TYPED | {"step": "remove-0"})

    (left,) = less.context["questions"]
    assert left["text"].value() == TYPED["1-text"]
    assert less.context["form"]["answer_by"].value() == "2026-12-21"


@pytest.mark.parametrize("count", ["0", "-1", "x", "", "²", "9" * 5000])
@pytest.mark.parametrize("step", ["add", "remove-9", "remove-x", "", "preview", "send"])
def test_a_form_that_somebody_bent_is_only_shown_again(
    signed_in, in_handling, count, step
):
    sent = {"count": count, "step": step, "answer_by": "9999-99-99", "seen": "x" * 99}

    assert signed_in.post(url(in_handling), sent).status_code == 200
    assert not InformationRequest.objects.exists()


def test_there_is_an_end_to_the_questions(signed_in, in_handling):
    response = signed_in.post(url(in_handling), {"count": "999", "step": "add"})

    assert len(response.context["questions"]) == MAX_QUESTIONS
    assert not response.context["may_add"]


def test_every_error_stands_at_its_field_and_nothing_is_lost(signed_in, in_handling):
    wrong = {"answer_by": "2026-11-23", "1-text": " ", "0-place": "purpose/nothing"}

    response = signed_in.post(url(in_handling), TYPED | wrong | {"step": "preview"})

    assert response.context["form"].errors == {
        "answer_by": ["Geef een dag na vandaag."]
    }
    first, second = response.context["questions"]
    assert first.errors == {"place": ["Kies een onderdeel of vraag van dit formulier."]}
    assert second.errors == {"text": ["Schrijf de vraag op, of verwijder haar."]}
    for anchor in ("id_answer_by", "id_0-place", "id_1-text"):
        assert f'href="#{anchor}"' in response.text
    assert TYPED["0-text"] in response.text


@pytest.mark.parametrize("day", ["", "gisteren", "2026-11-22", "9999-12-31"])
def test_a_day_on_which_no_answer_can_come_is_refused(signed_in, in_handling, day):
    sent = TYPED | {"answer_by": day, "step": "preview"}

    response = signed_in.post(url(in_handling), sent)

    assert "answer_by" in response.context["form"].errors


def test_the_preview_shows_the_letter_and_the_dates_and_stores_nothing(
    signed_in, in_handling
):
    response = signed_in.post(url(in_handling), TYPED | {"step": "preview"})

    for words in (
        "Doel van de werkzaamheden › Titel",
        TYPED["0-text"],
        "maandag 21 december 2026",
        "7 januari 2027",  # as it is now, and if the answer comes tomorrow
        "3 februari 2027",  # 27 days later
        "Besluit ggo 2.18 lid 3",
    ):
        assert words in response.text
    assert not InformationRequest.objects.exists()
    in_handling.refresh_from_db()
    assert in_handling.state == State.IN_HANDLING


def test_from_the_preview_one_goes_back_with_all_that_was_typed(signed_in, in_handling):
    shown = signed_in.post(url(in_handling), TYPED | {"step": "preview"})
    along = dict(shown.context["hidden"])

    back = signed_in.post(url(in_handling), along | {"step": "back"})

    assert [one["text"].value() for one in back.context["questions"]] == [
        TYPED["0-text"],
        TYPED["1-text"],
    ]
    assert back.context["questions"][0]["place"].value() == "purpose/title"
    assert not back.context["has_errors"]


def test_what_the_preview_sends_along_asks(signed_in, in_handling):
    shown = signed_in.post(url(in_handling), TYPED | {"step": "preview"})
    along = dict(shown.context["hidden"])

    response = signed_in.post(url(in_handling), along | {"step": "send"}, follow=True)

    request = InformationRequest.objects.get()
    assert request.opening == TYPED["opening"]
    assert [(one.section, one.field, one.text) for one in request.questions.all()] == [
        ("purpose", "title", TYPED["0-text"]),
        ("", "", TYPED["1-text"]),
    ]
    assert "Het verzoek is vastgelegd" in response.text


def test_sending_twice_asks_once(signed_in, in_handling):
    in_handling.refresh_from_db()
    seen = in_handling.head
    send(signed_in, in_handling)

    again = send(signed_in, in_handling, seen=seen)

    assert again.status_code == 409
    assert "Kijk opnieuw" in again.text
    assert "door Mila Visser" in again.text
    assert TYPED["0-text"] in again.text
    assert InformationRequest.objects.count() == 1


def test_when_the_term_is_over_the_page_says_so_and_sends_nothing(in_handling, on):
    client = on(at(2027, 1, 8))
    assert "zonder gevolg" in client.get(url(in_handling)).text

    response = send(client, in_handling, answer_by="2027-02-01")

    assert response.status_code == 409
    assert "zonder gevolg" in response.text
    assert not InformationRequest.objects.exists()


def test_a_case_that_cannot_be_asked_leads_back_with_the_reason(signed_in, case):
    response = signed_in.get(url(case), follow=True)

    assert response.redirect_chain
    assert "Dit kan niet meer" in response.text


@pytest.mark.parametrize(
    "who", ["researcher", "outsider_user", "decider_user", "auditor"]
)
def test_nobody_else_finds_the_page(client, request, in_handling, who):
    client.force_login(request.getfixturevalue(who))

    # A decider reads the case, and is told for whom the act is.
    expected = 403 if who == "decider_user" else 404
    assert client.get(url(in_handling)).status_code == expected
    assert client.post(url(in_handling), TYPED).status_code == expected


def test_the_case_shows_what_was_asked_and_how_long_there_is(
    signed_in, in_handling, handler_user
):
    request_information(in_handling, **REQUEST, by=Actor(user=handler_user), at=NOW)

    text = page(signed_in, in_handling)

    assert "Doel van de werkzaamheden › Titel" in text
    assert "nog 28 dagen" in text
    assert reverse("case-act", args=[in_handling.number, "renew"]) in text


def test_the_applicant_does_not_see_the_panel_of_bureau_ggo(
    client, in_handling, asked, researcher
):
    asked(in_handling)
    client.force_login(researcher)

    assert "requests-heading" not in page(client, in_handling)


def test_an_auditor_sees_the_requests_and_no_buttons(
    client, in_handling, asked, auditor
):
    asked(in_handling)
    client.force_login(auditor)

    text = page(client, in_handling)

    assert "requests-heading" in text
    assert reverse("case-act", args=[in_handling.number, "renew"]) not in text


@pytest.mark.parametrize(("day", "is_late"), [(21, False), (22, True)])
def test_the_legal_exits_are_offered_only_after_the_missed_day(
    in_handling, asked, on, day, is_late
):
    asked(in_handling)

    text = page(on(at(2026, 12, day)), in_handling)

    # Four weeks after Monday 21 December.
    assert ("18 januari 2027" in text) == is_late
    assert ("Awb 4:5 lid 4" in text) == is_late
    assert ("Besluit ggo 2.18 lid 3" in text) == is_late
    assert ("?template=not-done" in text) == is_late
    assert ("vandaag laatste dag" in text) != is_late


def test_a_case_that_ended_without_an_answer_has_a_clock_that_stands(
    in_handling, asked, decide, on
):
    asked(in_handling)
    decide(in_handling, "not-done", at=at(2026, 12, 23))

    text = page(on(at(2027, 3, 1)), in_handling)

    assert "dag verstreken" in text
    assert "?template=not-done" not in text
    assert "Een besluit voorbereiden" not in text
    assert "klok staat stil: 29 dagen" in text
    assert "loopt nog" not in text
    assert "bij een antwoord" not in text


def test_a_request_withdrawn_says_so_and_offers_nothing(
    signed_in, in_handling, asked, handler_user
):
    revoke_request(asked(in_handling), by=Actor(user=handler_user), at=NOW)

    text = page(signed_in, in_handling)

    assert "ingetrokken op 23 november 2026" in text
    assert reverse("case-act", args=[in_handling.number, "revoke"]) not in text


def test_a_later_day_is_set_on_its_page(signed_in, in_handling, asked):
    request = asked(in_handling)
    address = reverse("case-act", args=[in_handling.number, "renew"])
    assert "De dag is nu 21 december 2026." in signed_in.get(address).text

    sent = {"request": request.pk, "answer_by": "2027-01-11", "step": "send"}
    response = signed_in.post(address, sent, follow=True)

    request.refresh_from_db()
    assert request.answer_by == date(2027, 1, 11)
    assert "De latere dag is gesteld" in response.text


def test_what_a_later_day_does_to_the_dates_is_seen_first(
    signed_in, in_handling, asked
):
    request = asked(in_handling)
    address = reverse("case-act", args=[in_handling.number, "renew"])
    sent = {"request": request.pk, "answer_by": "2027-01-11"}

    ahead = signed_in.post(address, sent)

    request.refresh_from_db()
    assert request.answer_by == date(2026, 12, 21)
    assert [
        (row.column, row.now, row.on_time, row.tomorrow)
        for row in ahead.context["moved"]
    ] == [
        (
            "objection_until",
            date(2027, 2, 3),
            date(2027, 2, 24),
            date(2027, 1, 7),
        )
    ]
    assert "Antwoord op 21 december 2026, de dag die eerder is gesteld" in ahead.text
    for name, value in ahead.context["hidden"]:
        assert f'name="{name}" value="{value}"' in ahead.text

    back = signed_in.post(address, sent | {"step": "back"})
    assert back.context["form"]["answer_by"].value() == "2027-01-11"


@pytest.mark.parametrize("day", ["2026-12-21", "2026-11-23", "9999-12-31", ""])
def test_a_day_that_is_not_later_is_refused_at_the_field(
    signed_in, in_handling, asked, day
):
    request = asked(in_handling)
    address = reverse("case-act", args=[in_handling.number, "renew"])

    sent = {"request": request.pk, "answer_by": day, "step": "send"}
    response = signed_in.post(address, sent)

    assert "answer_by" in response.context["form"].errors


def test_of_several_open_requests_the_link_says_which(signed_in, in_handling, asked):
    asked(in_handling)
    second = asked(in_handling, text="En welke gastheer?")
    address = reverse("case-act", args=[in_handling.number, "revoke"])

    response = signed_in.get(f"{address}?request={second.pk}")
    assert response.context["form"]["request"].value() == str(second.pk)
    signed_in.post(address, {"request": second.pk, "remark": "Dubbel."})

    second.refresh_from_db()
    assert second.revoked_at
    assert InformationRequest.objects.open().count() == 1


def test_a_request_of_another_case_cannot_be_withdrawn_here(
    signed_in, in_handling, asked, file
):
    asked(in_handling)
    other = asked(file())
    address = reverse("case-act", args=[in_handling.number, "revoke"])

    response = signed_in.post(address, {"request": other.pk})

    assert "request" in response.context["form"].errors
    assert InformationRequest.objects.open().count() == 2


def test_the_page_of_the_case_takes_as_many_queries_for_one_request_as_for_five(
    signed_in, in_handling, asked
):
    asked(in_handling)
    with CaptureQueriesContext(connection) as one:
        page(signed_in, in_handling)
    for _each in range(4):
        asked(in_handling)

    with CaptureQueriesContext(connection) as five:
        page(signed_in, in_handling)
    assert [q["sql"][:90] for q in five] == [q["sql"][:90] for q in one]


def test_the_log_counts_the_questions_and_tells_the_days(
    signed_in, in_handling, asked, handler_user
):
    request = asked(in_handling, text="Welke gastheer?")
    later = TODAY + timedelta(days=40)
    renew_request(request, answer_by=later, by=Actor(user=handler_user), at=NOW)

    text = page(signed_in, in_handling)

    assert text.count("Welke gastheer?") == 1
    assert "1 vraag" in text
    assert "antwoord uiterlijk op 21 december 2026" in text
    assert "antwoord uiterlijk op 2 januari 2027" in text


def test_with_two_requests_open_the_clock_waits_for_both(
    client, file, asked, send, researcher
):
    case = file("iii-new")
    first = asked(case)
    second = asked(case, text="En welke gastheer?")
    send(case)
    client.force_login(researcher)

    answering = client.get(reverse("answer-request", args=[case.number, first.pk]))
    page = client.get(reverse("case", args=[case.number]))

    said = " ".join(answering.text.split())
    assert "pas weer als ook dat is beantwoord" in said
    assert "loopt weer vanaf de dag" not in said
    assert "als u vandaag al onze verzoeken beantwoordt" in said
    assert "als al onze verzoeken vandaag werden beantwoord" in page.text
    letters = case.letters.filter(kind="request").order_by("pk")
    waits = ["pas weer als u ook dat hebt beantwoord" in str(x.words) for x in letters]
    assert waits == [False, True]
    assert second.is_open
