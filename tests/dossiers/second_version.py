"""A second version of a filed form, in one step."""

from datetime import datetime

from accounts.actor import Actor
from accounts.models import User
from applications.drafting import drafting
from applications.drafting.supplementing import begin_supplement
from applications.signing import signing
from dossiers.information_requests.correcting import file_correction
from dossiers.models import Case, Event
from tests.cast import NOW


def correct_results(
    case: Case, results: str, *, by: User, bvf: User, at: datetime = NOW
) -> Event:
    """The applicant corrects what is expected of the work; the BVF signs."""
    applicant = Actor(user=by)
    draft = begin_supplement(case.application, by=applicant, at=at)
    said = draft.section_answers.get(section="purpose").values
    said = said | {"results": results}
    drafting.save_section(draft, "purpose", said, by=applicant, at=at)
    signing.sign_content(draft, by=Actor(user=bvf), at=at)
    return file_correction(case, reason="Een vergissing.", by=applicant, at=at)
