"""What requests do to the dates: boundaries, overlaps, coupled cases, any order."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import Actor
from dossiers.cases.dates import case_reckoning, stored_dates
from dossiers.cases.rederiving import derive_open_cases
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.answering import file_answer
from dossiers.information_requests.asking import (
    RequestedQuestion,
    request_information,
    revoke_request,
)
from dossiers.information_requests.preview_dates import date_changes_by_request
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, InformationRequest
from dossiers.states import Act, State
from procedures.counting.clock import Facts, RequestDates, reckon
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from tests.behind import behind_the_triggers
from tests.cast import NOW
from tests.dossiers.conftest import at

ACTOR = "handler_user"

TODAY = legal_day(NOW)  # Monday 23 November 2026


def noon(day: date):
    """The middle of a day in Amsterdam."""
    return at(day.year, day.month, day.day)


@pytest.fixture
def filed(signed_draft, researcher, by):
    """`filed(procedure)`: its cases in order, each taken up on the day of receipt."""

    def file(procedure: str) -> list[Case]:
        first = receive_application(
            signed_draft(procedure), by=Actor(user=researcher), at=NOW
        )
        cases = Case.objects.filter(application=first.application).order_by("pk")
        for case in cases:
            take_up(case, by=by, at=NOW)
        return list(cases)

    return file


@pytest.fixture
def ask_on(by):
    """`ask_on(case, day)`: a question on a day, to be answered in four weeks."""

    def ask_on(case: Case, day: date) -> InformationRequest:
        return request_information(
            case,
            opening="",
            questions=[RequestedQuestion("", "", "Wat bedoelt u?")],
            answer_by=day + timedelta(days=28),
            by=by,
            at=noon(day),
        )

    return ask_on


def index_date(case: Case) -> date | None:
    """The day to which a case runs."""
    case.refresh_from_db()
    return case.due_on or case.objection_until


# From Monday 23 November 2026: 45 days end on Thursday 7 January, 28 days on Monday 21
# December, 90 days on Sunday 21 February (rolled to Monday), 8 weeks on Monday 18
# January.
LAST_DAYS = [
    ("i-new", 0, date(2027, 1, 7)),
    ("iik-new", 0, date(2027, 1, 7)),
    ("iik-change", 0, date(2027, 1, 7)),
    ("iiv-new", 0, date(2027, 1, 7)),
    ("iiv-same-article", 0, date(2026, 12, 21)),
    ("iv-new", 0, date(2027, 2, 22)),
    ("2.8", 0, date(2027, 1, 7)),
    ("2.13-annex-2", 0, date(2027, 1, 7)),
    ("atv", 0, date(2027, 1, 18)),
    ("2.8-combination", 0, date(2027, 1, 7)),
    ("mi-i-ii", 0, date(2027, 1, 7)),
    ("mi-i-ii", 1, date(2027, 1, 7)),
]


@pytest.mark.parametrize(("procedure", "which", "last_day"), LAST_DAYS)
def test_a_request_counts_through_the_last_day_and_is_refused_after_it(
    filed, ask_on, procedure, which, last_day
):
    case = filed(procedure)[which]
    assert index_date(case) == last_day

    with pytest.raises(NotAllowed):
        ask_on(case, last_day + timedelta(days=1))
    assert not InformationRequest.objects.exists()
    ask_on(case, last_day)

    assert index_date(case) is None
    assert case.state == State.WAITING


@pytest.mark.parametrize("procedure", ["i-new", "iiv-new", "atv", "iv-new"])
def test_a_request_on_the_day_of_receipt_counts(filed, ask_on, procedure):
    (case,) = filed(procedure)

    ask_on(case, TODAY)

    assert index_date(case) is None


def test_waiting_work_waits_longer_by_the_days_that_stood_still(filed, ask_on, by):
    (case,) = filed("iik-new")
    request = ask_on(case, date(2026, 12, 1))
    case.refresh_from_db()
    assert case.may_start_on is None

    revoke_request(request, by=by, at=noon(date(2026, 12, 12)))

    # 2 to 11 December: ten days after 7 January, a Sunday; work after the Monday.
    case.refresh_from_db()
    assert case.may_start_on == date(2027, 1, 19)
    assert case.objection_until == date(2027, 1, 18)


def test_days_in_two_requests_count_once(filed, ask_on, by):
    (case,) = filed("iiv-new")
    first = ask_on(case, date(2026, 12, 1))
    second = ask_on(case, date(2026, 12, 5))

    revoke_request(first, by=by, at=noon(date(2026, 12, 10)))
    assert index_date(case) is None
    assert case.state == State.WAITING
    revoke_request(second, by=by, at=noon(date(2026, 12, 20)))

    # 2 to 19 December: 18 days after 7 January.
    assert index_date(case) == date(2027, 1, 25)
    assert case.state == State.IN_HANDLING


def test_two_requests_apart_count_both(filed, ask_on, by):
    (case,) = filed("iiv-new")
    revoke_request(ask_on(case, date(2026, 12, 1)), by=by, at=noon(date(2026, 12, 6)))
    assert index_date(case) == date(2027, 1, 11)

    revoke_request(ask_on(case, date(2027, 1, 11)), by=by, at=noon(date(2027, 1, 15)))

    # Four days, then three: 7 January + 7.
    assert index_date(case) == date(2027, 1, 14)


@pytest.fixture
def ends(researcher, by):
    """`ends[how](request, day)`: a request is answered, or withdrawn, on a day."""

    def answered(request: InformationRequest, day: date) -> None:
        words = {question.pk: "Zie boven." for question in request.questions.all()}
        file_answer(request, answers=words, by=Actor(user=researcher), at=noon(day))

    def withdrawn(request: InformationRequest, day: date) -> None:
        revoke_request(request, by=by, at=noon(day))

    return {"answered": answered, "withdrawn": withdrawn}


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize(
    ("procedure", "how"),
    [
        ("2.8-combination", "answered"),
        ("2.8-combination", "withdrawn"),
    ],
)
def test_a_request_in_one_stops_both_and_both_run_on(
    filed, ask_on, ends, procedure, how, which
):
    cases = filed(procedure)
    before = [index_date(case) for case in cases]
    asked, other = cases[which], cases[1 - which]

    request = ask_on(asked, date(2026, 12, 1))

    assert [index_date(case) for case in cases] == [None, None]
    assert (asked.state, other.state) == (State.WAITING, State.IN_HANDLING)
    followed = other.events.last()
    assert followed.act == Act.FOLLOW
    assert followed.facts["coupled"] == asked.label
    assert [change["new"] for change in followed.facts["changes"]] == [None]

    ends[how](request, date(2026, 12, 9))

    # Seven days: from a Thursday to a Thursday.
    after = [index_date(case) for case in cases]
    assert after == [day + timedelta(days=7) for day in before]
    assert other.events.last().act == Act.FOLLOW
    assert derive_open_cases(at=noon(date(2026, 12, 10))) == 0


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("procedure", ["mi-i-ii", "s-iii"])
def test_a_kg_of_level_i_and_its_request_stand_still_each_alone(
    filed, ask_on, procedure, which
):
    """2.9 lid 2 does not name the window of level I: that goes by 2.19 lid 8."""
    cases = filed(procedure)
    asked, other = cases[which], cases[1 - which]
    before = index_date(other)

    ask_on(asked, date(2026, 12, 1))

    assert (index_date(asked), index_date(other)) == (None, before)


def test_after_the_2_8_decision_a_request_counts_in_the_second_term(filed, ask_on, by):
    request, follow_up = filed("2.8-combination")
    # As the decision leaves it: the second term of the page runs from its day.
    decided = date(2026, 12, 21)
    Case.objects.filter(pk=request.pk).update(
        state=State.DECIDED, first_decision_on=decided
    )
    Case.objects.filter(pk=follow_up.pk).update(first_decision_on=decided)
    last_day = date(2027, 2, 4)  # 21 December + 45

    with pytest.raises(NotAllowed):
        ask_on(follow_up, last_day + timedelta(days=1))
    asked = ask_on(follow_up, last_day)

    # Its own term was over on 7 January, so that day stays.
    assert index_date(follow_up) == date(2027, 1, 7)
    revoke_request(asked, by=by, at=noon(date(2027, 2, 10)))
    planned = case_reckoning(Case.objects.get(pk=follow_up.pk), today=last_day)
    assert planned.second_last_day == date(2027, 2, 9)  # 5 to 9 February stand still


def test_the_2_8_request_is_over_though_the_coupled_term_has_yet_to_run(filed, ask_on):
    request, follow_up = filed("2.8-combination")
    after = date(2027, 1, 8)

    with pytest.raises(NotAllowed):
        ask_on(request, after)
    ask_on(follow_up, after)

    assert index_date(follow_up) == date(2027, 1, 7)
    assert index_date(request) == date(2027, 1, 7)


def test_an_administrative_filing_has_no_term_to_stop(filed, ask_on):
    (case,) = filed("administrative")

    with pytest.raises(NotAllowed):
        ask_on(case, TODAY)


def test_the_preview_tells_each_date_of_both_cases(filed):
    cases = filed("2.8-combination")

    rows = date_changes_by_request(
        cases,
        asked=date(2026, 12, 1),
        answer_by=date(2026, 12, 29),
        tomorrow=date(2026, 12, 2),
    )

    # 27 days after 7 January, of both: the KG stands still with its request.
    first, second = rows
    assert (first.case, first.now) == (cases[0], date(2027, 1, 7))
    assert (first.on_time, first.tomorrow) == (date(2027, 2, 3), date(2027, 1, 7))
    assert (second.case, second.now) == (cases[1], date(2027, 1, 7))
    assert (second.on_time, second.tomorrow) == (first.on_time, first.tomorrow)


@pytest.mark.parametrize(
    "procedure", ["i-new", "iik-new", "iiv-new", "2.8-combination"]
)
def test_the_preview_comes_true(filed, ask_on, by, procedure):
    cases = filed(procedure)
    asked, answered = date(2026, 12, 1), date(2026, 12, 29)
    rows = date_changes_by_request(
        cases, asked=asked, answer_by=answered, tomorrow=answered
    )

    revoke_request(ask_on(cases[0], asked), by=by, at=noon(answered))

    for case in cases:
        case.refresh_from_db()
    assert rows
    fresh = {case.pk: case for case in cases}
    for row in rows:
        assert getattr(fresh[row.case.pk], row.column) == row.on_time


days = st.integers(min_value=0, max_value=60).map(lambda n: TODAY + timedelta(days=n))
periods = st.lists(st.tuples(days, st.integers(min_value=0, max_value=40)), max_size=5)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(periods=periods, order=st.randoms(use_true_random=False))
def test_any_order_of_requests_gives_the_dates_of_the_clock(
    case, handler_user, periods, order
):
    """Rows written in any order, answered or withdrawn, give the same stored dates."""
    with behind_the_triggers():
        InformationRequest.objects.all().delete()
    facts = [(asked, asked + timedelta(days=length)) for asked, length in periods]
    shuffled = order.sample(facts, len(facts))
    for asked, ended in shuffled:
        end = order.choice(["answered_at", "revoked_at"])
        InformationRequest.objects.create(
            case=case,
            application=case.application,
            asked_at=noon(asked),
            asked_by=handler_user,
            answer_by=asked + timedelta(days=28),
            **{end: noon(ended)},
        )

    derive_open_cases(at=noon(TODAY + timedelta(days=120)))

    books = law.current_law()
    wanted = reckon(
        books.rules[case.procedure_id],
        Facts(TODAY, tuple(RequestDates(*pair) for pair in facts)),
        books.calendar,
        TODAY,
    )
    case.refresh_from_db()
    assert stored_dates(case).objection_until == wanted.objection_until


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    gaps=st.lists(
        st.tuples(
            st.integers(0, 12),
            st.integers(0, 20),
            st.sampled_from(["answered", "withdrawn"]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_acts_in_their_order_give_the_dates_of_the_clock(filed, ask_on, ends, gaps):
    """Requests one after the other through the acts, as far as the term allows."""
    (case,) = filed("iiv-new")
    day, done = TODAY, []
    for wait, length, how in gaps:
        day += timedelta(days=wait)
        try:
            request = ask_on(case, day)
        except NotAllowed:
            break
        ended = day + timedelta(days=length)
        ends[how](request, ended)
        done.append(RequestDates(day, ended))
        day = ended

    books = law.current_law()
    rule = books.rules[case.procedure_id]
    wanted = reckon(rule, Facts(TODAY, tuple(done)), books.calendar, TODAY)
    assert index_date(case) == wanted.last_day
    assert all(before.answered <= after.asked for before, after in pairwise(done))
