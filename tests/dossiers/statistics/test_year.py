"""The figures of a year, against a few cases that were counted by hand."""

from datetime import UTC, date, datetime

import pytest

from accounts.actor import Actor
from dossiers.decisions.closing_by_silence import close_by_silence
from dossiers.information_requests.answering import file_answer
from dossiers.information_requests.asking import revoke_request
from dossiers.models import Case
from dossiers.states import Part, State
from dossiers.statistics.due import open_work, weeks_due
from dossiers.statistics.durations import (
    Spread,
    durations_by_group,
    endings_by_state,
    overall_durations,
)
from dossiers.statistics.grouping import Group
from dossiers.statistics.inflow import inflow_of_year, total_of_group, total_of_month
from dossiers.statistics.report import present_work, report_of_year, years_with_figures
from dossiers.statistics.requests import RequestFigures, request_figures
from dossiers.withdrawals.withdrawing import withdraw_case
from tests.dossiers.conftest import at

TODAY = date(2026, 11, 23)  # a Monday
KG_I, VA_II_V = Group("KG", "I"), Group("VA", "II-v")


@pytest.fixture
def applicant(researcher):
    return Actor(user=researcher)


@pytest.fixture
def answered(asked, applicant):
    """`answered(case, on, until)`: asked on a day, answered on another."""

    def answered(case, asked_at, answered_at, **how):
        found = asked(case, at=asked_at, **how)
        texts = {question.pk: "pUC19." for question in found.questions.all()}
        file_answer(found, answers=texts, by=applicant, at=answered_at)
        case.refresh_from_db()
        return found

    return answered


@pytest.fixture
def in_time(file, answered, decide):
    """VA II-v: 49 days, on 13 of which the clock stood still; due on 29 April."""
    case = file("iiv-new", at=at(2026, 3, 2))
    answered(case, at(2026, 3, 9), at(2026, 3, 23))
    decide(case, at=at(2026, 4, 20))
    return case


@pytest.fixture
def too_late(file, decide):
    """VA II-v: 49 days, all of Bureau GGO; due on 18 June, decided on the 22nd."""
    case = file("iiv-new", at=at(2026, 5, 4))
    decide(case, at=at(2026, 6, 22))
    return case


@pytest.fixture
def silent(file):
    """KG I, closed on the day after its window."""
    case = file("i-new", at=at(2026, 1, 5))
    close_by_silence(case, at=at(2026, 2, 20))
    return case


@pytest.fixture
def withdrawn(file, applicant):
    """KG II-k, withdrawn after nine days."""
    case = file("iik-new", at=at(2026, 6, 1))
    withdraw_case(case, reason="Vervallen.", by=applicant, at=at(2026, 6, 10))
    return case


def test_days_are_split_by_whose_clock_ran(in_time, too_late):
    (row,) = durations_by_group(2026)

    assert (row.group, row.term, row.combined) == (VA_II_V, 45, False)
    found = row.durations
    assert found.decided == 2
    assert found.whole == Spread(49, 49)
    assert found.authority == Spread(42.5, pytest.approx(47.7))
    assert found.applicant == Spread(6.5, pytest.approx(11.7))
    assert (found.in_term, found.late, found.undated) == (1, 1, 0)
    assert found.in_term_percent == 50
    assert overall_durations(2026) == found


def test_a_decision_on_the_last_day_is_in_time(file, decide):
    decide(file("iiv-new", at=at(2026, 5, 4)), at=at(2026, 6, 18, 23, 59))

    found = overall_durations(2026)
    assert (found.in_term, found.late) == (1, 0)
    assert found.whole == Spread(45, 45)


def test_silence_and_withdrawal_are_no_decisions(silent, withdrawn):
    found = overall_durations(2026)

    assert found.decided == 0
    assert found.silent == 1
    assert found.whole == Spread(None, None)
    assert found.in_term_percent is None
    assert [(row.group, row.durations.silent) for row in durations_by_group(2026)] == [
        (KG_I, 1)
    ]


