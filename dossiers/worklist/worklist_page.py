"""Bureau GGO's worklist: the page, and the same as a file."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import BureauRole, User
from accounts.requests import signed_in_user
from applications.spreadsheets import csv_lines
from dossiers.cases.derivation import pending_derivation
from dossiers.models import SavedFilter, Trouble
from dossiers.worklist.alarm import unassigned_alarm, undelivered_alarm
from dossiers.worklist.chips import capped_count, worklist_chips
from dossiers.worklist.export import export_lines, worklist_xlsx
from dossiers.worklist.own_cases_page import address_with
from dossiers.worklist.paging import page_of_cases
from dossiers.worklist.penalties_due import penalties_to_fix
from dossiers.worklist.question import COLUMNS, WorklistQuery, cases_matching
from dossiers.worklist.rows import case_rows
from dossiers.worklist.worklist_form import (
    BulkForm,
    FilterForm,
    kept_query,
    worklist_query,
)
from procedures.law_rows import law
from procedures.models import amsterdam_today

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILTERS = 50
"""How many saved filters stand above the list; the rest on their own page."""


def staff_or_404(request: HttpRequest) -> User:
    """Who works at Bureau GGO; for others there is nothing here."""
    user = signed_in_user(request)
    if not user.is_bureau:
        raise Http404
    return user


def query_in_address(request: HttpRequest) -> tuple[FilterForm, WorklistQuery]:
    """The filters in an address, as a form and as a question."""
    form = FilterForm(request.GET)
    today = amsterdam_today()
    return form, worklist_query(form, request.GET, staff_or_404(request), today)


@login_required
@require_safe
def worklist_overview(request: HttpRequest) -> HttpResponse:
    """What is due first, for Bureau GGO alone."""
    user = staff_or_404(request)
    form, query = query_in_address(request)
    shown, kept = page_of_cases(query), kept_query(request.GET)
    # Once, so that rows and what is behind speak of the same law.
    books = law.current_law()
    is_handler = BureauRole.HANDLER in user.bureau_roles()
    context = {
        "rows": case_rows(
            shown.cases,
            query.today,
            covering_for=query.covering_for,
            books=books,
            shows_defaults=True,
        ),
        "chips": worklist_chips(query.viewer, query.chip),
        "number": capped_count(cases_matching(query)),
        "next_url": address_with(request, after=shown.next),
        "question": query,
        "form": form,
        "columns": {key: COLUMNS[key] for key in query.columns},
        "width": len(query.columns) + 2 + is_handler,
        "saved": filters_shown_to(user)[:FILTERS],
        "query": kept,
        "alarm": unassigned_alarm(query.today),
        "undelivered": undelivered_alarm(timezone.now()),
        "in_trouble": Trouble.objects.open().values("case").distinct().count(),
        "behind": pending_derivation(books.number),
        "penalties": penalties_to_fix(query.today, books),
        "bulk": BulkForm() if is_handler else None,
        "select_all": request.GET.get("select") == "all",
    }
    return render(request, "dossiers/worklist/worklist.html", context)


def filters_shown_to(user: User) -> QuerySet[SavedFilter]:
    """One's own filters, and those that colleagues share."""
    shown = Q(owner=user) | Q(is_shared=True)
    return SavedFilter.objects.filter(shown).select_related("owner")


@login_required
@require_safe
def worklist_export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The list as it is filtered, with every column, as CSV or XLSX."""
    _form, query = query_in_address(request)
    name = f"werkvoorraad-{query.today.isoformat()}.{ending}"
    if ending == "xlsx":
        file = worklist_xlsx(export_lines(query))
        return FileResponse(file, as_attachment=True, filename=name, content_type=SHEET)
    return StreamingHttpResponse(
        (line.encode() for line in csv_lines(export_lines(query))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
