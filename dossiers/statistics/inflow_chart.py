"""What came in each month, stacked by kind of procedure, the year before beside."""

from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext as _

from dossiers.statistics.charts import Chart, LegendEntry, short_month
from dossiers.statistics.drawing import (
    Bar,
    BarPiece,
    BarRow,
    ColumnPair,
    draw_bars,
    draw_columns,
)
from dossiers.statistics.grouping import FAMILIES
from dossiers.statistics.inflow import MONTHS, Inflow, total_of_month
from dossiers.statistics.report import Report


def inflow_chart(report: Report) -> Chart:
    """A pair of columns for each month; on a narrow screen a pair of bars."""
    inflow, year = report.inflow, report.year
    families = present_families(inflow)
    legend = [LegendEntry(family, f"{FAMILIES[family]}, {year}") for family in families]
    legend.append(
        LegendEntry("before", _("everything in %(year)s") % {"year": year - 1})
    )
    return Chart(
        key="inflow",
        title=_("Received in each month of %(year)s") % {"year": year},
        sentences=[_month_sentence(report, month) for month in MONTHS],
        drawing=draw_columns([_column(inflow, month, families) for month in MONTHS]),
        legend=legend,
        tall=draw_bars([_row(inflow, month, families) for month in MONTHS]),
    )


def present_families(inflow: Inflow) -> list[str]:
    """The kinds of procedure that came in this year, in their order."""
    found = {group.family for group, _month in inflow.now}
    return [family for family in FAMILIES if family in found]


def _pieces(inflow: Inflow, month: int, families: list[str]) -> list[BarPiece]:
    return [
        BarPiece(total_of_month(inflow.now, month, name), name) for name in families
    ]


def _before(inflow: Inflow, month: int) -> BarPiece:
    return BarPiece(total_of_month(inflow.before, month), "before")


def _column(inflow: Inflow, month: int, families: list[str]) -> ColumnPair:
    number = total_of_month(inflow.now, month)
    pieces = _pieces(inflow, month, families)
    # No 0 above a month that has yet to come.
    words = f"{number}" if number else ""
    return ColumnPair(short_month(month), pieces, _before(inflow, month), words)


def _row(inflow: Inflow, month: int, families: list[str]) -> BarRow:
    now = Bar(_pieces(inflow, month, families), f"{total_of_month(inflow.now, month)}")
    before = _before(inflow, month)
    then = Bar([before], f"{before.size:.0f}" if before.size else "")
    return BarRow(f"{MONTH_NAMES[month]}", [now, then])


def _month_sentence(report: Report, month: int) -> str:
    return _("%(month)s: %(now)s in %(year)s, %(before)s in %(year_before)s.") % {
        "month": MONTH_NAMES[month],
        "now": total_of_month(report.inflow.now, month),
        "year": report.year,
        "before": total_of_month(report.inflow.before, month),
        "year_before": report.year - 1,
    }
