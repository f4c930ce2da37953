"""Which terms of a combination stand still together, and from when each is counted."""

from datetime import date

import pytest

from accounts.actor import Actor
from applications.drafting import drafting
from applications.forms.procedures import sections_of
from applications.organisms import editing
from applications.signing import signing
from dossiers.cases.dates import case_reckoning
from dossiers.cases.standing_still import cases_standing_still_with
from dossiers.intake.receiving import receive_application
from dossiers.models import Case
from dossiers.states import Part
from dossiers.work_start.start_ledger import start_verdict
from procedures.counting.legal_day import legal_day
from procedures.counting.terms import Effect
from tests.cast import NOW, organism
from tests.cast_answers import SAID, cells_of, said_in
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
OWN_LAST = date(2027, 1, 7)
"""23 November 2026 and 45 days: a Thursday."""


@pytest.fixture
def combination(complete_draft, lab, researcher, bvf_user):
    """`combination(ground, procedure=…)`: file one; its cases, the request first."""

    def file(ground: str = "downscaling", **chosen: str) -> list[Case]:
        draft, by = complete_draft("2.8-combination"), Actor(user=researcher)
        key = chosen["procedure"]
        # What the KG or VA asks, as far as the combination has not answered it.
        said = said_in(key, lab, bvf_user) | {
            "combination": chosen,
            "request": {**SAID["request"], "ground": [ground]},
        }
        asked = {section.key for section in sections_of("2.8-combination")}
        for section, values in said.items():
            if section in asked:
                drafting.save_section(draft, section, values, by=by, at=NOW)
        editing.replace_rows(draft, [organism(**cells_of(key))], by=by, at=NOW)
        signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)
        filed = receive_application(draft, by=by, at=NOW).application
        return list(Case.objects.filter(application=filed).order_by("pk"))

    return file


@pytest.mark.parametrize(
    ("ground", "chosen", "stand"),
    [
        # 2.9 lid 2: a request of lid 1 or 2, with the term of 2.17 lid 1.
        ("doubt", "iik-new", True),
        ("downscaling", "iik-new", True),
        # Lid 3 is not named, and neither is the window of level I (2.19 lid 2 onder a).
        ("not-in-annex-5", "iik-new", False),
        ("doubt", "i-new", False),
    ],
)
def test_what_stands_still_together(combination, asked, ground, chosen, stand):
    request, coupled = combination(ground, procedure=chosen)

    assert coupled.stands_still_together is stand
    assert list(cases_standing_still_with(request)) == ([coupled] if stand else [])
    assert list(cases_standing_still_with(coupled)) == ([request] if stand else [])
    assert (coupled.objection_until, request.due_on) == (OWN_LAST, OWN_LAST)

    asked(request, at=at(2026, 12, 1))
    if not stand:
        asked(coupled, at=at(2026, 12, 1))

    coupled.refresh_from_db()
    request.refresh_from_db()
    assert (coupled.objection_until, request.due_on) == (None, None)


def test_alone_a_request_in_the_one_leaves_the_other(combination, asked):
    request, coupled = combination("not-in-annex-5", procedure="iik-new")

    asked(request, at=at(2026, 12, 1))

    coupled.refresh_from_db()
    request.refresh_from_db()
    assert (coupled.objection_until, request.due_on) == (OWN_LAST, None)


def test_its_ledger_has_its_own_last_day_and_that_of_the_page(combination):
    _request, coupled = combination(procedure="iik-new")
    today = legal_day(NOW)

    reckoned = case_reckoning(coupled, today=today)

    told = {step.effect: step for step in reckoned.steps}
    own, planned = told[Effect.COUPLED_LAST_DAY], told[Effect.SECOND_LAST_DAY]
    assert (own.from_, planned.from_) == (OWN_LAST, date(2027, 2, 22))
    assert own.ground.article == "2.17 lid 1"
    assert "tabel III" in planned.ground.article
    assert (reckoned.coupled_last_day, reckoned.second_last_day) == (
        own.from_,
        planned.from_,
    )


def test_a_permit_of_level_iv_has_its_own_ninety_days(combination):
    """23 November 2026 and 90 days is Sunday 21 February 2027."""
    _request, coupled = combination(procedure="iv-new")

    assert coupled.due_on == date(2027, 2, 22)


@pytest.mark.parametrize(
    ("decided", "starts"),
    [
        # The later of the 2.8 decision and the day after its own term.
        (at(2026, 12, 15), date(2027, 1, 8)),
        (at(2027, 1, 12), date(2027, 1, 12)),
    ],
)
def test_work_at_level_ii_starts_on_the_later_of_the_two(
    combination, decide_known, decided, starts
):
    request, coupled = combination(procedure="iik-new")
    decide_known(request, "2.8", level="I", cfis=["ML-I"], at=decided)

    coupled = Case.objects.get(pk=coupled.pk)
    today = legal_day(decided)
    found = start_verdict(coupled, case_reckoning(coupled, today=today), today)

    assert found.from_ == starts


def test_a_permit_and_a_notification_make_three_cases(combination):
    request, permit, notification = combination(
        procedure="iv-new", notification="iik-new"
    )

    assert [case.part for case in (request, permit, notification)] == [
        Part.REQUEST,
        Part.FOLLOW_UP,
        Part.FOLLOW_UP,
    ]
    assert (permit.governing.key, notification.governing.key) == ("iv-new", "iik-new")
    assert request.coupled == [permit.label, notification.label]
    assert notification.coupled == [request.label, permit.label]
    # Both stand still with the request, and not with each other.
    assert list(cases_standing_still_with(request)) == [permit, notification]
    assert list(cases_standing_still_with(permit)) == [request]


def test_three_cases_go_on_from_the_2_8_decision(combination, decide_known):
    request, permit, notification = combination(
        procedure="iv-new", notification="iik-new"
    )

    decide_known(request, "2.8", level="III", cfis=["ML-III"], at=at(2026, 12, 15))

    for case in (permit, notification):
        case.refresh_from_db()
        assert case.first_decision_on == date(2026, 12, 15)
