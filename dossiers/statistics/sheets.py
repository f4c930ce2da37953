"""The figures as tables: beside the charts, and as files for staff."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from dossiers.statistics.charts import format_figure, short_month, week_label
from dossiers.statistics.durations import Durations, GroupDurations
from dossiers.statistics.inflow import MONTHS, Inflow, total_of_group, total_of_month
from dossiers.statistics.report import PresentWork, Report

Cell = int | float | None


class SheetLine(NamedTuple):
    """A row: what it is about, its numbers (None: there is none)."""

    head: str
    cells: Sequence[Cell]
    is_total: bool = False

    @property
    def shown(self) -> list[str]:
        """The numbers as the reader's language writes them; a dash for none."""
        return [format_figure(cell) for cell in self.cells]


class Sheet(NamedTuple):
    """A table; the first of `columns` is that of the heads."""

    key: str
    caption: str
    columns: Sequence[str]
    lines: Sequence[SheetLine]


def csv_text(columns: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A table as comma-separated values (RFC 4180); None is an empty cell."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows(lines)
    return file.getvalue()


def year_sheets(report: Report, present: PresentWork | None) -> dict[str, Sheet]:
    """Every table of a year by its key; what is due only with the present."""
    found = [
        inflow_sheet(report),
        durations_sheet(report),
        endings_sheet(report),
        requests_sheet(report),
    ]
    if present:
        found.append(due_sheet(present))
    return {sheet.key: sheet for sheet in found}


def inflow_sheet(report: Report) -> Sheet:
    """A row for each group, a column for each month, the year before at the end."""
    inflow = report.inflow
    columns = [
        _("procedure"),
        *(short_month(month) for month in MONTHS),
        f"{report.year}",
        f"{report.year - 1}",
    ]
    lines = [
        SheetLine(
            group.label,
            [
                *(inflow.now[group, month] for month in MONTHS),
                total_of_group(inflow.now, group),
                total_of_group(inflow.before, group),
            ],
        )
        for group in inflow.groups
    ]
    caption = _("Cases received, by procedure and month")
    return Sheet("inflow", caption, columns, [*lines, *_inflow_totals(inflow)])


def _inflow_totals(inflow: Inflow) -> list[SheetLine]:
    months = [total_of_month(inflow.now, month) for month in MONTHS]
    before = [total_of_month(inflow.before, month) for month in MONTHS]
    return [
        SheetLine(
            _("all"), [*months, inflow.total, inflow.total_before], is_total=True
        ),
        SheetLine(_("all, the year before"), [*before, None, inflow.total_before]),
    ]


def durations_sheet(report: Report) -> Sheet:
    """A row for each group: the term, the days, and how many in time."""
    columns = [
        _("procedure"),
        _("term"),
        _("decisions"),
        _("median"),
        _("90%"),
        _("BGGO median"),
        _("BGGO 90%"),
        _("still median"),
        _("still 90%"),
        _("in time"),
        _("late"),
        _("no date"),
        _("percent in time"),
        _("closed in silence"),
    ]
    lines = [_duration_line(row) for row in report.durations]
    total = SheetLine(
        _("all"), [None, *_duration_cells(report.together)], is_total=True
    )
    caption = _("Days to decision, by procedure")
    return Sheet("durations", caption, columns, [*lines, total])


def _duration_line(row: GroupDurations) -> SheetLine:
    return SheetLine(row.label, [row.term, *_duration_cells(row.durations)])


def _duration_cells(found: Durations) -> list[Cell]:
    spreads = (found.whole, found.authority, found.applicant)
    days = [value for spread in spreads for value in spread]
    share = found.in_term_percent
    return [
        found.decided,
        *days,
        found.in_term,
        found.late,
        found.undated,
        None if share is None else round(share, 1),
        found.silent,
    ]


def endings_sheet(report: Report) -> Sheet:
    """A row for each way to end."""
    lines = [
        SheetLine(f"{state.label}", [number])
        for state, number in report.endings.items()
    ]
    total = SheetLine(_("all"), [sum(report.endings.values())], is_total=True)
    caption = _("Cases that ended, by how they ended")
    return Sheet("endings", caption, [_("status"), _("cases")], [*lines, total])


def requests_sheet(report: Report) -> Sheet:
    """One figure of the requests a row."""
    found = report.requests
    lines = [
        SheetLine(_("sent"), [found.asked]),
        SheetLine(_("answered"), [found.answered]),
        SheetLine(_("withdrawn"), [found.revoked]),
        SheetLine(_("still open"), [found.open]),
        SheetLine(_("not answered by the date set"), [found.missed]),
        SheetLine(_("days to the answer: median"), [found.days.median]),
        SheetLine(_("days to the answer: 90%"), [found.days.ninetieth]),
    ]
    caption = _("Requests for further information")
    return Sheet("requests", caption, [_("requests"), _("number")], lines)


def due_sheet(present: PresentWork) -> Sheet:
    """A row for each week, the overdue first; what stands still has no week."""
    lines = [
        SheetLine(week_label(week), [week.decisions, week.windows])
        for week in present.weeks
    ]
    lines.append(SheetLine(_("clock stands still"), [present.now.standing, None]))
    if present.behind:
        lines.append(SheetLine(present.behind.words, [None, None]))
    columns = [_("when"), _("decisions"), _("windows of article 2.19")]
    return Sheet("due", _("What is due, by week"), columns, lines)
