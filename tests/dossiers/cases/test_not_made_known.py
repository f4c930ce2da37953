"""What was decided and not sent yet is told to no applicant (Awb 3:41)."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.actor import Actor
from accounts.models import LabRole
from dossiers.cases.announcement import (
    has_unsent_decision,
    is_unsent,
    told_as,
    told_state,
)
from dossiers.cases.timeline import last_act_sentence
from dossiers.correspondence.alarms import tell_of_refusals
from dossiers.correspondence.letters import make_letter_pdf, update_letter_status
from dossiers.correspondence.making_known import record_what_was_made_known
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.models import Case, Letter
from dossiers.operations.sending_round import send_due
from dossiers.states import State, Turn
from dossiers.withdrawals.withdrawing import withdraw_case
from tests.api.conftest import lims  # noqa: F401 - a fixture
from tests.cast import NOW, member

ENDS = [
    ("i-new", "cannot-agree", "objected", "objection"),
    ("iii-new", "permit", "decided", "granted"),
    ("iii-new", "permit-refused", "decided", "refused"),
]
"""A procedure, the decision on it, and the status and outcome once that is known."""


@pytest.fixture
def ended(file, handler_user, decide):
    """A case with a decision that nobody got yet; its PDF has been made."""

    def ended(procedure: str = "i-new", template: str = "cannot-agree") -> Case:
        case = file(procedure)
        take_up(case, by=Actor(user=handler_user), at=NOW)
        decide(case, template)
        for letter in case.letters.filter(made_at=None):
            make_letter_pdf(letter, at=NOW)
        return case

    return ended


def made_known(case: Case, send) -> None:
    """Its letters are sent, and that is on record."""
    send(case)
    record_what_was_made_known(at=NOW)


@pytest.mark.parametrize(("procedure", "template", "status", "outcome"), ENDS)
def test_over_rest_a_decision_is_there_once_it_was_sent(
    lims,  # noqa: F811
    ended,
    send,
    procedure,
    template,
    status,
    outcome,
):
    case = ended(procedure, template)
    address = f"/cases/{case.number}"

    before = lims.get(address).json()
    log = [one["type"] for one in lims.get(f"{address}/events").json()["results"]]
    letters = [one["kind"] for one in lims.get(f"{address}/letters").json()["results"]]
    letter = Letter.objects.get(kind__in=("objection", "decision"))
    pdf = f"{address}/letters/{letter.pk}"
    assert (before["status"], before["turn"]) == ("prepared", "authority")
    assert (before["outcome"], before["madeKnownOn"]) == (None, None)
    assert log == ["receive", "take-up"]
    assert letters == ["receipt"]
    assert lims.get(pdf).status_code == 404

    made_known(case, send)

    after = lims.get(address).json()
    log = [one["type"] for one in lims.get(f"{address}/events").json()["results"]]
    assert (after["status"], after["outcome"]) == (status, outcome)
    assert log[2:] == ["object" if status == "objected" else "decide", "make-known"]
    assert lims.get(pdf).status_code == 200


def test_over_rest_no_filter_finds_what_was_decided_before_it_was_sent(
    lims,  # noqa: F811
    ended,
    send,
):
    case = ended()

    def found(query: str) -> list[str]:
        rows = lims.get(f"/cases?{query}").json()["results"]
        return [row["status"] for row in rows]

    assert found("status=objected") == found("turn=applicant") == []
    assert found("status=prepared") == found("turn=authority") == ["prepared"]

    made_known(case, send)

    assert found("status=objected") == found("turn=applicant") == ["objected"]
    assert found("status=prepared") == found("turn=authority") == []


def test_the_question_and_the_function_say_the_same(ended, send, file):
    sent, unsent, open_one = ended(), ended("iii-new", "permit"), file()
    made_known(sent, send)

    assert [one for one in Case.objects.order_by("pk") if is_unsent(one)] == [unsent]
    assert list(Case.objects.filter(has_unsent_decision())) == [unsent]
    for state in State:
        cases = (sent, unsent, open_one)
        wanted = {one.pk for one in cases if told_state(fresh(one)) == state}
        found = set(Case.objects.filter(told_as([state])).values_list("pk", flat=True))
        assert found == wanted, state


def fresh(case: Case) -> Case:
    """The case as it is stored."""
    return Case.objects.get(pk=case.pk)


def test_the_list_of_an_applicant_says_only_that_there_is_a_decision(
    client, ended, send, researcher, handler_user
):
    case = ended()
    address = reverse("cases")

    def statuses(reader, query: str = "") -> list[str]:
        client.force_login(reader)
        return [one.status.text for one in client.get(address + query).context["rows"]]

    assert statuses(researcher) == ["besluit genomen, nog niet verzonden"]
    assert statuses(researcher, "?state=objected") == []
    assert statuses(researcher, "?state=prepared") == statuses(researcher)
    assert statuses(handler_user) == [State.OBJECTED.label]
    assert statuses(handler_user, "?state=objected") == [State.OBJECTED.label]

    made_known(case, send)

    assert statuses(researcher, "?state=objected") == [State.OBJECTED.label]


def test_the_list_of_an_applicant_costs_as_much_for_one_as_for_four(
    client, ended, researcher, count_queries
):
    client.force_login(researcher)
    ended()
    client.get(reverse("cases"))
    one = count_queries(lambda: client.get(reverse("cases")))
    for _ in range(3):
        ended()

    assert count_queries(lambda: client.get(reverse("cases"))) == one


def test_the_page_of_an_applicant_has_no_letter_that_was_not_sent(
    client, ended, send, researcher, handler_user
):
    case = ended()
    letter = Letter.objects.get(kind="objection")
    page = reverse("case", args=[case.number])
    pdf = reverse("letter", args=[case.number, letter.pk])

    client.force_login(handler_user)
    assert client.get(pdf).status_code == 200
    client.force_login(researcher)
    shown = client.get(page)
    assert pdf not in shown.text
    assert [one.text for one in shown.context["badges"]][1:] == [
        f"beurt: {Turn.AUTHORITY.label}"
    ]
    assert client.get(pdf).status_code == 404
    send(case)

    assert pdf in client.get(page).text
    assert client.get(pdf).status_code == 200


def test_who_comes_too_late_does_not_hear_what_was_decided(ended, researcher):
    case = ended()

    with pytest.raises(NotAllowed) as refusal:
        withdraw_case(case, by=Actor(user=researcher), at=NOW, reason="")

    assert str(State.OBJECTED.label) not in refusal.value.message
    assert last_act_sentence(refusal.value.event, to_bureau=False) == ""
    assert "2.19" in last_act_sentence(refusal.value.event, to_bureau=True)


def test_who_hears_that_a_letter_did_not_arrive_does_not_hear_what_it_says(ended, lab):
    ended()
    letter = Letter.objects.get(kind="objection")
    letter.deliveries.update(refused_at=NOW, last_error="550 no")
    update_letter_status(letter.pk)
    nora = member("Nora Nieuw", lab, LabRole.BVF)
    tell_of_refusals(at=NOW)
    send_due(at=NOW)

    told = next(one for one in mail.outbox if one.to == [nora.email])
    assert "Besluit\n" in told.body
    assert "2.19" not in told.body
    assert "niet bekendgemaakt (Awb 3:41)" in told.body
    assert "U vindt de brief" not in told.body
