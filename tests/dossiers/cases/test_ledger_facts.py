"""The ledger of a case calls each fact what it was, and has every date shown."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.actor import Actor
from dossiers.audit.verifying import verify_cases
from dossiers.case_page.case_summary import case_ending
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.answering import file_answer
from dossiers.information_requests.asking import revoke_request
from dossiers.intake.receiving import receive_application
from dossiers.models import Case
from procedures.counting.terms import Effect
from procedures.explaining.labels import EFFECTS
from procedures.picture.geometry import Stretch
from procedures.picture.term import term_timeline
from tests.cast import NOW
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
ENDED = at(2026, 12, 3)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


def notes(page) -> list[str]:
    return [row.note for row in page.context["ledger"] if row.tone == "standing"]


def test_a_withdrawn_request_is_not_told_as_answered(
    client, file, asked, handler_user, researcher
):
    case = file("iii-new")
    revoke_request(asked(case), by=Actor(user=handler_user), at=ENDED)
    client.force_login(researcher)

    page = client.get(reverse("case", args=[case.number]))

    assert notes(page) == ["door Bureau GGO ingetrokken op 3 december 2026"]
    batches = verify_cases(Case.objects.filter(pk=case.pk), at=ENDED)
    assert [fault for batch in batches for fault in batch.faults] == []


def test_one_withdrawn_on_the_same_day_took_nothing_out(
    client, file, asked, handler_user
):
    case = file("iii-new")
    revoke_request(asked(case), by=Actor(user=handler_user), at=NOW)
    client.force_login(handler_user)

    page = client.get(reverse("case", args=[case.number]))

    what = [row.what for row in page.context["ledger"]]
    assert "verzoek ingetrokken zonder dag ertussen: er gaat geen dag af" in what


def test_an_answered_request_says_nothing_of_that(
    client, file, asked, handler_user, researcher
):
    case = file("iii-new")
    request = asked(case)
    texts = {one.pk: "pZ1" for one in request.questions.all()}
    file_answer(request, answers=texts, by=Actor(user=researcher), at=ENDED)
    client.force_login(handler_user)

    assert notes(client.get(reverse("case", args=[case.number]))) == [""]


@pytest.mark.parametrize("procedure", ["mi-i-ii", "2.8-combination"])
def test_a_start_that_is_shown_has_its_row(
    client, signed_draft, researcher, handler_user, decide_known, procedure
):
    request = receive_application(
        signed_draft(procedure), by=Actor(user=researcher), at=NOW
    )
    follow_up = Case.objects.exclude(pk=request.pk).get()
    take_up(follow_up, by=Actor(user=handler_user), at=NOW)
    key = "2.8-with-notification" if procedure == "mi-i-ii" else "2.8"
    decide_known(request, key, at=NOW)
    client.force_login(researcher)

    page = client.get(reverse("case", args=[follow_up.number]))

    shown = page.context["verdict"].from_
    steps = page.context["reckoning"].steps
    rows = [step.from_ for step in steps if step.effect == Effect.MAY_START]
    assert shown is not None
    assert rows == [shown]
    assert shown >= date(2026, 11, 23)


def test_a_decision_after_the_last_day_is_told_and_drawn_as_late(
    client, file, decide, send, researcher
):
    case = file("iii-new")
    assert case.due_on == date(2027, 1, 7)
    decide(case, at=at(2027, 1, 11))
    send(case, at=at(2027, 1, 11))
    client.force_login(researcher)

    page = client.get(reverse("case", args=[case.number]))

    assert [row.note for row in page.context["ledger"] if "besluit “" in row.what] == [
        "4 dagen na de laatste dag"
    ]
    found = Case.objects.get(pk=case.pk)
    drawn = term_timeline(
        page.context["reckoning"],
        today=date(2027, 1, 11),
        ending=case_ending(found, list(found.events.all())),
    )
    assert drawn.stretches[-1] == (
        Stretch(date(2027, 1, 7), date(2027, 1, 11), "late", "4 dagen te laat")
    )
    assert drawn.share(drawn.today.day) == 1


def test_the_window_has_no_number_that_its_own_days_belie(client, case, researcher):
    """From 23 November through 7 January are 46 days, of which the first is day 0."""
    client.force_login(researcher)

    page = client.get(reverse("case", args=[case.number]))

    window = EFFECTS[Effect.OBJECTION_WINDOW]
    days = {row.days for row in page.context["ledger"] if row.what == window}
    assert days == {""}
