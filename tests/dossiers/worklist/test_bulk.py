"""Several cases at once: a look first, then each in its own transaction."""

import pytest
from django.utils import translation

from accounts.actor import Actor
from accounts.models import BureauRole
from dossiers.errors import NotAllowed
from dossiers.handling.assigning import assign_handler
from dossiers.handling.manual_reminders import send_manual_reminder
from dossiers.handling.taking_up import record_no_objection, take_up
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Event, InformationRequest, Reminder, ReminderKind
from dossiers.states import Act, Part, State
from dossiers.worklist.bulk_acts import MOST, BulkAct, do_bulk_act, plan_bulk_act
from procedures.counting.calendar import ONE_DAY
from procedures.counting.legal_day import legal_day
from tests.cast import NOW, official

ACTOR = "handler_user"

URL = "/worklist/acts"


@pytest.fixture
def vera(db):
    """Another case handler."""
    return official("Vera Anders", BureauRole.HANDLER)


def asked(case: Case, *, days: int) -> InformationRequest:
    """A request that waits for an answer, so many days from now."""
    Case.objects.filter(pk=case.pk).update(state=State.WAITING)
    case.refresh_from_db()
    return case.information_requests.create(
        application=case.application,
        asked_at=NOW,
        asked_by=case.handler,
        answer_by=legal_day(NOW) + days * ONE_DAY,
    )


def test_assign_a_received_case_takes_it_up_in_the_colleagues_name(case, vera, by):
    event = assign_handler(case, to=vera, by=by, at=NOW)

    case.refresh_from_db()
    assert (event.act, case.state, case.handler) == (
        Act.TAKE_UP,
        State.IN_HANDLING,
        vera,
    )
    assert event.facts == {
        "handler": vera.pk,
        "handler_name": "Vera Anders",
        "earlier_handler": "",
    }
    assert event.user == by.user


def test_assign_moves_a_case_and_says_whose_it_was(in_handling, vera, by):
    event = assign_handler(in_handling, to=vera, by=by, at=NOW)

    in_handling.refresh_from_db()
    assert (event.act, in_handling.handler) == (Act.ASSIGN, vera)
    assert event.facts["earlier_handler"] == "Mila Visser"


def test_assign_twice_is_refused_with_who_was_first(in_handling, vera, by):
    first = assign_handler(in_handling, to=vera, by=by, at=NOW)

    with pytest.raises(NotAllowed, match="Vera Anders") as refused:
        assign_handler(in_handling, to=vera, by=by, at=NOW)

    assert refused.value.event == first
    assert in_handling.events.count() == 3


def test_assign_a_case_that_a_colleague_took_up_meanwhile_is_refused(case, vera, by):
    seen = Case.objects.get(pk=case.pk)
    take_up(case, by=Actor(user=vera), at=NOW)

    with pytest.raises(NotAllowed) as refused:
        assign_handler(seen, to=by.user, by=by, at=NOW)

    assert refused.value.event.user == vera


def test_assign_to_who_is_no_handler_is_refused(in_handling, decider_user, by):
    with pytest.raises(NotAllowed, match="Daan Kok"):
        assign_handler(in_handling, to=decider_user, by=by, at=NOW)


@pytest.mark.parametrize("who", ["researcher", "decider_user", "auditor"])
def test_assign_by_another_role_is_refused(in_handling, vera, who, request):
    with pytest.raises(NotAllowed):
        assign_handler(
            in_handling, to=vera, by=Actor(request.getfixturevalue(who)), at=NOW
        )


def test_assign_an_ended_case_is_refused(in_handling, vera, by):
    Case.objects.filter(pk=in_handling.pk).update(state=State.CLOSED)

    with pytest.raises(NotAllowed):
        assign_handler(in_handling, to=vera, by=by, at=NOW)


