"""The versions of what was filed, and what builds on the latest."""

import pytest

from accounts.actor import Actor
from applications.drafting import drafting
from applications.drafting.supplementing import supplement
from applications.errors import NotAllowed as DraftNotAllowed
from applications.signing import signing
from dossiers.cases.versions import at_the_moment_of, in_preparation, latest, versions
from dossiers.information_requests.correcting import correct
from dossiers.intake.receiving import receive
from tests.cast import NOW
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
LATER = at(2026, 11, 30)


@pytest.fixture
def by(aanvrager) -> Actor:
    return Actor(user=aanvrager)


@pytest.fixture
def corrected(case, by, collega):
    """A KG-I of which the second version was filed on 30 November."""
    draft = supplement(case.application, by=by, at=LATER)
    typed = draft.section_answers.get(section="purpose").values
    typed = typed | {"results": "Korter.", "title": "Nieuwe naam"}
    drafting.save_section(draft, "purpose", typed, by=by, at=LATER)
    signing.sign(draft, by=Actor(user=collega), at=LATER)
    correct(case, reason="Een slip.", by=by, at=LATER)
    return case


def test_what_was_filed_once_has_one_version(case):
    assert versions(case) == [case.application]
    assert latest(case) == case.application
    assert in_preparation(case) is None


def test_what_is_being_written_counts_when_it_differs(case, by):
    draft = supplement(case.application, by=by, at=LATER)
    assert in_preparation(case) is None

    typed = draft.section_answers.get(section="purpose").values | {"results": "Meer."}
    drafting.save_section(draft, "purpose", typed, by=by, at=LATER)

    assert in_preparation(case) == draft
    assert latest(case) == case.application


def test_the_version_of_a_moment(corrected):
    first, second = versions(corrected)

    assert at_the_moment_of(corrected, NOW) == first
    assert at_the_moment_of(corrected, at(2026, 12, 24)) == second


def test_it_is_filed_with_its_case_and_never_by_itself(case, by, collega):
    draft = supplement(case.application, by=by, at=LATER)
    signing.sign(draft, by=Actor(user=collega), at=LATER)

    with pytest.raises(DraftNotAllowed):
        receive(draft, by=by, at=LATER)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_change_builds_on_the_supplement_and_finds_the_dossier(
    corrected, complete_kg, by, collega
):
    draft = complete_kg("i-other-cfi", latest(corrected))
    signing.sign(draft, by=Actor(user=collega), at=NOW)

    change = receive(draft, by=by, at=at(2026, 12, 2))

    assert change.dossier == corrected.dossier
    assert change.number == corrected.number.replace("-000", "-001")
    assert draft.first == corrected.application


def test_a_change_begins_with_what_the_supplement_says(corrected, lab, by):
    draft = drafting.start(
        procedure_key="i-other-cfi",
        organisation=lab,
        changes=latest(corrected),
        by=by,
        at=LATER,
    )

    said = draft.section_answers.get(section="purpose").values
    assert (said["results"], draft.title) == ("Korter.", "Nieuwe naam")
