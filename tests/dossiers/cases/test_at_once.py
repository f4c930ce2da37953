"""Two people act on one case, or on two coupled ones, at the same moment."""

from datetime import date

import pytest
from django.db import OperationalError, connection, transaction

from accounts.actor import Actor
from dossiers.audit.verifying import verify
from dossiers.cases.transitions import lock
from dossiers.decisions.deciding import sign
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.answering import answer
from dossiers.information_requests.asking import Asked, ask, revoke
from dossiers.intake.receiving import receive
from dossiers.models import Case, Event, InformationRequest, Letter
from dossiers.states import Act, State
from dossiers.withdrawals.withdrawing import withdraw
from tests.cast import NOW
from tests.dossiers.conftest import at
from tests.dossiers.intake.test_intake import at_the_same_moment

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
    batches = verify(Case.objects.all(), at=LATER)
    return not [fault for batch in batches for fault in batch.faults]


def test_an_answer_and_a_withdrawn_request(case, asked, aanvrager, behandelaar):
    request = asked(case)
    said = {question.pk: "pUC19." for question in request.questions.all()}

    results = at_the_same_moment(
        [
            lambda: answer(
                InformationRequest.objects.get(pk=request.pk),
                answers=said,
                by=Actor(user=aanvrager),
                at=LATER,
            ),
            lambda: revoke(
                InformationRequest.objects.get(pk=request.pk),
                by=Actor(user=behandelaar),
                at=LATER,
            ),
        ]
    )

    assert one_won(results)
    request.refresh_from_db()
    assert (request.answered_at is None) != (request.revoked_at is None)
    assert fresh(case).state == State.IN_HANDLING
    assert is_in_order()


def test_the_same_answer_twice(case, asked, aanvrager):
    request = asked(case)
    said = {question.pk: "pUC19." for question in request.questions.all()}

    def answering():
        found = InformationRequest.objects.get(pk=request.pk)
        return answer(found, answers=said, by=Actor(user=aanvrager), at=LATER)

    assert one_won(at_the_same_moment([answering, answering]))
    assert Event.objects.filter(act=Act.ANSWER).count() == 1
    assert Letter.objects.filter(kind="answer").count() == 1


def test_a_withdrawal_and_a_signature(file, prepared, aanvrager, beslisser):
    case = file("iiv-new")
    decision = prepared(case, "permit", at=LATER)

    results = at_the_same_moment(
        [
            lambda: withdraw(fresh(case), by=Actor(user=aanvrager), at=LATER),
            lambda: sign(
                fresh(case), sha256=decision.sha256, by=Actor(user=beslisser), at=LATER
            ),
        ]
    )

    assert one_won(results)
    ended = fresh(case)
    assert ended.state in (State.WITHDRAWN, State.DECIDED)
    decision.refresh_from_db()
    assert (decision.signed_at is not None) == (ended.state == State.DECIDED)
    assert is_in_order()


def test_a_request_in_each_of_two_coupled_cases(signed, aanvrager, behandelaar):
    """Both are locked in one order: nobody waits for the other for ever."""
    by = Actor(user=behandelaar)
    first = receive(signed("2.8-combination"), by=Actor(user=aanvrager), at=NOW)
    cases = list(Case.objects.filter(application=first.application_id).order_by("pk"))
    for case in cases:
        take_up(case, by=by, at=NOW)

    def asking(case: Case):
        return lambda: ask(
            fresh(case),
            opening="",
            questions=[Asked("", "", "Welke vector gebruikt u?")],
            answer_by=date(2026, 12, 20),
            by=by,
            at=LATER,
        )

    results = at_the_same_moment([asking(case) for case in cases])

    assert all(isinstance(result, InformationRequest) for result in results)
    for case in cases:
        found = fresh(case)
        assert found.state == State.WAITING
        assert found.due_on is found.objection_until is None
    assert is_in_order()


def test_an_act_on_one_of_two_coupled_cases_holds_the_other(signed, aanvrager):
    """They share their term, so nobody may reckon with the one while it changes."""
    first = receive(signed("2.8-combination"), by=Actor(user=aanvrager), at=NOW)
    request, follow_up = Case.objects.filter(application=first.application_id)

    def locking_impatiently():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
            lock(follow_up)

    with transaction.atomic():
        lock(request)
        (result,) = at_the_same_moment([locking_impatiently])

    assert isinstance(result, OperationalError)
