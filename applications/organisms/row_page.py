"""One organism row on a page of its own: room for long texts, and earlier rows."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.access.page_access import (
    actor_from_request,
    context_of,
    own_draft,
    signed_in,
)
from applications.completeness.progress import ROWS_ON_A_PAGE, section_steps
from applications.errors import AlreadyFiled, StaleRow
from applications.findings import ORGANISMS
from applications.forms.context import FormContext
from applications.forms.organism import OrganismForm
from applications.forms.sections.organisms import row_problems
from applications.models import OrganismRow
from applications.models.organism import OrganismRowQuerySet
from applications.organisms import editing
from applications.organisms.grid import SUGGESTED
from applications.organisms.table_page import column_options, table_url
from applications.text_input.typed import whole_number

LOOKED_AT = 200
"""As many earlier rows are looked at, to offer different ones."""

OFFERED = 10


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_organism(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new row at the end; `?like=3` begins with the cells of that row of the lab."""
    draft = own_draft(request, pk)
    context = context_of(draft)
    if request.method != "POST":
        form = _new_form(request, context)
        return _row_page(request, context, form, earlier=_earlier(request, context))
    values = _cells(request)
    try:
        row = editing.add_rows(
            draft, [values], by=actor_from_request(request), at=timezone.now()
        )[0]
    except AlreadyFiled:
        return redirect("read-only", pk=pk)
    return _after_saving(request, row)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def organism_row_page(request: HttpRequest, pk: UUID, row: int) -> HttpResponse:
    """One row, with what is wrong in it."""
    draft = own_draft(request, pk)
    stored = get_object_or_404(draft.organisms, pk=row)
    context = context_of(draft)
    if request.method != "POST":
        form = OrganismForm(stored.as_values(), context=context, strict=True)
        return _row_page(request, context, form, row=stored, version=stored.version)
    version = request.POST.get("version", "")
    try:
        stored = editing.change_row(
            stored,
            _cells(request),
            by=actor_from_request(request),
            at=timezone.now(),
            version=whole_number(version),
        )
    except StaleRow as error:
        return _conflict(request, context, error.current)
    except AlreadyFiled:
        return redirect("read-only", pk=pk)
    return _after_saving(request, stored)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove_organism(request: HttpRequest, pk: UUID, row: int) -> HttpResponse:
    """Ask once more, then take the row out."""
    draft = own_draft(request, pk)
    stored = get_object_or_404(draft.organisms, pk=row)
    if request.method != "POST":
        return render(
            request,
            "applications/organisms/remove_organism.html",
            {"application": draft, "row": stored},
        )
    try:
        editing.remove_row(stored, by=actor_from_request(request), at=timezone.now())
    except AlreadyFiled:
        return redirect("read-only", pk=pk)
    messages.success(request, _("The row has been removed."))
    return redirect("application-section", pk, ORGANISMS)


def _new_form(request: HttpRequest, context: FormContext) -> OrganismForm:
    """An empty row, or one like an earlier."""
    like = request.GET.get("like", "")
    earlier = earlier_rows(context).filter(pk=like).first() if _is_key(like) else None
    initial = earlier.as_values() if earlier else {}
    if len(context.used_cfis) == 1:
        initial.setdefault("cfi", next(iter(context.used_cfis)))
    return OrganismForm(context=context, initial=initial)


def _earlier(request: HttpRequest, context: FormContext) -> dict[str, Any]:
    """The earlier rows of the lab in which somebody looks for one to use again."""
    words = request.GET.get("earlier", "").strip()[:100]
    rows = list(earlier_rows(context).with_words(words)[:LOOKED_AT]) if words else []
    different = {tuple(row.as_values().items()): row for row in reversed(rows)}
    found = list(reversed(different.values()))[:OFFERED]
    return {"words": words, "rows": found}


def earlier_rows(context: FormContext) -> OrganismRowQuerySet:
    """All rows that the organisation wrote before, whatever became of them."""
    return OrganismRow.objects.of_lab(context.application.organisation)


def _is_key(text: str) -> bool:
    """Can this be the key of a row?"""
    return text.isdecimal() and len(text) < 19


def _row_page(
    request: HttpRequest, context: FormContext, form: OrganismForm, **extra: Any
) -> HttpResponse:
    """The page of one row."""
    status = extra.pop("status", 200)
    offered = column_options(context)
    for name in SUGGESTED:
        form.fields[name].widget.attrs |= {
            "list": f"options-{name}",
            "data-suggest": name,
        }
    frame = {
        "application": context.application,
        "form": form,
        "steps": section_steps(context),
        "options": {name: offered[name] for name in SUGGESTED},
    }
    return render(
        request,
        "applications/organisms/organism.html",
        {**frame, **extra},
        status=status,
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
    if list(row_problems(row.as_values(), context_of(draft))):
        messages.warning(
            request, _("The row is saved. Something in it needs attention.")
        )
        return redirect("organism", draft.pk, row.pk)
    messages.success(request, _("The row is saved."))
    if request.POST.get("then") == "another":
        return redirect("new-organism", draft.pk)
    return redirect(row_url(row))


def _cells(request: HttpRequest) -> dict[str, str]:
    """What the browser sent for the cells."""
    return {field: request.POST.get(field, "") for field in OrganismRow.FIELDS}


def row_url(row: OrganismRow) -> str:
    """The place of a row in the table."""
    page = (row.position - 1) // ROWS_ON_A_PAGE + 1
    return f"{table_url(row.application, page)}#row-{row.position}"
