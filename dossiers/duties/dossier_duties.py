"""Which dossiers of a lab have duties, and on which days."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import F

from accounts.models import User
from dossiers.cases.announcement import told_as
from dossiers.models import Case, DutyKind, DutyRecord
from dossiers.models.dossier import CaseQuerySet
from dossiers.models.duty import NO_WORK, OF_WORK, assessed_on
from procedures.counting.duties import apply_by, keep_until, review_by
from procedures.counting.legal_day import legal_day


class ReportedLevel(NamedTuple):
    """A report that gives a higher level, and until when an application is in time."""

    record: DutyRecord
    apply_by: date


class DossierDuties(NamedTuple):
    """The first case of a dossier, with the days of its duties.

    `reviewed_on` is the last review that was recorded, else None and `review_by` counts
    from the filing. Of a dossier that was closed there is no review any more, and
    `keep_until` is known.
    """

    case: Case
    reviewed_on: date | None
    review_by: date | None
    days_left: int | None
    closed_on: date | None
    keep_until: date | None
    reports: list[ReportedLevel]

    @property
    def is_late(self) -> bool:
        """Has the day for the review passed?"""
        return self.days_left is not None and self.days_left < 0


def cases_with_duties(user: User) -> CaseQuerySet:
    """The first cases of one's own dossiers on which work rests, by review day.

    The earliest first; those without a review any more stand last.

    What was decided and not sent yet is not told by leaving it out (Awb 3:41).
    """
    own = Case.objects.visible_to(user).filter(follow_number=0)
    of_work = own.filter(procedure__type__in=OF_WORK) | own.filter(
        follow_up__isnull=False
    )
    rows = of_work.exclude(told_as(NO_WORK)).select_related(
        *("dossier", "procedure", "follow_up", "organisation"),
        "application__standing",
    )
    closed_at = F("application__standing__closed_at")
    order = (closed_at.desc(nulls_first=True), assessed_on(), "pk")
    return rows.defer("search").order_by(*order)


def duties_of(cases: Iterable[Case], today: date) -> list[DossierDuties]:
    """The duties of each case's dossier, by one query for all."""
    found = list(cases)
    records: dict[int, list[DutyRecord]] = {}
    keys = [case.dossier_id for case in found]
    for row in DutyRecord.objects.filter(dossier__in=keys):
        records.setdefault(row.dossier_id, []).append(row)
    return [
        _dossier_duties(case, records.get(case.dossier_id or 0, []), today)
        for case in found
    ]


def _dossier_duties(
    case: Case, records: list[DutyRecord], today: date
) -> DossierDuties:
    closed_on = closed_day(case)
    reviews = [row.on for row in records if row.kind == DutyKind.REVIEWED]
    received = legal_day(case.received_at)
    due = None if closed_on else review_by(max([received, *reviews]))
    return DossierDuties(
        case=case,
        reviewed_on=max(reviews, default=None),
        review_by=due,
        days_left=(due - today).days if due else None,
        closed_on=closed_on,
        keep_until=keep_until(closed_on) if closed_on else None,
        reports=[
            ReportedLevel(row, apply_by(row.on))
            for row in records
            if row.kind == DutyKind.REPORTED
        ],
    )


def closed_day(case: Case) -> date | None:
    """The day on which Bureau GGO processed that the dossier is not used any more."""
    standing = getattr(case.application, "standing", None)
    closed_at = standing and standing.closed_at
    return legal_day(closed_at) if closed_at else None
