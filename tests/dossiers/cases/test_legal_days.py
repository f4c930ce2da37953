"""A day of the law is a day in Amsterdam, though every moment is stored in UTC.

Each test plays between midnight in Amsterdam and midnight in UTC, where the two have
different days, and gives moments in UTC as the portal does.
"""

from datetime import UTC, date, datetime

import pytest

from accounts.actor import Actor
from dossiers.cases.dates import case_reckoning
from dossiers.information_requests.answering import file_answer
from dossiers.models import Case
from procedures.counting.terms import Effect

pytestmark = pytest.mark.django_db


def utc(month: int, day: int, hour: int, minute: int = 30, year: int = 2026):
    """A moment in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def suspended(case: Case) -> list[tuple[date, date]]:
    """The first and last day of each time that the clock stood still."""
    steps = case_reckoning(Case.objects.get(pk=case.pk), today=date(2027, 3, 1)).steps
    still = [step for step in steps if step.effect == Effect.STANDS_STILL]
    return [(step.from_, step.to) for step in still]


def test_a_filing_after_midnight_of_new_year_has_a_number_of_the_new_year(file):
    case = file(at=utc(12, 31, 23))  # 1 January 2027, 00:30 in Amsterdam

    assert case.number.startswith("IG-27-001_")
    assert case.dossier.year == 2027


def test_a_filing_before_midnight_of_new_year_has_a_number_of_the_old_year(file):
    case = file(at=utc(12, 31, 22))

    assert case.number.startswith("IG-26-")


def test_a_term_counts_from_the_day_of_receipt_in_amsterdam(file):
    before, after = file(at=utc(11, 23, 22)), file(at=utc(11, 23, 23))

    assert before.objection_until == date(2027, 1, 7)
    assert after.objection_until == date(2027, 1, 8)


def test_a_request_just_after_midnight_is_of_the_new_day(file, asked, researcher):
    case = file("2.8")
    request = asked(case, at=utc(11, 30, 23))  # 1 December, 00:30
    said = {question.pk: "pUC19." for question in request.questions.all()}

    file_answer(request, answers=said, by=Actor(user=researcher), at=utc(12, 4, 23))

    # Answered on 5 December at 00:30: the days in between do not count.
    assert suspended(case) == [(date(2026, 12, 2), date(2026, 12, 4))]


def test_a_decision_signed_just_after_midnight_is_of_the_new_day(file, decide):
    case = file("2.8-combination")

    decide(case, "2.8", at=utc(12, 14, 23))  # 15 December, 00:30

    assert Case.objects.get(pk=case.pk).first_decision_on == date(2026, 12, 15)
