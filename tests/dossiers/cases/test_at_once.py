"""Two people act on one case, or on two coupled ones, at the same moment."""

from datetime import date

import pytest
from django.db import OperationalError, connection, transaction

from accounts.actor import Actor
from dossiers.audit.verifying import verify_cases
from dossiers.cases.transitions import lock_case
from dossiers.decisions.deciding import sign_prepared_decision
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.answering import file_answer
from dossiers.information_requests.asking import (
    RequestedQuestion,
    request_information,
    revoke_request,
)
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Event, InformationRequest, Letter
from dossiers.states import Act, State
from dossiers.withdrawals.withdrawing import withdraw_case
from tests.at_once import at_once
from tests.cast import NOW
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db(transaction=True)
LATER = at(2026, 12, 1)


def fresh(case: Case) -> Case:
    """The case as another process reads it."""
    return Case.objects.get(pk=case.pk)


def one_won(results: list) -> bool:
    """Did one of two get it done, and was the other told that it is not possible?"""
    kinds = sorted(isinstance(result, NotAllowed) for result in results)
    return kinds == [False, True]


def is_in_order() -> bool:
    """Does the record prove every case?"""
    batches = verify_cases(Case.objects.all(), at=LATER)
    return not [fault for batch in batches for fault in batch.faults]


def test_an_answer_and_a_withdrawn_request(case, asked, researcher, handler_user):
    request = asked(case)
    said = {question.pk: "pUC19." for question in request.questions.all()}

    results = at_once(
        lambda: file_answer(
            InformationRequest.objects.get(pk=request.pk),
            answers=said,
            by=Actor(user=researcher),
            at=LATER,
        ),
        lambda: revoke_request(
            InformationRequest.objects.get(pk=request.pk),
            by=Actor(user=handler_user),
            at=LATER,
        ),
    )

    assert one_won(results)
    request.refresh_from_db()
    assert (request.answered_at is None) != (request.revoked_at is None)
    assert fresh(case).state == State.IN_HANDLING
    assert is_in_order()


def test_the_same_answer_twice(case, asked, researcher):
    request = asked(case)
    said = {question.pk: "pUC19." for question in request.questions.all()}

    def answering():
        found = InformationRequest.objects.get(pk=request.pk)
        return file_answer(found, answers=said, by=Actor(user=researcher), at=LATER)

    assert one_won(at_once(answering, answering))
    assert Event.objects.filter(act=Act.ANSWER).count() == 1
    assert Letter.objects.filter(kind="answer").count() == 1


def test_a_withdrawal_and_a_signature(file, prepared, researcher, decider_user):
    case = file("iiv-new")
    decision = prepared(case, "permit", at=LATER)

    results = at_once(
        lambda: withdraw_case(fresh(case), by=Actor(user=researcher), at=LATER),
        lambda: sign_prepared_decision(
            fresh(case),
            sha256=decision.sha256,
            by=Actor(user=decider_user),
            at=LATER,
        ),
    )

    assert one_won(results)
    ended = fresh(case)
    assert ended.state in (State.WITHDRAWN, State.DECIDED)
    decision.refresh_from_db()
    assert (decision.signed_at is not None) == (ended.state == State.DECIDED)
    assert is_in_order()


def test_a_request_in_each_of_two_coupled_cases(signed_draft, researcher, handler_user):
    """Both are locked in one order: nobody waits for the other for ever."""
    by = Actor(user=handler_user)
    first = receive_application(
        signed_draft("2.8-combination"), by=Actor(user=researcher), at=NOW
    )
    cases = list(Case.objects.filter(application=first.application_id).order_by("pk"))
    for case in cases:
        take_up(case, by=by, at=NOW)

    def asking(case: Case):
        return lambda: request_information(
            fresh(case),
            opening="",
            questions=[RequestedQuestion("", "", "Welke vector gebruikt u?")],
            answer_by=date(2026, 12, 20),
            by=by,
            at=LATER,
        )

    results = at_once(*(asking(case) for case in cases))

    assert all(isinstance(result, InformationRequest) for result in results)
    for case in cases:
        found = fresh(case)
        assert found.state == State.WAITING
        assert found.due_on is found.objection_until is None
    assert is_in_order()


def test_an_act_on_one_of_two_coupled_cases_holds_the_other(signed_draft, researcher):
    """They share their term, so nobody may reckon with the one while it changes."""
    first = receive_application(
        signed_draft("2.8-combination"), by=Actor(user=researcher), at=NOW
    )
    request, follow_up = Case.objects.filter(application=first.application_id)

    def locking_impatiently():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
            lock_case(follow_up)

    with transaction.atomic():
        lock_case(request)
        (result,) = at_once(locking_impatiently)

    assert isinstance(result, OperationalError)
