"""The versions of what was filed, and what builds on the latest."""

import pytest

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed as DraftNotAllowed
from applications.drafting import drafting
from applications.drafting.supplementing import begin_supplement
from applications.signing import signing
from dossiers.cases.versions import (
    filed_versions,
    latest_version,
    supplement_in_preparation,
    version_at,
)
from dossiers.information_requests.correcting import file_correction
from dossiers.intake.receiving import receive_application
from tests.cast import NOW
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
LATER = at(2026, 11, 30)


@pytest.fixture
def corrected(case, by, bvf_user):
    """A KG-I of which the second version was filed on 30 November."""
    draft = begin_supplement(case.application, by=by, at=LATER)
    typed = draft.section_answers.get(section="purpose").values
    typed = typed | {"results": "Korter.", "title": "Nieuwe naam"}
    drafting.save_section(draft, "purpose", typed, by=by, at=LATER)
    signing.sign_content(draft, by=Actor(user=bvf_user), at=LATER)
    file_correction(case, reason="Een slip.", by=by, at=LATER)
    return case


def test_what_was_filed_once_has_one_version(case):
    assert filed_versions(case) == [case.application]
    assert latest_version(case) == case.application
    assert supplement_in_preparation(case) is None


def test_what_is_being_written_counts_when_it_differs(case, by):
    draft = begin_supplement(case.application, by=by, at=LATER)
    assert supplement_in_preparation(case) is None

    typed = draft.section_answers.get(section="purpose").values | {"results": "Meer."}
    drafting.save_section(draft, "purpose", typed, by=by, at=LATER)

    assert supplement_in_preparation(case) == draft
    assert latest_version(case) == case.application


def test_the_version_of_a_moment(corrected):
    first, second = filed_versions(corrected)

    assert version_at(corrected, NOW) == first
    assert version_at(corrected, at(2026, 12, 24)) == second


def test_it_is_filed_with_its_case_and_never_by_itself(case, by, bvf_user):
    draft = begin_supplement(case.application, by=by, at=LATER)
    signing.sign_content(draft, by=Actor(user=bvf_user), at=LATER)

    with pytest.raises(DraftNotAllowed):
        receive_application(draft, by=by, at=LATER)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_change_builds_on_the_supplement_and_finds_the_dossier(
    corrected, complete_kg, by, bvf_user
):
    draft = complete_kg("i-other-cfi", latest_version(corrected))
    signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)

    change = receive_application(draft, by=by, at=at(2026, 12, 2))

    assert change.dossier == corrected.dossier
    assert change.number == corrected.number.replace("-000", "-001")
    assert draft.first == corrected.application


def test_a_change_begins_with_what_the_supplement_says(corrected, lab, by):
    draft = drafting.start_draft(
        procedure_key="i-other-cfi",
        organisation=lab,
        changes=latest_version(corrected),
        by=by,
        at=LATER,
    )

    said = draft.section_answers.get(section="purpose").values
    assert (said["results"], draft.title) == ("Korter.", "Nieuwe naam")
