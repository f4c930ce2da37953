"""All figures of a year, by a fixed number of queries."""

from datetime import date
from typing import NamedTuple

from django.db.models import Min

from dossiers.cases.derivation import PendingDerivation, pending_derivation
from dossiers.models import Case
from dossiers.states import State
from dossiers.statistics.due import OpenWork, WeekDue, open_work, weeks_due
from dossiers.statistics.durations import (
    Durations,
    GroupDurations,
    durations_by_group,
    endings_by_state,
    overall_durations,
)
from dossiers.statistics.inflow import Inflow, inflow_of_year
from dossiers.statistics.requests import RequestFigures, request_figures
from procedures.counting.legal_day import legal_day


class Report(NamedTuple):
    """The figures of one year as they stand on a day."""

    year: int
    today: date
    inflow: Inflow
    durations: list[GroupDurations]
    together: Durations
    endings: dict[State, int]
    requests: RequestFigures

    @property
    def is_running(self) -> bool:
        """Is it the present year, so that the figures still change?"""
        return self.year == self.today.year

    @property
    def is_empty(self) -> bool:
        """Did nothing come in, end or get asked?"""
        return not (self.inflow.total or self.endings or self.requests.asked)


class PresentWork(NamedTuple):
    """How the work stands today, what is due, and what is still to be derived."""

    now: OpenWork
    weeks: list[WeekDue]
    behind: PendingDerivation | None = None


def report_of_year(year: int, today: date) -> Report:
    """The figures of a year: five queries, however many cases there are."""
    return Report(
        year,
        today,
        inflow_of_year(year, today),
        durations_by_group(year),
        overall_durations(year),
        endings_by_state(year),
        request_figures(year, today),
    )


def present_work(today: date) -> PresentWork:
    """What is open and due today: four queries, a few more while dates are behind."""
    return PresentWork(open_work(today), weeks_due(today), pending_derivation())


def years_with_figures(today: date) -> list[int]:
    """The years of which there can be figures, the present one first: one query."""
    # From an index, whose first row it is.
    first = Case.objects.aggregate(first=Min("received_at"))["first"]
    since = legal_day(first).year if first else today.year
    return list(range(today.year, since - 1, -1))
