"""Asking for further information: what stops, what is refused, what follows."""

from datetime import date

import pytest

from accounts.actor import Actor
from accounts.models import BureauRole
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import record_no_objection
from dossiers.information_requests.asking import (
    RequestedQuestion,
    renew_request,
    request_information,
    revoke_request,
)
from dossiers.models import Case, InformationRequest, Letter, LetterKind
from dossiers.states import Act, State
from tests.at_once import at_once
from tests.cast import NOW, official
from tests.dossiers.conftest import at
from tests.dossiers.information_requests.a_request import (
    ANSWER_BY,
    QUESTION,
    REQUEST,
    TODAY,
)

ACTOR = "handler_user"


def test_asking_stops_the_clock_and_waits_for_the_applicant(in_handling, by):
    request = request_information(in_handling, **REQUEST, by=by, at=NOW)

    in_handling.refresh_from_db()
    assert in_handling.state == State.WAITING
    assert in_handling.objection_until is None
    assert request.is_open
    assert request.answer_by == ANSWER_BY
    question = request.questions.get()
    assert (question.section, question.field) == ("purpose", "title")
    assert question.text == QUESTION.text


def test_asking_is_on_record_with_what_was_asked_and_what_it_does(in_handling, by):
    request = request_information(in_handling, **REQUEST, by=by, at=NOW)

    event = in_handling.events.last()
    assert (event.act, event.user) == (Act.ASK, by.user)
    assert event.facts == {
        "request": request.pk,
        "opening": "",
        "questions": [QUESTION._asdict()],
        "answer_by": "2026-12-21",
        # 27 days stand still, 24 November to 20 December: 7 January + 27.
        "then": [
            {"case": in_handling.label, "date": "objection_until", "day": "2027-02-03"}
        ],
    }


def test_asking_promises_the_letter_to_who_filed(in_handling, by, researcher, bvf_user):
    request_information(in_handling, **REQUEST, by=by, at=NOW)

    letter = Letter.objects.get(kind=LetterKind.REQUEST)
    assert letter.recipients == [researcher.email, bvf_user.email]


def test_asking_in_an_assessed_notification_waits_again(in_handling, by):
    record_no_objection(in_handling, remark="", by=by, at=NOW)

    request_information(in_handling, **REQUEST, by=by, at=NOW)

    assert in_handling.state == State.WAITING
    revoke_request(in_handling.information_requests.get(), by=by, at=NOW)
    assert in_handling.state == State.IN_HANDLING


@pytest.mark.parametrize(
    "wrong",
    [
        {"questions": []},
        {"questions": [RequestedQuestion("", "", "  ")]},
        {"questions": [QUESTION, RequestedQuestion("", "", "")]},
        {"questions": [RequestedQuestion("no-such-part", "", "Wat?")]},
        {"questions": [RequestedQuestion("purpose", "no_such_question", "Wat?")]},
        {"questions": [RequestedQuestion("", "title", "Wat?")]},
        {"answer_by": None},
        {"answer_by": TODAY},
        {"answer_by": date(2026, 11, 22)},
        {"answer_by": date(9999, 12, 31)},
        {"seen": "another head"},
    ],
)
def test_a_request_that_cannot_be_is_refused_and_leaves_nothing(in_handling, by, wrong):
    with pytest.raises(NotAllowed) as refused:
        request_information(in_handling, **REQUEST | wrong, by=by, at=NOW)

    assert refused.value.message
    in_handling.refresh_from_db()
    assert in_handling.state == State.IN_HANDLING
    assert in_handling.events.count() == 2
    assert not InformationRequest.objects.exists()
    assert not Letter.objects.filter(kind=LetterKind.REQUEST).exists()


def test_a_question_about_a_column_of_the_organisms_has_its_place(in_handling, by):
    asked = [RequestedQuestion("organisms", "vector", "Welke vector?")]

    request = request_information(
        in_handling, **REQUEST | {"questions": asked}, by=by, at=NOW
    )

    assert request.questions.get().field == "vector"


def test_asking_in_a_case_that_nobody_took_up_is_refused(case, by):
    with pytest.raises(NotAllowed):
        request_information(case, **REQUEST, by=by, at=NOW)


