"""Which terms of one filing stand still together.

A request for further information in a 2.8 request of lid 1 or 2 suspends the term of
the KG or VA that was filed with it, and the reverse (Besluit ggo 2.9, 2.18 and 2.38,
lid 2). Those articles name the terms of 2.17 and 2.37: not the window of a KG of level
I (2.19 lid 2 onder a), which stands still by 2.19 lid 8 alone, and no request of lid 3.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from dossiers.models import Case
from dossiers.states import OPEN, Part
from procedures.models import Procedure

COUPLING_GROUNDS = frozenset({"doubt", "downscaling"})
"""The grounds of a 2.8 request that 2.9 lid 2 names: lid 1 (doubt), lid 2 (lower)."""


def stands_still_together(content: Mapping[str, Any], row: Procedure | None) -> bool:
    """Does the KG or VA of a combination, under this row, stand still with the request?

    `content` is what was filed; the grounds are among the answers in it. With one of
    lid 3 among them each term runs alone, which gives the earlier day for Bureau GGO.
    """
    if row is None or row.term_kind == Procedure.Kind.NONE:
        return False
    grounds = set(content["answers"].get("request", {}).get("ground") or ())
    return bool(grounds) and grounds <= COUPLING_GROUNDS


def is_suspended_by(case: Case, asked: Case) -> bool:
    """Does a request in `asked`, a case of the same filing, suspend the term of `case`?

    What goes on as another procedure has all that was asked before.
    """
    if asked.pk == case.pk or case.part == Part.CONVERTED:
        return True
    parts = {case.part: case, asked.part: asked}
    if parts.keys() != {Part.REQUEST, Part.FOLLOW_UP}:
        return False
    return parts[Part.FOLLOW_UP].stands_still_together


def cases_standing_still_with(case: Case) -> QuerySet[Case]:
    """The other open cases of the filing whose term a request in this one suspends."""
    others = Case.objects.filter(application=case.application_id, state__in=OPEN)
    coupled = Q(part=Part.FOLLOW_UP, stands_still_together=True)
    if case.part != Part.REQUEST:
        is_coupled = case.part == Part.FOLLOW_UP and case.stands_still_together
        coupled = Q(part=Part.REQUEST) if is_coupled else Q(pk=None)
    found = others.filter(coupled).select_related("procedure", "follow_up")
    return found.order_by("pk")