def test_an_objection_is_a_decision_within_its_window(file, decide):
    case = file("iik-new", at=at(2026, 6, 1))
    decide(case, "cannot-agree", at=at(2026, 7, 1))

    (row,) = durations_by_group(2026)
    assert (row.group, row.term) == (Group("KG", "II-k"), 45)
    assert row.durations.whole == Spread(30, 30)
    assert row.durations.in_term == 1


def test_what_ends_while_the_clock_stands_still_has_no_last_day(file, asked, decide):
    case = file("iiv-new", at=at(2026, 3, 2))
    asked(case, at=at(2026, 3, 9), answer_by=date(2026, 3, 23))
    case.refresh_from_db()
    decide(case, "permit-not-treated", at=at(2026, 4, 1))

    found = overall_durations(2026)
    assert (found.decided, found.in_term, found.late, found.undated) == (1, 0, 0, 1)
    assert found.in_term_percent is None


def test_both_parts_of_a_combination_count_as_what_they_are(file):
    first = file("2.8-combination", at=at(2026, 9, 7))
    second = Case.objects.get(application=first.application, part=Part.FOLLOW_UP)

    found = inflow_of_year(2026, TODAY)
    kind = Group(second.follow_up.type, second.follow_up.level)
    assert found.groups == [kind, Group("2.8", first.procedure.level)]
    assert found.total == 2


def test_the_second_part_of_a_combination_has_both_terms(file, decide):
    first = file("2.8-combination", at=at(2026, 9, 7))
    second = Case.objects.get(application=first.application, part=Part.FOLLOW_UP)
    Case.objects.update(state=State.DECIDED, ended_at=at(2026, 11, 9))

    found = {row.combined: row for row in durations_by_group(2026)}

    assert found[True].term == 90
    assert found[False].term == 45
    assert second.follow_up.level in found[True].label
    assert found[True].label != found[True].group.label


def test_a_year_begins_at_midnight_in_amsterdam(file):
    file(at=datetime(2025, 12, 31, 22, 59, tzinfo=UTC))
    file(at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))

    found = inflow_of_year(2026, TODAY)

    assert (found.total, found.total_before) == (1, 1)
    assert found.now[KG_I, 1] == 1
    assert found.before[KG_I, 12] == 1
    assert inflow_of_year(2025, TODAY).total == 1


def test_a_decision_counts_in_the_year_of_amsterdam(file, applicant):
    case = file(at=at(2026, 12, 1))
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    withdraw_case(case, reason="", by=applicant, at=moment)

    assert endings_by_state(2026) == {}
    assert endings_by_state(2027) == {State.WITHDRAWN: 1}


def test_inflow_has_the_year_before_beside_it(silent, in_time, too_late, file):
    file(at=at(2025, 12, 30))

    found = inflow_of_year(2026, TODAY)

    assert found.groups == [KG_I, VA_II_V]
    assert total_of_group(found.now, VA_II_V) == 2
    assert total_of_month(found.now, 3) == total_of_month(found.now, 3, "permit") == 1
    assert total_of_month(found.now, 3, "notification") == 0
    assert (found.total, found.total_before) == (3, 1)


@pytest.mark.parametrize(("day", "counted"), [(29, 0), (30, 1), (31, 1)])
def test_the_year_before_is_counted_through_the_same_day(file, day, counted):
    file(at=at(2026, 12, 30, 23, 59))

    assert inflow_of_year(2027, date(2027, 12, day)).so_far_before == counted


def test_a_leap_day_is_compared_with_the_day_before_it(file):
    file(at=at(2027, 2, 28))
    file(at=at(2027, 3, 1))
    file(at=at(2028, 2, 29))

    found = inflow_of_year(2028, date(2028, 2, 29))

    assert found.so_far_before == 1
    assert found.now[KG_I, 2] == 1


