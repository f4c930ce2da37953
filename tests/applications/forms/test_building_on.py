"""What a later filing builds on: granted, not refused, not ended."""

from datetime import timedelta

import pytest
from django.utils import translation

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from applications.completeness.checks import missing_before_filing
from applications.drafting import drafting
from applications.drafting.supplementing import begin_supplement
from applications.errors import Incomplete
from applications.forms.start_form import BeginForm
from applications.models import FiledNumber
from dossiers.decisions.closing_by_silence import close_by_silence
from dossiers.intake.receiving import receive_application
from dossiers.withdrawals.withdrawing import withdraw_case
from procedures.models import Procedure
from tests.cast import NOW
from tests.dossiers.conftest import (  # noqa: F401
    at,
    decide,
    file,
    in_handling,
    prepared,
)

pytestmark = pytest.mark.django_db
LATER = at(2026, 12, 1)
PERMIT_CHANGES = ["iii-same-article", "iii-other-article"]


@pytest.fixture(autouse=True)
def english(time_machine):
    time_machine.move_to(NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def begin(researcher):
    """`begin(key, earlier)`: a draft that changes what was filed earlier."""

    def begin(key: str, earlier):
        return drafting.start_draft(
            procedure_key=key,
            organisation=earlier.organisation,
            changes=earlier,
            by=Actor(user=researcher),
            at=LATER,
        )

    return begin


def said(draft, section: str) -> dict:
    found = draft.section_answers.filter(section=section).first()
    return found.values if found else {}


def offered(user, key: str) -> list[str]:
    row = Procedure.objects.in_force(key, NOW.date())
    return list(BeginForm(user=user, procedure=row).earlier)


@pytest.mark.parametrize("key", PERMIT_CHANGES)
def test_a_permit_that_was_not_decided_is_not_built_on(file, begin, researcher, key):  # noqa: F811
    case = file("iii-new")

    with pytest.raises(ActorNotAllowed, match="not been decided on yet"):
        begin(key, case.application)

    assert offered(researcher, key) == []


@pytest.mark.parametrize("key", PERMIT_CHANGES)
@pytest.mark.parametrize("ending", ["permit-refused", "treat-as-notification"])
def test_nor_one_that_was_refused_or_treated_otherwise(
    file,  # noqa: F811
    begin,
    decide,  # noqa: F811
    key,
    ending,
):
    case = file("iii-new")
    decide(case, ending, at=LATER)

    with pytest.raises(ActorNotAllowed):
        begin(key, case.application)


@pytest.mark.parametrize("key", PERMIT_CHANGES)
def test_a_granted_permit_is_named_with_its_day(
    file,  # noqa: F811
    begin,
    decide,  # noqa: F811
    researcher,
    key,
):
    case = file("iii-new")
    decide(case, at=LATER)

    draft = begin(key, case.application)

    permit = said(draft, "permit")
    assert (permit["number"], permit["granted_on"]) == (case.label, "2026-12-01")
    assert offered(researcher, key) == [str(case.application.pk)]


def permit_gaps(draft, **how) -> set[str]:
    """What is wrong with number and date, as typed by hand."""
    values = said(draft, "permit") | how
    by = Actor(user=draft.created_by)
    drafting.save_section(draft, "permit", values, by=by, at=LATER)
    found = missing_before_filing(draft, on=LATER.date())
    return {
        gap.code
        for gap in found
        if gap.section == "permit" and gap.field in ("number", "granted_on")
    }


def test_a_typed_number_of_the_portal_must_be_of_a_granted_permit(
    file,  # noqa: F811
    decide,  # noqa: F811
    researcher,
    lab,
):
    undecided, granted = file("iii-new"), file("iii-new")
    notified = file("i-new")
    decide(granted, at=LATER)
    draft = drafting.start_draft(
        procedure_key="iii-same-article",
        organisation=lab,
        by=Actor(user=researcher),
        at=LATER,
    )
    day = {"granted_on": "2026-12-01"}

    assert permit_gaps(draft, number=undecided.label, **day) == {"not-granted"}
    assert permit_gaps(draft, number=undecided.number, **day) == {"not-granted"}
    assert permit_gaps(draft, number=notified.label, **day) == {"not-granted"}
    assert permit_gaps(draft, number=granted.label, **day) == set()
    assert permit_gaps(draft, number="IG 14-020_III-000", granted_on="") == {"required"}
    old = {"number": "IG 14-020_III-000", "granted_on": "2014-09-01"}
    assert permit_gaps(draft, **old) == set()


def test_facts_that_change_between_stop_the_filing(file, begin, decide, researcher):  # noqa: F811
    case = file("iii-new")
    decide(case, at=LATER)
    draft = begin("iii-same-article", case.application)
    FiledNumber.objects.filter(number=case.label).update(ending="refused")

    found = [
        gap
        for gap in missing_before_filing(draft, on=LATER.date())
        if gap.field == "dossier"
    ]
    with pytest.raises(Incomplete):
        receive_application(draft, by=Actor(user=researcher), at=LATER)

    assert [gap.code for gap in found] in (["overtaken"], [])
    assert "No permit was granted" in str(
        [gap.message for gap in missing_before_filing(draft, on=LATER.date())]
    )


def test_a_notification_that_runs_or_ended_in_silence_can_be_changed(file, begin):  # noqa: F811
    case = file("i-new")
    assert begin("i-other-cfi", case.application)

    close_by_silence(case, at=NOW + timedelta(days=60))

    assert begin("i-other-cfi", case.application)


@pytest.mark.parametrize("ending", ["other-cfi", "other-level"])
def test_one_with_another_containment_can_be_changed(file, begin, decide, ending):  # noqa: F811
    case = file("i-new")
    decide(case, ending, at=LATER)

    assert begin("i-other-cfi", case.application)


def test_one_that_was_refused_or_withdrawn_cannot(file, begin, decide, researcher):  # noqa: F811
    refused, withdrawn = file("i-new"), file("i-new")
    decide(refused, "cannot-agree", at=LATER)
    withdraw_case(withdrawn, by=Actor(user=researcher), at=LATER)

    for case in (refused, withdrawn):
        with pytest.raises(ActorNotAllowed, match="file a new one"):
            begin("i-other-cfi", case.application)
    assert offered(researcher, "i-other-cfi") == []


def test_a_2_8_decision_is_changed_once_it_is_granted(file, begin, decide):  # noqa: F811
    case = file("2.8")
    with pytest.raises(ActorNotAllowed, match="not been decided on yet"):
        begin("2.8-change", case.application)

    decide(case, "2.8", at=LATER)

    draft = begin("2.8-change", case.application)
    assert (
        said(draft, "change") == {} or said(draft, "change")["decision"] == case.label
    )


def test_what_was_withdrawn_or_closed_is_not_supplemented(file, researcher, bvf_user):  # noqa: F811
    by = Actor(user=researcher)
    withdrawn, closed, running = file(), file(), file()
    withdraw_case(withdrawn, by=by, at=LATER)
    close_by_silence(closed, at=NOW + timedelta(days=60))

    for case in (withdrawn, closed):
        with pytest.raises(ActorNotAllowed, match="case has ended"):
            begin_supplement(case.application, by=by, at=LATER)
        assert not case.application.supplemented_by.exists()

    assert begin_supplement(running.application, by=by, at=LATER)


def test_a_combination_is_supplemented_as_long_as_one_case_runs(file, researcher):  # noqa: F811
    request = file("2.8-combination")
    by = Actor(user=researcher)
    follow_up = type(request).objects.exclude(pk=request.pk).get()
    withdraw_case(follow_up, by=by, at=LATER)
    assert begin_supplement(request.application, by=by, at=LATER)
    request.application.supplemented_by.all().delete()

    withdraw_case(request, by=by, at=LATER)

    with pytest.raises(ActorNotAllowed):
        begin_supplement(request.application, by=by, at=LATER)


def test_each_number_keeps_how_it_stands(file, decide, researcher):  # noqa: F811
    case = file("iii-new")
    assert FiledNumber.objects.get(number=case.label).ending == ""

    decide(case, "permit-refused", at=LATER)

    row = FiledNumber.objects.get(number=case.label)
    assert (row.ending, row.ended_on) == ("refused", LATER.date())
    assert (row.key, row.kind) == ("iii-new", "VA")
