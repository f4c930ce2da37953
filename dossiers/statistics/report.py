"""All figures of a year, by a fixed number of queries."""

from datetime import date
from typing import NamedTuple

from django.db.models import Min

from dossiers.cases.derivation import Pending, pending
from dossiers.models import Case
from dossiers.states import State
from dossiers.statistics.due import Now, Week, now, weeks
from dossiers.statistics.durations import Durations, Row, by_group, together
from dossiers.statistics.endings import endings
from dossiers.statistics.inflow import Inflow, inflow
from dossiers.statistics.requests import Requests, requests
from procedures.counting.legal_day import legal_day


class Report(NamedTuple):
    """The figures of one year as they stand on a day."""

    year: int
    today: date
    inflow: Inflow
    durations: list[Row]
    together: Durations
    endings: dict[State, int]
    requests: Requests

    @property
    def is_running(self) -> bool:
        """Is it the present year, so that the figures still change?"""
        return self.year == self.today.year

    @property
    def is_empty(self) -> bool:
        """Did nothing come in, end or get asked?"""
        return not (self.inflow.total or self.endings or self.requests.asked)


class Present(NamedTuple):
    """How the work stands today, what is due, and what is still to be derived."""

    now: Now
    weeks: list[Week]
    behind: Pending | None = None


def report(year: int, today: date) -> Report:
    """The figures of a year: five queries, however many cases there are."""
    return Report(
        year,
        today,
        inflow(year, today),
        by_group(year),
        together(year),
        endings(year),
        requests(year, today),
    )


def present(today: date) -> Present:
    """What is open and due today: four queries, a few more while dates are behind."""
    return Present(now(today), weeks(today), pending())


def years(today: date) -> list[int]:
    """The years of which there can be figures, the present one first: one query."""
    first = Case.objects.aggregate(first=Min("received_at"))["first"]
    since = legal_day(first).year if first else today.year
    return list(range(today.year, since - 1, -1))
