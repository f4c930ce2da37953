"""A page of the worklist: dated cases, those without a term, those that stand still."""

from typing import NamedTuple

from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.lookups import GreaterThan

from dossiers.models import Case
from dossiers.worklist.question import NEWEST, Cursor, WorklistQuery, cases_matching

PAGE = 30


class WorklistPage(NamedTuple):
    """A page of cases and where the next one starts, if there is one."""

    cases: list[Case]
    next: Cursor | None


def page_of_cases(question: WorklistQuery, *, size: int = PAGE) -> WorklistPage:
    """One page, read from the index part by part until it is full."""
    found: list[Case] = []
    for part in worklist_parts(question):
        # Each part comes in the order of its index; one query over all of them would
        # sort every open case. One row more says that there is a next page.
        found += part[: size + 1 - len(found)]
        if len(found) > size:
            return WorklistPage(found[:size], _cursor(found[size - 1]))
    return WorklistPage(found, None)


def worklist_parts(question: WorklistQuery) -> list[QuerySet[Case]]:
    """What comes after the cursor, in the order in which it is shown.

    By legal days left: what has a date, what has no term, what stands still.
    """
    cases, after = cases_matching(question), question.after
    if question.order == NEWEST:
        newest = cases.order_by("-pk")
        return [newest.filter(pk__lt=after.pk) if after else newest]
    dated = cases.filter(due__isnull=False).order_by("due", "pk")
    undated = cases.filter(due__isnull=True).order_by("pk")
    # Only an administrative filing has no dossier, and no term.
    free = undated.filter(dossier__isnull=True)
    still = undated.filter(dossier__isnull=False)
    if after is None:
        return [dated, free, still]
    if after.due:
        return [dated.filter(_beyond(after)), free, still]
    if not after.has_term:
        return [free.filter(pk__gt=after.pk), still]
    return [still.filter(pk__gt=after.pk)]


def _cursor(case: Case) -> Cursor:
    return Cursor(case.due, case.pk, case.dossier_id is not None)


def _beyond(after: Cursor) -> GreaterThan:
    """(due, id) > (date, id), as one comparison of rows, which the index can answer."""
    here = Func(F("due"), F("pk"), function="ROW", output_field=BooleanField())
    there = Func(
        Value(after.due), Value(after.pk), function="ROW", output_field=BooleanField()
    )
    return GreaterThan(here, there)
