"""Importing rows: read them, look at them with what is wrong, then take them over."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.errors import InputRefused
from applications.access.page_access import (
    actor_from_request,
    context_of,
    own_draft,
    signed_in,
)
from applications.completeness.progress import ROWS_ON_A_PAGE
from applications.errors import AlreadyFiled, StaleRows
from applications.forms.context import FormContext
from applications.forms.fields import one_of
from applications.forms.organism import OrganismForm
from applications.forms.row_checks import Codes
from applications.forms.sections.organisms import row_checks
from applications.models import OrganismRow, PendingImport
from applications.organisms import importing
from applications.organisms.grid import level_that_follows
from applications.organisms.table_page import table_url
from applications.organisms.tables.reading import read_file, read_text
from applications.organisms.tables.table import Table, TableLine

ACCEPT = ".xlsx,.ods,.csv,.txt,.tsv"


class ImportForm(forms.Form):
    """Pasted rows or a file with rows, and whether they come beside or instead."""

    text = forms.CharField(
        label=_("Paste rows"),
        help_text=_(
            "Select the rows in Excel or LibreOffice, with their headers if you can, "
            "copy them and paste them here."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_("XLSX, ODS or CSV, up to 10 MB and 1,000 rows."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    mode = one_of(
        _("What happens to the rows that are there?"),
        needed=_("Say whether the rows are added, or take the place of all there are."),
        choices=PendingImport.Mode.choices,
    )

    def clean(self) -> dict[str, Any]:
        """Something must be there to read."""
        answers = super().clean() or {}
        if not answers.get("file") and not (answers.get("text") or "").strip():
            self.add_error("text", _("Paste rows here, or choose a file below."))
        return answers


TOLD = 20
"""As many different things that are wrong are said above the table."""

TOLD_OF_EACH = 10
"""As many rows are named with each."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_organisms(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Paste rows or choose a file; what is read is shown before anything changes."""
    draft = own_draft(request, pk)
    context = context_of(draft)
    if request.method != "POST":
        mode = {"mode": PendingImport.Mode.ADD}
        return _ask(request, context, ImportForm(initial=mode))
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, context, form, status=400)
    try:
        pending = importing.store_pending_import(
            draft,
            _tidy(_read(form), context),
            mode=form.cleaned_data["mode"],
            source=getattr(form.cleaned_data["file"], "name", ""),
            by=actor_from_request(request),
            at=timezone.now(),
        )
    except InputRefused as error:
        form.add_error("file" if form.cleaned_data["file"] else "text", error.message)
        return _ask(request, context, form, status=400)
    except AlreadyFiled:
        return redirect("read-only", pk=pk)
    return redirect("pending-import", pk, pending.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pending_import(request: HttpRequest, pk: UUID, pending: int) -> HttpResponse:
    """The dry run: every row as it would be, each wrong cell marked; then confirm."""
    draft = own_draft(request, pk)
    if request.method != "POST":
        shown = get_object_or_404(draft.pending_imports, pk=pending)
        return _dry_run(request, context_of(draft), shown)
    stored = draft.pending_imports.filter(pk=pending).first()
    try:
        if stored is None:
            return redirect(table_url(draft))
        if request.POST.get("then") == "stop":
            importing.cancel_import(stored, by=actor_from_request(request))
            return redirect("import-organisms", pk)
        return _take_over(request, stored)
    except AlreadyFiled:
        return redirect("read-only", pk=pk)


def _ask(
    request: HttpRequest, context: FormContext, form: ImportForm, status: int = 200
) -> HttpResponse:
    """The page on which an import begins."""
    page = {
        "application": context.application,
        "form": form,
        "total": len(context.organisms),
        "columns": OrganismForm.base_fields.values(),
    }
    return render(request, "applications/organisms/import.html", page, status=status)


def _read(form: ImportForm) -> Table:
    """The table in what was sent; a file goes before text."""
    if form.cleaned_data["file"]:
        return read_file(form.cleaned_data["file"])
    return read_text(form.cleaned_data["text"])


def _tidy(table: Table, context: FormContext) -> Table:
    """The table with codes as they are written."""
    codes = Codes(context)
    lines = [TableLine(line.number, codes.tidy(line.cells)) for line in table.lines]
    return replace(table, lines=lines)


def _take_over(request: HttpRequest, stored: PendingImport) -> HttpResponse:
    """Confirm; a change by a colleague meanwhile is told first."""
    try:
        made = importing.confirm_import(
            stored, by=actor_from_request(request), at=timezone.now()
        )
    except StaleRows:
        importing.mark_rows_seen(stored, by=actor_from_request(request))
        context = context_of(stored.application)
        return _dry_run(request, context, stored, stale=True, status=409)
    except InputRefused as error:
        messages.warning(request, error.message)
        return redirect(table_url(stored.application))
    number = len(made)
    text = ngettext(
        "%(number)d row has been imported.",
        "%(number)d rows have been imported.",
        number,
    )
    messages.success(request, text % {"number": number})
    page = (made[0].position - 1) // ROWS_ON_A_PAGE + 1
    return redirect(table_url(stored.application, page))


def _dry_run(
    request: HttpRequest,
    context: FormContext,
    stored: PendingImport,
    *,
    stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The rows as they would be, 50 on a page, all or those with something wrong."""
    rows = _checked(context, stored)
    wrong = [row for row in rows if row["wrong"]]
    only_wrong = bool(wrong) and request.GET.get("show") == "wrong"
    listed = wrong if only_wrong else rows
    shown = Paginator(listed, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    page = {
        "application": context.application,
        "pending": stored,
        "columns": [field.label for field in OrganismForm.base_fields.values()],
        "absent": [str(OrganismForm.base_fields[name].label) for name in stored.absent],
        "page": shown,
        "shown": [_with_cells(row, context) for row in shown],
        "rows": len(rows),
        "wrong_rows": len(wrong),
        "only_wrong": only_wrong,
        "findings": _findings(listed),
        "standing": len(context.organisms),
        "after": len(rows) + (0 if stored.replaces else len(context.organisms)),
        "stale": stale,
    }
    return render(
        request, "applications/organisms/pending_import.html", page, status=status
    )


def _with_cells(row: dict[str, Any], context: FormContext) -> dict[str, Any]:
    """A row with its cells one by one, each with what is wrong in it."""
    said = {problem.field: problem.message for problem in row["wrong"]}
    values = dict(zip(OrganismRow.FIELDS, row["values"], strict=True))
    follows = {"level": level_that_follows(values, context)}
    cells = [
        {
            "field": name,
            "label": field.label,
            "value": values[name],
            "problem": said.get(name, ""),
            "follows": follows.get(name, ""),
        }
        for name, field in OrganismForm.base_fields.items()
    ]
    return {**row, "cells": cells}


def _checked(context: FormContext, stored: PendingImport) -> list[dict[str, Any]]:
    """Each row with its number in the file and what is wrong at each cell."""
    checks = row_checks(context)
    return [
        {
            "number": number,
            "place": place,
            "values": cells,
            "wrong": checks.of(dict(zip(OrganismRow.FIELDS, cells, strict=True))),
        }
        for place, (number, cells) in enumerate(stored.lines)
    ]


def _findings(listed: list[dict[str, Any]]) -> dict[str, Any]:
    """Each thing that is wrong, said once, with links to the cells that have it."""
    cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for index, row in enumerate(listed):
        page = index // ROWS_ON_A_PAGE + 1
        for field, _code, message in row["wrong"]:
            found = {"row": row["number"], "place": row["place"], "page": page}
            cells.setdefault((field, message), []).append(found)
    groups = [
        {
            "field": field,
            "label": OrganismForm.base_fields[field].label,
            "message": message,
            "cells": found[:TOLD_OF_EACH],
            "more": max(len(found) - TOLD_OF_EACH, 0),
        }
        for (field, message), found in cells.items()
    ]
    return {
        "number": sum(map(len, cells.values())),
        "groups": groups[:TOLD],
        "more": sum(map(len, list(cells.values())[TOLD:])),
    }
