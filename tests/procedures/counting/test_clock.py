"""Properties that hold for all facts, and a slow reference that counts day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from procedures.counting.clock import Effect, Facts, RequestDates, TermRule, reckon
from tests.law.books import CALENDAR, RULES, facts

ONE_DAY = timedelta(days=1)
TODAY = date(2026, 11, 21)
WITH_A_TERM = sorted(key for key, rule in RULES.items() if rule.running_days)
DECIDED = sorted(
    key for key in WITH_A_TERM if RULES[key].kind == "decision" and RULES[key].count < 2
)
COMBINATIONS = sorted(key for key, rule in RULES.items() if rule.count > 1)

days = st.dates(date(2024, 5, 18), date(2032, 12, 31))


@st.composite
def requests_within(draw, received: date, within: int = 27, most: int = 4):
    """Answered requests, all asked within the first days of the term."""
    asked = draw(st.lists(st.integers(0, within), max_size=most))
    waits = draw(st.lists(st.integers(0, 40), min_size=len(asked), max_size=len(asked)))
    return tuple(
        RequestDates(received + timedelta(days=q), received + timedelta(days=q + wait))
        for q, wait in zip(asked, waits, strict=True)
    )


@st.composite
def filings(draw, keys=tuple(WITH_A_TERM)):
    """A row and answered requests that it counts."""
    received = draw(days)
    return draw(st.sampled_from(keys)), Facts(received, draw(requests_within(received)))


def days_standing_still(requests) -> set[date]:
    """The days between each request and its answer, one by one."""
    still = set()
    for asked, answered, *_rest in requests:
        day = asked + ONE_DAY
        while day < answered:
            still.add(day)
            day += ONE_DAY
    return still


def counted_by_hand(received: date, term: int, requests) -> date:
    """Day by day: the day on which the term has run and the next that is not free."""
    still, run, day = days_standing_still(requests), 0, received
    while run < term:
        day += ONE_DAY
        run += day not in still
    while day.weekday() >= 5 or day in CALENDAR.free:
        day += ONE_DAY
    return day


def end_of(key: str, reckoning) -> date:
    """The rolled day on which the term or window of a row ends."""
    if RULES[key].count > 1:
        return reckoning.second_last_day
    return reckoning.last_day or reckoning.objection_until


@given(filings())
def test_reckoning_equals_counting_day_by_day(filing):
    key, given_facts = filing
    rule = RULES[key]

    reckoning = reckon(rule, given_facts, CALENDAR, TODAY)

    by_hand = counted_by_hand(
        given_facts.received, rule.running_days, given_facts.requests
    )
    assert (reckoning.last_day or reckoning.objection_until) == by_hand
    if rule.count > 1:
        assert reckoning.second_last_day == counted_by_hand(by_hand, rule.days, ())


@given(days, st.data())
def test_second_term_equals_counting_day_by_day(received, data):
    decided = received + timedelta(days=data.draw(st.integers(0, 60)))
    early = data.draw(requests_within(received))
    late = data.draw(requests_within(decided))
    given_facts = Facts(received, early + late, 0, decided)

    reckoning = reckon(RULES["2.8-combination"], given_facts, CALENDAR, TODAY)

    taken = [request for request in early + late if request.asked <= decided]
    inside = {day for day in days_standing_still(early + late) if day > decided}
    run, day = 0, decided
    while run < 45:
        day += ONE_DAY
        run += day not in inside
    first_over = any(
        request.asked > counted_by_hand(received, 45, taken) for request in taken
    )
    if not first_over:
        assert reckoning.second_last_day == CALENDAR.roll(day)


@given(filings(), st.data())
def test_order_of_facts_does_not_matter(filing, data):
    key, given_facts = filing
    shuffled = tuple(data.draw(st.permutations(given_facts.requests)))

    assert reckon(RULES[key], given_facts, CALENDAR, TODAY) == reckon(
        RULES[key], given_facts._replace(requests=shuffled), CALENDAR, TODAY
    )


@given(filings(), st.data())
def test_another_request_never_shortens(filing, data):
    key, given_facts = filing
    asked = given_facts.received + timedelta(days=data.draw(st.integers(0, 200)))
    more = RequestDates(asked, asked + timedelta(days=data.draw(st.integers(0, 60))))
    longer = given_facts._replace(requests=(*given_facts.requests, more))

    before = reckon(RULES[key], given_facts, CALENDAR, TODAY)
    after = reckon(RULES[key], longer, CALENDAR, TODAY)

    assert end_of(key, after) >= end_of(key, before)
    assert after.suspended_days >= before.suspended_days


@given(filings())
def test_overlapping_requests_count_once(filing):
    key, given_facts = filing
    reckoning = reckon(RULES[key], given_facts, CALENDAR, TODAY)

    assert reckoning.suspended_days == len(days_standing_still(given_facts.requests))


@given(filings())
def test_last_day_is_never_free_and_never_early(filing):
    key, given_facts = filing
    reckoning = reckon(RULES[key], given_facts, CALENDAR, TODAY)

    last = end_of(key, reckoning)
    earliest = given_facts.received + timedelta(days=RULES[key].running_days)
    assert not CALENDAR.is_free(last)
    assert last >= earliest + timedelta(days=reckoning.suspended_days)


@given(days, st.data())
def test_work_at_level_ii_waits_through_the_rolled_end(received, data):
    requests = data.draw(requests_within(received))
    reckoning = reckon(RULES["iik-new"], Facts(received, requests), CALENDAR, TODAY)

    taken_out = timedelta(days=45 + len(days_standing_still(requests)))
    last = CALENDAR.roll(received + taken_out)
    assert reckoning.objection_until == last
    assert reckoning.may_start_on == last + ONE_DAY


@given(filings(tuple(DECIDED)))
def test_periods_of_the_ledger_touch_and_add_up(filing):
    key, given_facts = filing
    reckoning = reckon(RULES[key], given_facts, CALENDAR, TODAY)

    periods = [
        step
        for step in reckoning.steps
        if step.effect in (Effect.RUNS, Effect.STANDS_STILL, Effect.ROLLED)
    ]
    assert periods[0].from_ == given_facts.received + ONE_DAY
    assert periods[-1].to == reckoning.last_day
    ends = [step.to or date.max for step in periods]
    for end, following in zip(ends, periods[1:], strict=False):
        assert following.from_ == end + ONE_DAY
    for period, end in zip(periods, ends, strict=True):
        assert period.days == (end - period.from_).days + 1
    running = [step.days for step in periods if step.effect == Effect.RUNS]
    assert sum(running) == RULES[key].days


@given(filings(), st.integers(0, 80))
def test_open_request_is_as_if_answered_today(filing, waited):
    key, given_facts = filing
    asked = given_facts.received + timedelta(days=20)
    today = asked + timedelta(days=waited)
    others = given_facts.requests
    still_open = given_facts._replace(requests=(*others, RequestDates(asked)))
    answered = given_facts._replace(requests=(*others, RequestDates(asked, today)))

    reckoning = reckon(RULES[key], still_open, CALENDAR, today)
    then = reckon(RULES[key], answered, CALENDAR, today)

    assert reckoning.standing_still
    assert reckoning.last_day is None
    assert reckoning.second_last_day is None
    assert reckoning.objection_until is None
    expected = then.may_start_on if RULES[key].kind == "waiting" else None
    assert reckoning.if_answered_today == (
        expected or then.last_day or then.objection_until
    )
    assert reckoning.suspended_days == then.suspended_days


@given(filings())
def test_every_step_names_its_ground(filing):
    key, given_facts = filing
    for step in reckon(RULES[key], given_facts, CALENDAR, TODAY).steps:
        assert step.ground.text
        assert step.ground.article
        assert step.ground.url.startswith("https://")


AWB = TermRule(
    "awb",
    "decision",
    56,
    resume_on_missed_deadline=True,
    grounds=RULES["atv"].grounds,
)


def test_missed_answer_date_lets_the_clock_run_where_the_row_says_so():
    missed = RequestDates(date(2026, 3, 1), None, answer_by=date(2026, 3, 11))
    given_facts = Facts(date(2026, 2, 2), (missed,))

    by_the_row = reckon(AWB, given_facts, CALENDAR, TODAY)
    by_the_besluit = reckon(RULES["iii-new"], given_facts, CALENDAR, TODAY)

    assert not by_the_row.standing_still
    assert by_the_row.suspended_days == 10
    assert by_the_row.steps[2].to == date(2026, 3, 11)
    assert by_the_besluit.standing_still


def test_answer_after_the_missed_date_changes_nothing():
    late = RequestDates(date(2026, 3, 1), date(2026, 4, 1), answer_by=date(2026, 3, 11))
    in_time = RequestDates(
        date(2026, 3, 1), date(2026, 3, 6), answer_by=date(2026, 3, 11)
    )

    received = date(2026, 2, 2)
    assert reckon(AWB, Facts(received, (late,)), CALENDAR, TODAY).suspended_days == 10
    assert reckon(AWB, Facts(received, (in_time,)), CALENDAR, TODAY).suspended_days == 4


def test_terms_beyond_the_act_do_not_roll():
    long = TermRule("long", "decision", 91, rolls=False, grounds=RULES["atv"].grounds)

    reckoning = reckon(long, facts(date(2026, 1, 4)), CALENDAR, TODAY)

    assert reckoning.last_day == date(2026, 4, 5)
