"""Penalties for late decisions: that run, and that must be fixed (Awb 4:17, 4:18)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from dossiers.cases.dates import with_current_dates
from dossiers.cases.time_left import days_left, unbroken_date
from dossiers.models import Case, DefaultNotice
from dossiers.penalties.amounts import penalty_of
from dossiers.penalties.notices import amount_to_fix
from procedures.counting.penalty import Penalty
from procedures.law_rows.law import Law

MOST = 200
"""As many notices stand in the list; a bureau that is late more often has a problem."""


class PenaltyToFix(NamedTuple):
    """A penalty that grows no more: of which case, how much, and until when there is.

    `days` is less than 0 when the two weeks have passed.
    """

    case: Case
    notice: DefaultNotice
    amount: int
    fix_by: date
    days: int

    @property
    def words(self) -> str:
        """How long there is to fix it."""
        return days_left(self.days)


def penalties_to_fix(today: date, books: Law) -> list[PenaltyToFix]:
    """Every penalty that was not fixed and can grow no more, the first one due on top.

    Also of cases that have ended: that is when most of them become final.
    """
    rows = DefaultNotice.objects.filter(fixed_at=None).select_related(
        *("case__organisation", "case__procedure", "case__follow_up"),
        *("scale", "prepared_by"),
    )
    rows = rows.prefetch_related("case__events", "case__letters")
    notices = list(rows.order_by("received_on")[:MOST])
    # It sets the dates on these very objects.
    with_current_dates([notice.case for notice in notices], today=today, books=books)
    found = []
    for notice in notices:
        owed = penalty_of(notice.case, today, notice, books.calendar)
        # Without a day to fix it by it still grows.
        if owed and owed.fix_by and owed.amount:
            amount = amount_to_fix(notice, owed)
            left = (owed.fix_by - today).days
            found.append(PenaltyToFix(notice.case, notice, amount, owed.fix_by, left))
    return sorted(found, key=lambda one: one.fix_by)


def default_notice_words(
    cases: Iterable[Case], today: date, books: Law
) -> dict[int, str]:
    """Of each case with a notice of default that is not done with: what it costs."""
    rows = DefaultNotice.objects.filter(fixed_at=None).select_related("scale")
    by_case = {case.pk: case for case in cases}
    return {
        notice.case_id: _("no penalty is owed: to be signed")
        if notice.outcome
        else penalty_in_words(
            penalty_of(by_case[notice.case_id], today, notice, books.calendar)
        )
        for notice in rows.filter(case__in=by_case)
    }


def penalty_in_words(owed: Penalty | None) -> str:
    """A penalty as it stands: not begun, growing, or grown no more."""
    if owed is None:
        return _("notice of default")
    if not owed.amount:
        if owed.is_final:
            return _("notice of default: no penalty is owed")
        day = unbroken_date(owed.first_day)
        return _("notice of default: a penalty runs from %(day)s") % {"day": day}
    words = {"amount": owed.amount, "per_day": owed.per_day}
    if owed.is_final:
        return _("penalty to be fixed: %(amount)s euros") % words
    return _("penalty runs: %(amount)s euros, and %(per_day)s more a day") % words
