"""What the lists show of each case."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.cases.dates import with_current_dates
from dossiers.cases.first_decision import keys_without_ground
from dossiers.cases.page_parts import Badge, status
from dossiers.cases.time_left import (
    TimeLeft,
    latest_open_requests,
    time_left,
    time_left_unknown,
    time_left_while_suspended,
    time_left_without_ground,
)
from dossiers.models import Case, InformationRequest
from dossiers.states import OPEN
from dossiers.worklist.penalties_due import default_notice_words
from procedures.law_rows import law
from procedures.law_rows.law import Law

GROUPS: dict[str, str | Promise] = {
    "dated": "",
    "free": _("No term: administrative changes"),
    "still": _("The clock stands still"),
}
"""The parts of the worklist, in their order; the first needs no heading."""


class CaseRow(NamedTuple):
    """A case with its status and, while it is open, how long there is.

    `is_covered` says that it is the reader's for as long as its handler is away;
    `default` what a notice of default costs, in words.
    """

    case: Case
    status: Badge
    left: TimeLeft | None
    group: str = "dated"
    is_covered: bool = False
    default: str = ""

    @property
    def heading(self) -> str | Promise:
        """What stands above the part of the list that it is in."""
        return GROUPS[self.group]


def case_rows(
    cases: Iterable[Case],
    today: date,
    *,
    covering_for: frozenset[int] = frozenset(),
    books: Law | None = None,
    shows_defaults: bool = False,
    is_mine: bool = False,
) -> list[CaseRow]:
    """What a list shows of each case; `covering_for` are colleagues who are away.

    `is_mine` when the reader is the applicant: prefetch then what `is_unsent` reads.
    """
    # Before anything is said of a date: one that is behind is derived in memory (ADR
    # 25).
    books = books or law.current_law()
    found = with_current_dates(cases, today=today, books=books)
    # A query each for the whole page, however many rows it has.
    asked, decide = latest_open_requests(found), keys_without_ground(found)
    defaults = default_notice_words(found, today, books) if shows_defaults else {}
    return [
        CaseRow(
            case,
            status(case, is_mine=is_mine),
            time_left_without_ground(case, today)
            if case.pk in decide and case.state in OPEN
            else _left(case, asked, today),
            _group(case),
            case.handler_id in covering_for,
            defaults.get(case.pk, ""),
        )
        for case in found
    ]


def _left(
    case: Case, asked: dict[int, InformationRequest], today: date
) -> TimeLeft | None:
    if case.state not in OPEN:
        return None
    if case.is_undatable:
        return time_left_unknown()
    stands = case.due_on is None and case.objection_until is None
    # The request may be of the coupled case: it suspends this one too.
    if stands and case.pk in asked:
        return time_left_while_suspended(asked[case.pk], today)
    return time_left(case, today)


def _group(case: Case) -> str:
    if case.due_on or case.objection_until or case.is_undatable:
        return "dated"
    return "free" if case.dossier_id is None else "still"
