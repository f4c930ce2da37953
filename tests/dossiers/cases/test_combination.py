"""A combination opens two coupled cases, each with its own number and dates."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed as DraftNotAllowed
from applications.models import FiledNumber
from dossiers.cases.dates import case_reckoning
from dossiers.cases.rederiving import derive_open_cases
from dossiers.decisions.closing_by_silence import (
    close_by_silence,
    close_silent_notifications,
)
from dossiers.errors import NotAllowed
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, LetterKind
from dossiers.states import Kind, Part
from dossiers.work_start.start_ledger import start_verdict
from procedures.counting.legal_day import legal_day
from tests.cast import NOW
from tests.dossiers.conftest import at

TODAY = legal_day(NOW)  # Monday 23 November 2026


@pytest.fixture
def both(signed_draft, researcher):
    """`both(procedure, **how)`: file a combination; gives its two cases in order."""

    def file(procedure: str, **how) -> tuple[Case, Case]:
        request = receive_application(
            signed_draft(procedure, **how), by=Actor(user=researcher), at=NOW
        )
        return tuple(
            Case.objects.filter(application=request.application).order_by("pk")
        )

    return file


def test_a_combination_takes_two_numbers_in_two_dossiers(both):
    request, follow_up = both("2.8-combination")

    assert (request.part, follow_up.part) == (Part.REQUEST, Part.FOLLOW_UP)
    assert request.number == "IG-26-001_2.8-000"
    assert follow_up.number.startswith("IG-26-002_")
    assert follow_up.number.endswith(f"_{follow_up.follow_up.number_tag}-000")
    assert request.application.filed_as == [request.label, follow_up.label]
    assert request.coupled == [follow_up.label]


def test_each_term_runs_from_its_own_receipt_and_the_page_plans_two(both):
    request, follow_up = both("2.8-combination")

    # 23 November 2026 + 45 days.
    assert request.due_on == date(2027, 1, 7)
    assert (follow_up.due_on or follow_up.objection_until) == date(2027, 1, 7)
    # By the page from there 45 days more, which end on a Sunday.
    planned = case_reckoning(follow_up, today=TODAY).second_last_day
    assert planned == date(2027, 2, 22)
    assert request.may_start_on is follow_up.may_start_on is None


@pytest.mark.parametrize(
    ("procedure", "tag"), [("mi-i-ii", "MI-I"), ("s-iii", "S-III"), ("tr-i", "TR-I")]
)
def test_a_2_8_request_with_a_kg_counts_both_from_receipt(both, procedure, tag):
    request, follow_up = both(procedure)

    assert follow_up.number == f"IG-26-002_{tag}-000"
    assert (request.kind, follow_up.kind) == (Kind.REQUEST, Kind.NOTIFICATION)
    assert request.due_on == follow_up.objection_until == date(2027, 1, 7)
    assert follow_up.due_on is None


@pytest.mark.parametrize("procedure", ["2.8-combination", "mi-i-ii", "s-iii"])
def test_no_work_starts_before_the_2_8_decision(both, procedure):
    for case in both(procedure):
        verdict = start_verdict(case, case_reckoning(case, today=TODAY), TODAY)

        assert verdict.verdict == "no"


def test_each_case_has_its_own_proof_of_receipt(both):
    for case in both("mi-i-ii"):
        assert [letter.kind for letter in case.letters.all()] == [LetterKind.RECEIPT]
        assert case.events.count() == 1


def test_a_kg_in_a_combination_never_ends_in_silence_before_the_2_8_decision(both):
    _request, follow_up = both("mi-i-ii")
    long_after = at(2027, 6, 1)

    assert close_silent_notifications(at=long_after) == 0
    with pytest.raises(NotAllowed):
        close_by_silence(follow_up, at=long_after)


def test_deriving_anew_moves_nothing(both):
    both("2.8-combination")
    both("mi-i-ii")

    assert derive_open_cases(at=NOW) == 0


def test_the_change_of_a_combination_gets_the_next_number_in_both_dossiers(both):
    request, follow_up = both("2.8-combination")
    granted = {"ending": FiledNumber.Ending.GRANTED, "ended_on": TODAY}
    FiledNumber.objects.update(**granted)

    again, after = both("2.8-combination-change", changes=request.application)

    assert again.number == request.number.replace("-000", "-001")
    assert again.dossier == request.dossier
    assert (after.dossier == follow_up.dossier) == (
        after.follow_up.number_tag == follow_up.follow_up.number_tag
    )


def test_each_page_leads_to_the_other(client, both, researcher):
    request, follow_up = both("mi-i-ii")
    client.force_login(researcher)

    page = client.get(reverse("case", args=[request.number])).content.decode()
    other = client.get(reverse("case", args=[follow_up.number])).content.decode()

    assert reverse("case", args=[follow_up.number]) in page
    assert reverse("case", args=[request.number]) in other


def test_a_kg_from_a_combination_is_changed_as_any_other(
    signed_draft, both, researcher
):
    _request, follow_up = both("2.8-combination")

    draft = signed_draft("iik-change", follow_up.application)
    changed = receive_application(draft, by=Actor(user=researcher), at=NOW)

    assert changed.dossier == follow_up.dossier
    assert changed.number == follow_up.number.replace("-000", "-001")


def test_a_combination_is_changed_by_no_procedure_of_another_level(signed_draft, both):
    _request, follow_up = both("2.8-combination")

    with pytest.raises(DraftNotAllowed):
        signed_draft("iii-other-article", follow_up.application)