def test_endings_are_counted_by_state(silent, withdrawn, in_time, too_late):
    assert endings_by_state(2026) == {
        State.DECIDED: 2,
        State.CLOSED: 1,
        State.WITHDRAWN: 1,
    }


def test_requests_are_counted_with_their_answers(file, answered, asked, handler_user):
    case = file("iiv-new", at=at(2026, 3, 2))
    answered(case, at(2026, 3, 9), at(2026, 3, 23))  # 14 days, in time
    late = {"answer_by": date(2026, 4, 10)}
    answered(case, at(2026, 4, 1), at(2026, 4, 21), **late)  # 20 days, late
    withdrawn = asked(case, at=at(2026, 4, 22))
    revoke_request(withdrawn, by=Actor(user=handler_user), at=at(2026, 4, 23))
    case.refresh_from_db()
    asked(case, at=at(2026, 4, 24), answer_by=date(2026, 5, 8))  # never answered

    found = request_figures(2026, TODAY)

    days = Spread(17, pytest.approx(19.4))
    assert found == RequestFigures(asked=4, answered=2, revoked=1, missed=2, days=days)
    assert found.open == 1
    assert request_figures(2026, date(2026, 5, 8)).missed == 1
    assert request_figures(2025, TODAY).asked == 0


def test_what_is_due_is_told_week_by_week(file, asked):
    file("iiv-new", at=at(2026, 9, 28))  # 12 November: overdue
    file("iiv-new", at=at(2026, 10, 12))  # 26 November: this week
    file("i-new", at=at(2026, 10, 16))  # 30 November: next week
    file("i-new", at=at(2026, 11, 23))  # 7 January: the sixth week after it
    file("iiv-new", at=at(2026, 11, 27))  # 11 January: later
    asked(file("iiv-new", at=at(2026, 11, 2)), at=at(2026, 11, 9))

    found = weeks_due(TODAY)

    assert [(week.decisions, week.windows) for week in found] == [
        *((1, 0), (1, 0), (0, 1)),
        *((0, 0), (0, 0), (0, 0), (0, 0), (0, 1)),
    ]
    assert found[0].since is None
    assert found[0].until == date(2026, 11, 22)
    assert (found[1].since, found[1].until) == (TODAY, date(2026, 11, 29))
    assert found[-1].until == date(2027, 1, 10)
    counted = open_work(TODAY)
    assert (counted.open, counted.late, counted.standing) == (6, 1, 1)
    assert counted.nobodys == 5


@pytest.mark.django_db
def test_a_week_that_has_begun_counts_from_today():
    _overdue, this_week, next_week, *_rest = weeks_due(date(2026, 11, 27))

    assert (this_week.since, this_week.until) == (
        date(2026, 11, 27),
        date(2026, 11, 29),
    )
    assert next_week.since == date(2026, 11, 30)


@pytest.mark.django_db
def test_a_year_without_cases_is_empty():
    found = report_of_year(2026, TODAY)

    assert found.is_empty
    assert found.inflow.groups == []
    assert found.together.whole == Spread(None, None)
    assert years_with_figures(TODAY) == [2026]


def test_years_go_back_to_the_first_filing(file):
    file(at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert years_with_figures(TODAY) == [2026]

    file(at=datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    assert years_with_figures(TODAY) == [2026, 2025]


def test_figures_cost_as_many_queries_for_many_cases(
    silent, in_time, too_late, withdrawn, django_assert_num_queries
):
    with django_assert_num_queries(10):
        report_of_year(2026, TODAY)
        present_work(TODAY)
    with django_assert_num_queries(10):
        report_of_year(1999, TODAY)
        present_work(TODAY)


def test_what_is_treated_as_another_procedure_came_in_once(file):
    case = file("iik-new", at=at(2026, 6, 1))
    Case.objects.filter(pk=case.pk).update(part=Part.CONVERTED)

    assert inflow_of_year(2026, TODAY).total == 0
