"""The picture of the year: for Bureau GGO with exact numbers, for all as open data."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in_user
from dossiers.statistics.charts import due_chart, durations_chart, endings_chart
from dossiers.statistics.facts import year_facts
from dossiers.statistics.inflow_chart import inflow_chart
from dossiers.statistics.measures import has_figures
from dossiers.statistics.open_data import (
    NAMES,
    TABLES,
    open_data_columns,
    open_data_records,
)
from dossiers.statistics.report import (
    PresentWork,
    Report,
    present_work,
    report_of_year,
    years_with_figures,
)
from dossiers.statistics.sheets import csv_text, year_sheets
from procedures.models import amsterdam_today


@login_required
@require_safe
def year_in_figures(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The figures of a year in charts and tables, for Bureau GGO alone."""
    found, work = _for_bureau(request, year)
    context = {
        "report": found,
        "facts": year_facts(found, work),
        "inflow": inflow_chart(found),
        "durations": durations_chart(found),
        "endings": endings_chart(found),
        "due": work and due_chart(work),
        "behind": work and work.behind,
        "sheets": year_sheets(found, work),
        "years": years_with_figures(found.today),
    }
    return render(request, "dossiers/statistics/year.html", context)


@login_required
@require_safe
def year_table_file(request: HttpRequest, year: int, table: str) -> HttpResponse:
    """One table of that page as CSV, with the same numbers."""
    sheet = year_sheets(*_for_bureau(request, year)).get(table)
    if sheet is None:
        raise Http404
    lines = ([line.head, *line.cells] for line in sheet.lines)
    return csv_download(csv_text(sheet.columns, lines), f"ggo-{year}-{table}.csv")


@require_safe
def open_data_page(request: HttpRequest) -> HttpResponse:
    """What there is as open data, under which licence, and what each number means."""
    today = amsterdam_today()
    context = {"years": years_with_figures(today), "tables": NAMES}
    return render(request, "dossiers/statistics/open_data.html", context)


@require_safe
def open_data_file(request: HttpRequest, year: int, table: str) -> HttpResponse:
    """One table of open data as CSV; a count that is kept back is empty, and marked."""
    if table not in TABLES:
        raise Http404
    found = open_data_records(table, report_or_404(year))
    lines = [[csv_cell(value) for value in record.values()] for record in found]
    answer = csv_download(
        csv_text(open_data_columns(table), lines), f"ggo-open-{year}-{table}.csv"
    )
    # Scripts of any page may read it: nobody is signed in here, and all of it is
    # public.
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def csv_cell(value: object) -> object:
    """A value as the file has it: numbers and nothing else in a column of numbers."""
    # As JSON has it, for programs that read both.
    return str(value).lower() if isinstance(value, bool) else value


def report_or_404(year: int | None) -> Report:
    """The figures of a year, by default of the present one; 404 where none can be."""
    today = amsterdam_today()
    wanted = today.year if year is None else year
    if not has_figures(wanted, today):
        raise Http404
    return report_of_year(wanted, today)


def _for_bureau(
    request: HttpRequest, year: int | None
) -> tuple[Report, PresentWork | None]:
    """The figures, and how the work stands if it is the present year."""
    if not signed_in_user(request).is_bureau:
        raise Http404
    found = report_or_404(year)
    return found, present_work(found.today) if found.is_running else None


def csv_download(text: str, name: str) -> HttpResponse:
    """A CSV file that the browser saves."""
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
