"""A KG or VA whose 2.8 request was not granted: it waits, and goes somewhere."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.actor import Actor
from accounts.models import BureauRole, User
from dossiers.correspondence.mails import reminder_mail
from dossiers.decisions.closing_by_silence import (
    close_by_silence,
    close_silent_notifications,
)
from dossiers.decisions.deciding import recall_decision, sign_prepared_decision
from dossiers.decisions.decision_letter import letter_to_freeze
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import record_no_objection, take_up
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Reminder, ReminderKind
from dossiers.states import Act, State
from dossiers.withdrawals.withdrawing import withdraw_case
from dossiers.worklist.bulk_acts import BulkAct, plan_bulk_act
from dossiers.worklist.rows import case_rows
from procedures.counting.legal_day import legal_day
from tests.cast import NOW, official
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
ROWS = ["2.8-combination", "mi-i-ii", "s-iii"]
DECIDED = at(2026, 12, 1)


@pytest.fixture(autouse=True)
def english(time_machine):
    time_machine.move_to(NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def both(signed_draft, researcher, handler_user):
    """`both(procedure)`: file a combination and take both cases up."""

    def file(procedure: str = "2.8-combination") -> list[Case]:
        request = receive_application(
            signed_draft(procedure), by=Actor(user=researcher), at=NOW
        )
        cases = Case.objects.filter(application=request.application).order_by("pk")
        for case in cases:
            take_up(case, by=Actor(user=handler_user), at=NOW)
        return list(cases)

    return file


@pytest.fixture
def lost(both, decide_known):
    """The notification of a combination whose 2.8 request was refused."""

    def refuse(procedure: str = "2.8-combination") -> Case:
        request, follow_up = both(procedure)
        decide_known(request, "2.8-refused", at=DECIDED)
        follow_up.refresh_from_db()
        return follow_up

    return refuse


@pytest.mark.parametrize("procedure", ROWS)
def test_it_is_not_assessed_before_the_2_8_decision(both, handler_user, procedure):
    _request, follow_up = both(procedure)

    with pytest.raises(NotAllowed, match=r"2\.8 request first"):
        record_no_objection(follow_up, remark="", by=Actor(user=handler_user), at=NOW)

    follow_up.refresh_from_db()
    assert follow_up.state == State.IN_HANDLING


@pytest.mark.parametrize("procedure", ROWS)
def test_after_a_refusal_it_is_not_assessed_and_never_closes(
    lost, handler_user, procedure
):
    case = lost(procedure)
    after = NOW + timedelta(days=400)

    with pytest.raises(NotAllowed, match="was not granted"):
        record_no_objection(case, remark="", by=Actor(user=handler_user), at=DECIDED)
    with pytest.raises(NotAllowed):
        close_by_silence(case, at=after)

    assert close_silent_notifications(at=after) == 0
    case.refresh_from_db()
    assert case.state == State.IN_HANDLING


def test_one_that_was_assessed_already_does_not_close_either(lost):
    case = lost()
    Case.objects.filter(pk=case.pk).update(state=State.ASSESSED)

    assert close_silent_notifications(at=NOW + timedelta(days=400)) == 0


def test_after_a_grant_it_is_assessed_and_closes(both, decide_known, handler_user):
    request, follow_up = both()
    decide_known(request, "2.8", at=DECIDED)

    record_no_objection(follow_up, remark="", by=Actor(user=handler_user), at=DECIDED)

    assert close_silent_notifications(at=NOW + timedelta(days=400)) == 1


def test_closing_many_says_why_not(lost, handler_user):
    case = lost()

    planned = plan_bulk_act(BulkAct.CLOSE, [case], to=None, by=handler_user, at=DECIDED)

    assert planned[0].will == ""
    assert "was not granted" in planned[0].why_not


@pytest.mark.parametrize("template", ["other-cfi", "other-level", "cannot-agree"])
def test_it_ends_by_a_decision_of_its_own(lost, decide_known, template):
    case = lost()

    assert decide_known(case, template, at=DECIDED).new_state == State.OBJECTED


def test_or_the_applicant_withdraws_it(lost, researcher):
    case = lost()

    withdraw_case(case, by=Actor(user=researcher), at=DECIDED)

    assert case.state == State.WITHDRAWN


def test_an_untreated_request_leaves_it_the_same_way(
    both, asked, decide_known, handler_user
):
    request, follow_up = both()
    asked(request, answer_by=at(2026, 12, 7).date())

    event = decide_known(request, "request-not-treated", at=at(2026, 12, 8))

    follow_up.refresh_from_db()
    followed = follow_up.events.last()
    assert event.act == Act.NOT_TREAT
    assert (followed.act, followed.facts["granted"]) == (Act.FOLLOW, False)
    assert not follow_up.is_projected
    # By 2.9 lid 3: the answer stayed away in the other case.
    with pytest.raises(NotAllowed, match="day for an answer"):
        decide_known(follow_up, "not-done", at=at(2026, 12, 8))
    ended = decide_known(follow_up, "coupled-not-done", at=at(2026, 12, 8))
    assert ended.act == Act.NOT_TREAT


def test_who_handles_it_hears_so(lost, handler_user):
    case = lost()

    told = Reminder.objects.get(kind=ReminderKind.GROUND_LOST)
    assert (told.case, told.recipients) == (case, [handler_user.email])
    assert (
        "eindigt niet vanzelf"
        in reminder_mail(told, told.recipients[0], at=DECIDED).body
    )


@pytest.fixture
def reads_english(researcher):
    User.objects.filter(pk=researcher.pk).update(language="en")


@pytest.mark.usefixtures("reads_english")
def test_the_letter_says_what_becomes_of_it(both, prepared):
    request, follow_up = both()

    decision = prepared(request, "2.8-refused")

    parts = decision.letter["courtesy"]["parts"]
    texts = [text for part in parts for text in part.values() if isinstance(text, str)]
    assert f"What becomes of {follow_up.label}" in texts
    assert any("does not end by itself" in text for text in texts)


def test_a_letter_that_is_not_true_any_more_is_not_signed(
    both, prepared, researcher, decider_user, handler_user
):
    request, follow_up = both()
    decision = prepared(request, "2.8-refused")
    withdraw_case(follow_up, by=Actor(user=researcher), at=NOW)

    with pytest.raises(NotAllowed, match="something has changed"):
        sign_prepared_decision(
            request, sha256=decision.sha256, by=Actor(user=decider_user), at=DECIDED
        )

    recall_decision(request, by=Actor(user=handler_user), at=DECIDED)
    decision = prepared(request, "2.8-refused", at=DECIDED)
    sign_prepared_decision(
        request, sha256=decision.sha256, by=Actor(user=decider_user), at=DECIDED
    )
    assert request.state == State.DECIDED


@pytest.mark.usefixtures("reads_english")
def test_a_granted_decision_says_nothing_of_it(both, prepared):
    request = both()[0]
    decision = prepared(request, "2.8")

    anew = letter_to_freeze(request, decision, on=legal_day(NOW))
    assert anew["parts"] == decision.letter["parts"]
    assert "What becomes of" not in str(decision.letter)


def test_its_page_has_the_next_act(
    client, both, decide, make_known, handler_user, researcher
):
    request, case = both("2.8-combination")
    decide(request, "2.8-refused", at=DECIDED)
    url = reverse("case", args=[case.number])

    client.force_login(handler_user)
    page = client.get(url)
    assert 'id="ground-lost-heading"' in page.text
    assert reverse("draft-decision", args=[case.number]) in page.text
    assert Act.RECORD_NO_OBJECTION not in dict(page.context["acts"])

    client.force_login(researcher)
    assert "ground-lost-heading" not in client.get(url).text  # not sent yet (Awb 3:41)
    make_known(request)
    page = client.get(url)
    assert 'id="ground-lost-heading"' in page.text
    assert reverse("draft-decision", args=[case.number]) not in page.text


def test_its_page_is_silent_before_and_after(client, both, decide_known, handler_user):
    request, follow_up = both()
    url = reverse("case", args=[follow_up.number])
    client.force_login(handler_user)
    assert "ground-lost-heading" not in client.get(url).text

    decide_known(request, "2.8", at=NOW)

    assert "ground-lost-heading" not in client.get(url).text


def test_the_worklist_does_not_say_that_it_closes_by_itself(lost):
    case = lost()
    late = case.objection_until + timedelta(days=1)

    [row] = case_rows([case], late)

    assert row.left.words == "decision to be taken"
    assert row.left.tone == "late"
    assert "closes by itself" not in row.left.note


def test_who_may_not_decide_is_refused(lost, researcher):
    case = lost()

    for user in (researcher, official("Ivo Mol", BureauRole.DECIDER)):
        with pytest.raises(NotAllowed):
            record_no_objection(case, remark="", by=Actor(user=user), at=DECIDED)
    assert legal_day(DECIDED) == case.first_decision_on
