"""The decision on the 2.8 request of a combination, for the KG or VA that rests on it.

Work at the level that was asked waits for that decision (Besluit ggo 2.8). Where it is
no, the KG or VA is not what it was filed as any more, so it ends by a decision of its
own, never in silence.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from dossiers.models import Case, Decision
from dossiers.states import Part

NOT_GRANTED = Q(signed_at__isnull=False, template__is_grant=False)


def first_decision(case: Case) -> Decision | None:
    """The signed decision on the 2.8 request that a case rests on; None without one."""
    if case.part != Part.FOLLOW_UP:
        return None
    signed = Decision.objects.filter(
        case__application=case.application_id,
        case__part=Part.REQUEST,
        signed_at__isnull=False,
    )
    # At most one is signed: with that its case has ended.
    return signed.select_related("template", "case").last()


def has_lost_its_ground() -> Exists:
    """Of cases: was the 2.8 request that they rest on refused, or not treated?"""
    same = Q(case__application=OuterRef("application"), case__part=Part.REQUEST)
    return Exists(Decision.objects.filter(same & NOT_GRANTED))


def keys_without_ground(cases: Iterable[Case]) -> set[int]:
    """Those whose 2.8 request was refused, by key; no query when none is coupled."""
    # Most lists have no combination, and then this costs nothing.
    coupled = [case.pk for case in cases if case.part == Part.FOLLOW_UP]
    if not coupled:
        return set()
    found = Case.objects.filter(has_lost_its_ground(), pk__in=coupled)
    return set(found.values_list("pk", flat=True))


def why_not_assessed(case: Case) -> str:
    """Why BGGO cannot leave a coupled notification at that; empty when it can."""
    return reasons_not_to_assess([case]).get(case.pk, "")


def reasons_not_to_assess(cases: Sequence[Case]) -> dict[int, str]:
    """The same for several, by key, of those of which it cannot; one query at most."""
    undecided = [case.pk for case in cases if case.is_projected]
    decided = [case for case in cases if not case.is_projected]
    first = _(
        "Decide on the 2.8 request first, and send it: this notification rests on it."
    )
    refused = _(
        "The 2.8 request that this notification rests on was not granted, so it "
        "does not end in silence: draft the decision on it."
    )
    return dict.fromkeys(undecided, first) | dict.fromkeys(
        keys_without_ground(decided), refused
    )
