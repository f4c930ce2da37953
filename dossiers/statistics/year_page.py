"""The picture of the year: for Bureau GGO with exact numbers, for all as open data."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.cases.page_access import reader
from dossiers.statistics.charts import due_chart, durations_chart, endings_chart
from dossiers.statistics.facts import facts
from dossiers.statistics.inflow_chart import inflow_chart
from dossiers.statistics.open_data import NAMES, TABLES, columns, records
from dossiers.statistics.period import is_known
from dossiers.statistics.report import Present, Report, present, report, years
from dossiers.statistics.sheets import as_csv, sheets
from procedures.counting.legal_day import legal_day


@login_required
@require_safe
def year(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The figures of a year in charts and tables, for Bureau GGO alone."""
    found, work = _for_bureau(request, year)
    context = {
        "report": found,
        "facts": facts(found, work),
        "inflow": inflow_chart(found),
        "durations": durations_chart(found),
        "endings": endings_chart(found),
        "due": work and due_chart(work),
        "behind": work and work.behind,
        "sheets": sheets(found, work),
        "years": years(found.today),
    }
    return render(request, "dossiers/statistics/year.html", context)


@login_required
@require_safe
def year_file(request: HttpRequest, year: int, table: str) -> HttpResponse:
    """One table of that page as CSV, with the same numbers."""
    sheet = sheets(*_for_bureau(request, year)).get(table)
    if sheet is None:
        raise Http404
    lines = ([line.head, *line.cells] for line in sheet.lines)
    return as_file(as_csv(sheet.columns, lines), f"ggo-{year}-{table}.csv")


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What there is as open data, under which licence, and what each number means."""
    today = legal_day(timezone.now())
    context = {"years": years(today), "tables": NAMES}
    return render(request, "dossiers/statistics/open_data.html", context)


@require_safe
def open_file(request: HttpRequest, year: int, table: str) -> HttpResponse:
    """One table of open data as CSV; a count that is kept back is empty, and marked."""
    if table not in TABLES:
        raise Http404
    found = records(table, report_of(year))
    lines = [[cell(value) for value in record.values()] for record in found]
    answer = as_file(as_csv(columns(table), lines), f"ggo-open-{year}-{table}.csv")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def cell(value: object) -> object:
    """A value as the file has it: numbers and nothing else in a column of numbers."""
    return str(value).lower() if isinstance(value, bool) else value


def report_of(year: int | None) -> Report:
    """The figures of a year, by default of the present one; 404 where none can be."""
    today = legal_day(timezone.now())
    wanted = today.year if year is None else year
    if not is_known(wanted, today):
        raise Http404
    return report(wanted, today)


def _for_bureau(
    request: HttpRequest, year: int | None
) -> tuple[Report, Present | None]:
    """The figures, and how the work stands if it is the present year."""
    if not reader(request).is_bureau:
        raise Http404
    found = report_of(year)
    return found, present(found.today) if found.is_running else None


def as_file(text: str, name: str) -> HttpResponse:
    """A CSV file that the browser saves."""
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
