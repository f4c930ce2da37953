"""The figures of a year as open data: nobody can be recognised in a small number.

A count of 1 to 4 is left out (`HIDDEN`). Since the counts of a table add up to a total
that is known from another, more are left out until what is left out is at least two
counts and five cases. Percentiles are given only for groups whose number is given.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from dossiers.statistics.durations import GroupDurations
from dossiers.statistics.inflow import MONTHS, total_of_group, total_of_month
from dossiers.statistics.report import Report

FEWEST = 5
SUPPRESSED = "Suppressed"
"""What is put behind the name of a count, to say that it was left out."""

HIDDEN = None
Record = dict[str, str | int | float | bool | None]


def suppress_small_counts(counts: Sequence[int]) -> list[int | None]:
    """The counts of which the total is known, without those that tell too much."""
    # 0 is told: where there is no case, nobody can be recognised.
    hidden = {at for at, count in enumerate(counts) if 0 < count < FEWEST}
    shown = sorted(
        (at for at, count in enumerate(counts) if count >= FEWEST),
        key=lambda at: counts[at],
        reverse=True,
    )
    while shown and hidden and _tells(hidden, counts):
        # The smallest of those that are shown, which takes least from who reads the
        # table.
        hidden.add(shown.pop())
    return [HIDDEN if at in hidden else count for at, count in enumerate(counts)]


def _tells(hidden: set[int], counts: Sequence[int]) -> bool:
    """Could what is left out be worked out from the total?"""
    # One alone is the total less the others; of several only their sum can be known.
    return len(hidden) == 1 or sum(counts[at] for at in hidden) < FEWEST


def mark_suppressed(record: Record) -> Record:
    """A record with, behind each count, whether it was left out.

    A number that is not there can also be one that nobody knows; a program must not
    read it as nothing.
    """
    found: Record = {}
    for name, value in record.items():
        found[name] = value
        if name in COUNTS:
            found[name + SUPPRESSED] = value is HIDDEN
    return found


def open_data_columns(table: str) -> list[str]:
    """The names of all that a record of a table has, as `mark_suppressed` gives it."""
    return list(mark_suppressed(dict.fromkeys(COLUMNS[table])))


def open_data_records(table: str, report: Report) -> list[Record]:
    """The records of a table, as files and REST give them."""
    return [mark_suppressed(record) for record in TABLES[table](report)]


def inflow_by_procedure(report: Report) -> list[Record]:
    """Received in the year and in the one before, by type and level."""
    inflow = report.inflow
    groups = inflow.groups
    now = suppress_small_counts([total_of_group(inflow.now, group) for group in groups])
    before = suppress_small_counts(
        [total_of_group(inflow.before, group) for group in groups]
    )
    return [
        {
            "type": group.type,
            "level": group.level,
            "received": number,
            "receivedYearBefore": number_before,
        }
        for group, number, number_before in zip(groups, now, before, strict=True)
    ]


def inflow_by_month(report: Report) -> list[Record]:
    """Received in each month that has begun, and in the same month a year before."""
    inflow, year = report.inflow, report.year
    # All twelve together, since their total is known; months to come have nothing to
    # hide.
    now = suppress_small_counts([total_of_month(inflow.now, month) for month in MONTHS])
    before = suppress_small_counts(
        [total_of_month(inflow.before, month) for month in MONTHS]
    )
    return [
        {
            "month": f"{year}-{month:02d}",
            "received": now[month - 1],
            "receivedYearBefore": before[month - 1],
        }
        for month in MONTHS
        if date(year, month, 1) <= report.today
    ]


def durations_table(report: Report) -> list[Record]:
    """Days to decision by type, level and term; how many closed in silence."""
    rows = report.durations
    decided = suppress_small_counts([row.durations.decided for row in rows])
    silent = suppress_small_counts([row.durations.silent for row in rows])
    return [
        _duration(row, number, number_silent)
        for row, number, number_silent in zip(rows, decided, silent, strict=True)
    ]


def _duration(row: GroupDurations, decided: int | None, silent: int | None) -> Record:
    found = row.durations
    share = found.in_term_percent
    days: Record = {
        "medianDays": found.whole.median,
        "percentile90Days": found.whole.ninetieth,
        "authorityMedianDays": found.authority.median,
        "authorityPercentile90Days": found.authority.ninetieth,
        "standingStillMedianDays": found.applicant.median,
        "standingStillPercentile90Days": found.applicant.ninetieth,
        "inTermPercent": share,
    }
    return {
        "type": row.group.type,
        "level": row.group.level,
        "inCombination": row.combined,
        "termDays": row.term,
        "decided": decided,
        **{
            # Percentiles of a few cases are nearly the days of single ones.
            name: _rounded(value) if decided else HIDDEN
            for name, value in days.items()
        },
        "closedInSilence": silent,
    }


def endings_table(report: Report) -> list[Record]:
    """How many cases ended in each state."""
    numbers = suppress_small_counts(list(report.endings.values()))
    return [
        {"status": state.value, "cases": number}
        for state, number in zip(report.endings, numbers, strict=True)
    ]


def requests_table(report: Report) -> list[Record]:
    """The requests for further information: one record."""
    found = report.requests
    asked, missed = (
        suppress_small_counts([found.asked])[0],
        suppress_small_counts([found.missed])[0],
    )
    # By the answers and not by what was asked: of those are the days.
    median = found.days.median if found.answered >= FEWEST else HIDDEN
    return [{"asked": asked, "missed": missed, "medianDays": _rounded(median)}]


def _rounded(value: Any) -> float | None:
    return None if value is None else round(float(value), 1)


TABLES: dict[str, Callable[[Report], list[Record]]] = {
    "inflow-by-procedure": inflow_by_procedure,
    "inflow-by-month": inflow_by_month,
    "durations": durations_table,
    "endings": endings_table,
    "information-requests": requests_table,
}
NAMES = {
    "inflow-by-procedure": _("received, by procedure"),
    "inflow-by-month": _("received, by month"),
    "durations": _("days to decision, by procedure"),
    "endings": _("how cases ended"),
    "information-requests": _("requests for information"),
}
COLUMNS = {
    "inflow-by-procedure": ("type", "level", "received", "receivedYearBefore"),
    "inflow-by-month": ("month", "received", "receivedYearBefore"),
    "durations": (
        *("type", "level", "inCombination", "termDays", "decided"),
        *("medianDays", "percentile90Days"),
        *("authorityMedianDays", "authorityPercentile90Days"),
        *("standingStillMedianDays", "standingStillPercentile90Days"),
        *("inTermPercent", "closedInSilence"),
    ),
    "endings": ("status", "cases"),
    "information-requests": ("asked", "missed", "medianDays"),
}
COUNTS = {
    *("received", "receivedYearBefore", "decided", "closedInSilence"),
    *("cases", "asked", "missed"),
}
"""The columns with a number that may be left out; `mark_suppressed` says that it was.
"""