def test_nudge_reminds_the_handler_once_a_day(in_handling, vera):
    send_manual_reminder(in_handling, by=Actor(vera), at=NOW)
    with pytest.raises(NotAllowed):
        send_manual_reminder(in_handling, by=Actor(vera), at=NOW)
    send_manual_reminder(in_handling, by=Actor(vera), at=NOW + ONE_DAY)

    rows = Reminder.objects.filter(case=in_handling, kind=ReminderKind.NUDGE)
    assert [row.recipients for row in rows] == [["mila@voorbeeld.nl"]] * 2


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (20, [ReminderKind.ANSWER_7, ReminderKind.ANSWER_1]),
        (-1, [ReminderKind.ANSWER_MISSED]),
    ],
)
def test_nudge_reminds_the_applicant_of_open_questions(in_handling, by, days, kinds):
    request = asked(in_handling, days=days)
    for _each in kinds:
        send_manual_reminder(in_handling, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        send_manual_reminder(in_handling, by=by, at=NOW)

    rows = list(Reminder.objects.filter(case=in_handling).order_by("pk"))
    assert [row.kind for row in rows] == kinds
    assert {row.fact_on for row in rows} == {request.answer_by}
    assert "anna@voorbeeld.nl" in rows[0].recipients


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_nudge_about_an_ended_case_is_refused(in_handling, vera, state):
    Case.objects.filter(pk=in_handling.pk).update(state=state)

    with pytest.raises(NotAllowed):
        send_manual_reminder(in_handling, by=Actor(vera), at=NOW)


def test_nudge_oneself_or_nobody_or_by_another_role_is_refused(
    case, vera, by, decider_user
):
    with pytest.raises(NotAllowed):
        send_manual_reminder(case, by=by, at=NOW)
    take_up(case, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        send_manual_reminder(case, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        send_manual_reminder(case, by=Actor(decider_user), at=NOW)
    assert not Reminder.objects.filter(kind=ReminderKind.NUDGE).exists()


@pytest.mark.parametrize("act", BulkAct)
def test_a_plan_promises_what_is_then_done(file, vera, by, act):
    cases = [file() for _each in range(4)]
    take_up(cases[1], by=by, at=NOW)
    take_up(cases[2], by=Actor(vera), at=NOW)
    take_up(cases[3], by=by, at=NOW)
    record_no_objection(cases[3], remark="", by=by, at=NOW)

    planned = plan_bulk_act(act, cases, to=vera, by=by.user, at=NOW)
    outcomes = do_bulk_act(act, cases, to=vera, by=by, at=NOW)

    assert [bool(one.will) for one in planned] == [one.is_done for one in outcomes]
    assert [bool(one.why_not) for one in planned] == [
        not one.is_done for one in outcomes
    ]
    assert (
        sum(one.is_done for one in outcomes)
        == {
            BulkAct.ASSIGN: 3,
            BulkAct.REMIND: 1,
            BulkAct.CLOSE: 2,
        }[act]
    )


def test_the_same_bulk_act_twice_does_nothing_more(in_handling, vera, by):
    do_bulk_act(BulkAct.ASSIGN, [in_handling], to=vera, by=by, at=NOW)
    again = do_bulk_act(BulkAct.ASSIGN, [in_handling], to=vera, by=by, at=NOW)

    assert not again[0].is_done
    assert "Mila Visser" in again[0].details
    assert Event.objects.filter(case=in_handling, act=Act.ASSIGN).count() == 1


def test_the_page_shows_what_will_happen_and_does_nothing_yet(
    client, case, vera, handler_user
):
    client.force_login(handler_user)
    page = client.post(URL, {"case": case.number, "act": "assign", "to": vera.pk}).text

    assert "in behandeling genomen door Vera Anders" in page
    case.refresh_from_db()
    assert case.handler is None


def test_the_page_does_what_was_confirmed(client, case, vera, handler_user):
    client.force_login(handler_user)
    answer = client.post(
        URL,
        {"case": case.number, "act": "assign", "to": vera.pk, "confirm": "1"},
    )

    case.refresh_from_db()
    assert case.handler == vera
    assert [one.is_done for one in answer.context["outcomes"]] == [True]


def test_to_assign_to_nobody_keeps_the_ticks(client, case, handler_user):
    client.force_login(handler_user)
    answer = client.post(URL, {"case": case.number, "act": "assign", "to": ""})

    assert answer.status_code == 400
    assert f'name="case" value="{case.number}"' in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"case": []},
        {"case": [f"IG-26-{n:03}_I-000" for n in range(MOST + 1)]},
    ],
)
def test_none_or_too_many_is_said(client, case, handler_user, sent):
    client.force_login(handler_user)
    answer = client.post(URL, sent | {"query": "filter=mine&after=x"})

    assert answer["Location"] == "/worklist?filter=mine"


