"""Taking a supplement into a case: the next version of what was filed."""

from datetime import datetime

from accounts.actor import Actor
from applications.drafting.supplementing import file_supplement
from applications.models import Application
from dossiers.cases.search import refresh_search
from dossiers.cases.versions import supplement_in_preparation
from dossiers.models import Case


def file_open_supplement(case: Case, *, by: Actor, at: datetime) -> Application | None:
    """File the open supplement with the act that is being done; None when none differs.

    Call it in the transaction of that act, with the case locked. The cases of the
    filing are called after it and found by it from now on. Raises as
    `applications.drafting.supplementing.file_supplement`.
    """
    draft = supplement_in_preparation(case)
    if draft is None:
        return None
    filed = file_supplement(draft, by=by, at=at)
    cases = Case.objects.filter(application=case.application_id)
    cases.update(title=filed.title)
    refresh_search(cases)
    case.title = filed.title
    return filed
