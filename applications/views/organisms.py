"""The organism rows: the table, one row, taking one out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.actions import organisms
from applications.errors import AlreadyFiled, StaleRow
from applications.findings import ORGANISMS
from applications.forms.context import FormContext
from applications.forms.sections.organisms import (
    OrganismForm,
    OrganismsSection,
    problems,
)
from applications.models import Application, OrganismRow
from applications.progress import ROWS_ON_A_PAGE, neighbours, steps
from applications.views.access import actor, context_of, own_draft, signed_in


def organisms_page(request: HttpRequest, application: Application) -> HttpResponse:
    """All rows with what is wrong in each, 50 on a page."""
    context = context_of(application)
    pages = Paginator(context.organisms, ROWS_ON_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    for row in shown:
        row.problems = list(problems(row.as_values(), context))
    return render(
        request,
        "applications/organisms.html",
        {
            "application": application,
            "section": OrganismsSection,
            "steps": steps(context),
            "page": shown,
            "total": len(context.organisms),
            **neighbours(application, OrganismsSection.key),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_organism(request: HttpRequest, pk) -> HttpResponse:
    """A new row at the end; `?like=3` begins with the cells of row 3."""
    draft = own_draft(request, pk)
    context = context_of(draft)
    if request.method != "POST":
        return _row_page(request, context, _new_form(request, context))
    values = _cells(request)
    try:
        row = organisms.add(draft, [values], by=actor(request), at=timezone.now())[0]
    except AlreadyFiled:
        return redirect("read-only", pk=pk)
    return _after_saving(request, row)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def organism(request: HttpRequest, pk, row: int) -> HttpResponse:
    """One row, with what is wrong in it."""
    draft = own_draft(request, pk)
    stored = get_object_or_404(draft.organisms, pk=row)
    context = context_of(draft)
    if request.method != "POST":
        form = OrganismForm(stored.as_values(), context=context, strict=True)
        return _row_page(request, context, form, row=stored, version=stored.version)
    version = request.POST.get("version", "")
    try:
        stored = organisms.change(
            stored,
            _cells(request),
            by=actor(request),
            at=timezone.now(),
            version=int(version) if version.isdecimal() else None,
        )
    except StaleRow as error:
        return _conflict(request, context, error.current)
    except AlreadyFiled:
        return redirect("read-only", pk=pk)
    return _after_saving(request, stored)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove_organism(request: HttpRequest, pk, row: int) -> HttpResponse:
    """Ask once more, then take the row out."""
    draft = own_draft(request, pk)
    stored = get_object_or_404(draft.organisms, pk=row)
    if request.method != "POST":
        return render(
            request,
            "applications/remove_organism.html",
            {"application": draft, "row": stored},
        )
    try:
        organisms.remove(stored, by=actor(request), at=timezone.now())
    except AlreadyFiled:
        return redirect("read-only", pk=pk)
    messages.success(request, _("The row has been removed."))
    return redirect("application-section", pk, ORGANISMS)


def _new_form(request: HttpRequest, context: FormContext) -> OrganismForm:
    """An empty row, or one like an earlier."""
    like = request.GET.get("like", "")
    rows = (row for row in context.organisms if str(row.pk) == like)
    earlier = next(rows, None)
    initial = earlier.as_values() if earlier else {}
    if len(context.used_cfis) == 1:
        initial.setdefault("cfi", next(iter(context.used_cfis)))
    return OrganismForm(context=context, initial=initial)


def _row_page(
    request: HttpRequest, context: FormContext, form: OrganismForm, **extra
) -> HttpResponse:
    """The page of one row."""
    status = extra.pop("status", 200)
    frame = {"application": context.application, "form": form, "steps": steps(context)}
    return render(
        request, "applications/organism.html", {**frame, **extra}, status=status
    )


def _conflict(
    request: HttpRequest, context: FormContext, current: OrganismRow
) -> HttpResponse:
    """Somebody changed the row meanwhile: show what stands, keep what was typed."""
    typed = OrganismForm(request.POST, context=context)
    theirs = [
        {"label": field.label, "text": getattr(current, name)}
        for name, field in typed.fields.items()
        if getattr(current, name) != request.POST.get(name, "").strip()
    ]
    extra = {"row": current, "version": current.version, "theirs": theirs}
    return _row_page(request, context, typed, status=409, **extra)


def _after_saving(request: HttpRequest, row: OrganismRow) -> HttpResponse:
    """Back to the row while something is wrong in it, else to where was asked."""
    draft = row.application
    if list(problems(row.as_values(), context_of(draft))):
        messages.warning(
            request, _("The row is saved. Something in it needs attention.")
        )
        return redirect("organism", draft.pk, row.pk)
    messages.success(request, _("The row is saved."))
    if request.POST.get("then") == "another":
        return redirect("new-organism", draft.pk)
    return redirect("application-section", draft.pk, ORGANISMS)


def _cells(request: HttpRequest) -> dict[str, str]:
    """What the browser sent for the cells."""
    return {field: request.POST.get(field, "") for field in OrganismRow.FIELDS}