@pytest.mark.parametrize(
    "sent",
    [
        {"case": "a\0b", "act": "x", "to": "y", "query": "%ff\0"},
        {"case": "nergens", "act": "close"},
        {"case": "nergens", "act": "assign", "to": "99999999999999999999999"},
    ],
)
def test_nonsense_is_answered(client, handler_user, sent):
    client.force_login(handler_user)

    assert client.post(URL, sent).status_code in (200, 400)
    assert client.post(URL, sent | {"confirm": "1"}).status_code in (200, 400)


@pytest.fixture
def to_assign(file):
    """`to_assign(number)`: cases that nobody handles yet."""
    return lambda number: [file() for _each in range(number)]


@pytest.fixture
def to_remind(file, ask_of_applicant):
    """`to_remind(number)`: cases in which the answer is near its day."""
    return lambda number: [ask_of_applicant(file()) for _each in range(number)]


@pytest.fixture
def ask_of_applicant(by):
    def ask(case: Case) -> Case:
        take_up(case, by=by, at=NOW)
        asked(case, days=3)
        return case

    return ask


@pytest.fixture
def to_close(file, by):
    """`to_close(number)`: cases to which nobody objects."""

    def close(number: int) -> list[Case]:
        cases = [file() for _each in range(number)]
        for case in cases:
            take_up(case, by=by, at=NOW)
        return cases

    return close


@pytest.fixture
def to_close_after(signed_draft, researcher, by, decide_known):
    """`to_close_after(number)`: KGs of combinations of which the 2.8 is granted."""

    def close(number: int) -> list[Case]:
        found = []
        for _each in range(number):
            request = receive_application(
                signed_draft("2.8-combination"), by=Actor(user=researcher), at=NOW
            )
            take_up(request, by=by, at=NOW)
            decide_known(request, "2.8", at=NOW)
            follow_up = Case.objects.get(
                application=request.application, part=Part.FOLLOW_UP
            )
            take_up(follow_up, by=by, at=NOW)
            found.append(follow_up)
        return found

    return close


@pytest.fixture
def to_process(file, signed_draft, researcher, by):
    """`to_process(number)`: administrative changes, of one lab and its dossiers."""

    def process(number: int) -> list[Case]:
        file()
        applicant = Actor(user=researcher)
        drafts = [signed_draft("administrative") for _each in range(number)]
        cases = [receive_application(draft, by=applicant, at=NOW) for draft in drafts]
        for case in cases:
            take_up(case, by=by, at=NOW)
        return cases

    return process


@pytest.mark.parametrize(
    ("act", "ready"),
    [
        ("assign", "to_assign"),
        ("remind", "to_remind"),
        ("close", "to_close"),
        ("close", "to_close_after"),
        ("close", "to_process"),
    ],
)
def test_a_bulk_plan_takes_as_many_queries_for_one_as_for_five(
    client, vera, handler_user, request, count_queries, act, ready
):
    client.force_login(handler_user)
    cases = request.getfixturevalue(ready)(5)

    def plan_of(number: int) -> int:
        ticked = [one.number for one in cases[:number]]
        sent = {"case": ticked, "act": act, "to": vera.pk}
        answers = []
        queries = count_queries(lambda: answers.append(client.post(URL, sent)))
        assert [bool(one.will) for one in answers[0].context["planned"]] == (
            [True] * number
        )
        return queries

    plan_of(1)  # what is kept for a while is read here
    assert plan_of(5) == plan_of(1)


def test_assign_stands_in_the_log_with_to_whom(client, in_handling, vera, by):
    assign_handler(in_handling, to=vera, by=by, at=NOW)
    client.force_login(by.user)

    with translation.override("nl"):
        text = client.get(f"/cases/{in_handling.number}").text
    assert "aan Vera Anders" in text
    assert "van Mila Visser" in text
