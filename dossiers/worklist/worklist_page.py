"""Bureau GGO's worklist: the page, and the same as a file."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
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
from dossiers.cases.derivation import pending
from dossiers.cases.page_access import reader
from dossiers.models import SavedFilter, Trouble
from dossiers.worklist.alarm import unassigned, undelivered
from dossiers.worklist.bulk_form import BulkForm
from dossiers.worklist.chips import chips
from dossiers.worklist.columns import COLUMNS
from dossiers.worklist.counting import counted
from dossiers.worklist.export import as_csv, as_xlsx, lines
from dossiers.worklist.own_cases_page import address_with
from dossiers.worklist.paging import page
from dossiers.worklist.penalties_due import penalties_to_fix
from dossiers.worklist.question import Question, asked
from dossiers.worklist.rows import rows
from dossiers.worklist.worklist_form import FilterForm, kept_query, question
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILTERS = 50
"""How many saved filters stand above the list; the rest on their own page."""


def staff(request: HttpRequest) -> User:
    """Who works at Bureau GGO; for others there is nothing here."""
    user = reader(request)
    if not user.is_bureau:
        raise Http404
    return user


def asked_in(request: HttpRequest) -> tuple[FilterForm, Question]:
    """The filters in an address, as a form and as a question."""
    form = FilterForm(request.GET)
    today = legal_day(timezone.now())
    return form, question(form, request.GET, staff(request), today)


@login_required
@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """What is due first, for Bureau GGO alone."""
    user = staff(request)
    form, found = asked_in(request)
    shown, kept = page(found), kept_query(request.GET)
    books = law.current()
    is_handler = BureauRole.HANDLER in user.bureau_roles()
    context = {
        "rows": rows(
            shown.cases,
            found.today,
            minds=found.minds,
            books=books,
            shows_defaults=True,
        ),
        "chips": chips(found.looker, found.chip),
        "number": counted(asked(found)),
        "next_url": address_with(request, after=shown.next),
        "question": found,
        "form": form,
        "columns": {key: COLUMNS[key] for key in found.columns},
        "width": len(found.columns) + 2 + is_handler,
        "saved": saved_filters(user)[:FILTERS],
        "query": kept,
        "alarm": unassigned(found.today),
        "undelivered": undelivered(timezone.now()),
        "in_trouble": Trouble.objects.open().values("case").distinct().count(),
        "behind": pending(books.number),
        "penalties": penalties_to_fix(found.today),
        "bulk": BulkForm() if is_handler else None,
        "select_all": request.GET.get("select") == "all",
    }
    return render(request, "dossiers/worklist/worklist.html", context)


def saved_filters(user: User):
    """One's own filters, and those that colleagues share."""
    shown = Q(owner=user) | Q(is_shared=True)
    return SavedFilter.objects.filter(shown).select_related("owner")


@login_required
@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The list as it is filtered, with every column, as CSV or XLSX."""
    _form, found = asked_in(request)
    name = f"werkvoorraad-{found.today.isoformat()}.{ending}"
    if ending == "xlsx":
        file = as_xlsx(lines(found))
        return FileResponse(file, as_attachment=True, filename=name, content_type=SHEET)
    return StreamingHttpResponse(
        (line.encode() for line in as_csv(lines(found))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
