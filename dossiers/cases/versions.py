"""The versions of what was filed in a case: as it was filed, then as supplemented.

A supplement becomes the next version with the act it is filed in.
"""

from datetime import datetime

from accounts.actor import Actor
from applications.drafting.supplementing import (
    changed_parts,
    file_supplement,
    open_supplement,
    versions_of,
)
from applications.models import Application
from dossiers.cases.search import refresh_search
from dossiers.models import Case


def filed_versions(case: Case) -> list[Application]:
    """The filing and its filed supplements, the oldest first.

    Both cases of a combination have the same ones.
    """
    return versions_of(case.application)


def latest_version(case: Case) -> Application:
    """What the filing says now: what the decision rests on and a change builds on."""
    return filed_versions(case)[-1]


def version_at(case: Case, moment: datetime) -> Application:
    """The version that Bureau GGO had before it at a moment, as when it asked."""
    known = [
        one for one in filed_versions(case) if one.filed_at and one.filed_at <= moment
    ]
    # A question asked at the very moment of filing is about the filing.
    return known[-1] if known else case.application


def supplement_in_preparation(case: Case) -> Application | None:
    """The open supplement when it says something else than the latest version."""
    draft = open_supplement(case.application)
    return draft if draft and changed_parts(latest_version(case), draft) else None


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
    # Both cases of a combination: the form is that of both.
    cases = Case.objects.filter(application=case.application_id)
    cases.update(title=filed.title)
    refresh_search(cases)
    case.title = filed.title
    return filed
