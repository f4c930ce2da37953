"""What was filed, to read, and how it differs from the case before it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.comparing import changed_rows, compare
from applications.progress import ROWS_ON_A_PAGE
from applications.reading import read_only
from dossiers.models import Case
from dossiers.views.finding import case_or_404


@login_required
@require_safe
def case_content(request: HttpRequest, number: str) -> HttpResponse:
    """The application as it was filed, for reading."""
    found = case_or_404(request, number)
    application = found.application
    files = {row.sha256: row for row in application.attachments.all()}
    context = {
        "case": found,
        "application": application,
        "reading": read_only(application.content or {}, files),
    }
    return render(request, "dossiers/content.html", context)


@login_required
@require_safe
def case_differences(request: HttpRequest, number: str) -> HttpResponse:
    """What a change says that the case before it in the dossier does not."""
    found = case_or_404(request, number)
    before = previous(found)
    context = {"case": found, "previous": before}
    if before:
        differences = compare(
            before.application.content or {}, found.application.content or {}
        )
        rows = Paginator(changed_rows(differences), ROWS_ON_A_PAGE)
        context["differences"] = differences
        context["rows"] = rows.get_page(request.GET.get("page"))
    return render(request, "dossiers/differences.html", context)


def previous(case: Case) -> Case | None:
    """The case before this one in its dossier; None for the first."""
    if not case.follow_number:
        return None
    earlier = Case.objects.filter(
        dossier=case.dossier_id, follow_number__lt=case.follow_number
    )
    return earlier.select_related("application").order_by("-follow_number").first()