@pytest.mark.parametrize(
    "who", ["researcher", "outsider_user", "decider_user", "auditor"]
)
def test_only_a_handler_asks_renews_and_revokes(request, in_handling, asked, who):
    stranger = Actor(user=request.getfixturevalue(who))
    made = asked(in_handling)

    with pytest.raises(NotAllowed):
        request_information(in_handling, **REQUEST, by=stranger, at=NOW)
    with pytest.raises(NotAllowed):
        renew_request(made, answer_by=date(2027, 1, 11), by=stranger, at=NOW)
    with pytest.raises(NotAllowed):
        revoke_request(made, by=stranger, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_what_they_looked_at_ask_once(in_handling, handler_user):
    people = [handler_user, official("Noor Smit", BureauRole.HANDLER)]
    in_handling.refresh_from_db()

    def asking(user):
        return lambda: request_information(
            Case.objects.get(pk=in_handling.pk),
            **REQUEST,
            seen=in_handling.head,
            by=Actor(user=user),
            at=NOW,
        )

    results = at_once(*(asking(user) for user in people))

    names = sorted(type(result).__name__ for result in results)
    assert names == ["InformationRequest", "NotAllowed"]
    refused = next(each for each in results if isinstance(each, NotAllowed))
    assert refused.event.act == Act.ASK
    assert InformationRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_request_revoked_twice_at_once_is_revoked_once(in_handling, asked, by):
    pk = asked(in_handling).pk

    def revoking():
        return revoke_request(InformationRequest.objects.get(pk=pk), by=by, at=NOW)

    results = at_once(revoking, revoking)

    assert sorted(type(result).__name__ for result in results) == [
        "Event",
        "NotAllowed",
    ]
    assert Letter.objects.filter(kind=LetterKind.REVOCATION).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_later_day_set_twice_at_once_is_set_once(in_handling, asked, by):
    pk = asked(in_handling).pk

    def renewing():
        request = InformationRequest.objects.get(pk=pk)
        return renew_request(request, answer_by=date(2027, 1, 11), by=by, at=NOW)

    results = at_once(renewing, renewing)

    assert sorted(type(result).__name__ for result in results) == [
        "Event",
        "NotAllowed",
    ]


def test_a_later_day_keeps_the_clock_still_and_goes_by_letter(in_handling, asked, by):
    request = asked(in_handling)
    later = date(2027, 1, 11)

    event = renew_request(request, answer_by=later, by=by, at=at(2026, 12, 23))

    request.refresh_from_db()
    assert request.answer_by == later
    assert (event.act, event.facts["answer_by"]) == (Act.RENEW, "2027-01-11")
    assert event.case.state == State.WAITING
    assert event.case.objection_until is None
    assert Letter.objects.get(kind=LetterKind.RENEWAL).event == event


@pytest.mark.parametrize(
    "day", [date(2026, 12, 21), date(2026, 12, 20), date(2026, 11, 23), None]
)
def test_a_day_that_is_not_later_is_refused(in_handling, asked, by, day):
    request = asked(in_handling)

    with pytest.raises(NotAllowed):
        renew_request(request, answer_by=day, by=by, at=NOW)

    request.refresh_from_db()
    assert request.answer_by == ANSWER_BY


def test_a_missed_day_is_set_again_only_after_today(in_handling, asked, by):
    request = asked(in_handling)
    after = at(2027, 1, 4)

    with pytest.raises(NotAllowed):
        renew_request(request, answer_by=date(2027, 1, 4), by=by, at=after)
    renew_request(request, answer_by=date(2027, 1, 5), by=by, at=after)


def test_revoking_lets_the_clock_run_on_from_that_day(in_handling, asked, by):
    request = asked(in_handling)

    event = revoke_request(request, remark="Al bekend.", by=by, at=at(2026, 12, 3))

    # 24 November to 2 December stood still: nine days after 7 January, a Saturday.
    assert event.case.objection_until == date(2027, 1, 18)
    assert event.case.state == State.IN_HANDLING
    assert event.facts["remark"] == "Al bekend."
    assert event.facts["then"] == [
        {"case": in_handling.label, "date": "objection_until", "day": "2027-01-18"}
    ]
    assert Letter.objects.get(kind=LetterKind.REVOCATION).event == event


def test_what_is_not_open_is_neither_renewed_nor_revoked(in_handling, asked, by):
    first = asked(in_handling)
    asked(in_handling, text="En welke gastheer?")
    revoke_request(first, by=by, at=NOW)

    with pytest.raises(NotAllowed):
        renew_request(first, answer_by=date(2027, 1, 11), by=by, at=NOW)
    with pytest.raises(NotAllowed):
        revoke_request(first, by=by, at=NOW)


def test_replaying_the_events_gives_the_stored_state(in_handling, asked, by):
    request = asked(in_handling)
    renew_request(request, answer_by=date(2027, 1, 11), by=by, at=NOW)
    revoke_request(request, by=by, at=NOW)

    state = ""
    for event in in_handling.events.all():
        assert event.old_state == state
        state = event.new_state
    in_handling.refresh_from_db()
    assert state == in_handling.state == State.IN_HANDLING
