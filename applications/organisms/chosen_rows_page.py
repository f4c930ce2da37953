"""What is done with chosen rows after a look: removing them, filling a column."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from applications.access.page_access import (
    actor_from_request,
    context_of,
    own_draft,
    signed_in,
)
from applications.errors import AlreadyFiled
from applications.forms.context import FormContext
from applications.forms.organism import OrganismForm
from applications.forms.row_checks import Codes
from applications.models import OrganismRow
from applications.organisms import row_acts
from applications.organisms.grid import Grid, row_numbers_in_words
from applications.organisms.row_acts import Chosen
from applications.organisms.table_page import chosen_keys, table_url
from applications.organisms.tables.limits import MAX_CELL


def _columns() -> list[tuple[str, str]]:
    """The columns by the name that they have above the table."""
    fields = OrganismForm.base_fields.items()
    names = [(name, str(each.label)) for name, each in fields]
    return [("", str(_("Choose a column"))), *names]


class FillColumnForm(forms.Form):
    """Which column, and what becomes of it; an empty value empties the cells."""

    field = forms.ChoiceField(
        label=_("Column"),
        choices=_columns,
        error_messages={
            "required": _("Choose the column to fill in."),
            "invalid_choice": _("Choose one of the columns of the table."),
        },
    )
    value = forms.CharField(
        label=_("New value"),
        help_text=_("Leave it empty to empty the cells."),
        required=False,
        max_length=MAX_CELL,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @staticmethod
    def column(name: str) -> str:
        """The name of a column as it stands above the table."""
        return str(OrganismForm.base_fields[name].label)


SHOWN = 10
"""As many rows are shown with what they had and what they get."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove_organisms(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask once more, then take the chosen rows out."""
    draft = own_draft(request, pk)
    if request.method != "POST":
        page = _frame(context_of(draft), chosen_keys(request.GET))
        return render(request, "applications/organisms/remove_organisms.html", page)
    chosen = chosen_keys(request.POST)
    try:
        gone = row_acts.remove_rows(
            draft, chosen, by=actor_from_request(request), at=timezone.now()
        )
    except AlreadyFiled:
        return redirect("read-only", pk=pk)
    text = ngettext(
        "%(number)d row has been removed.", "%(number)d rows have been removed.", gone
    )
    messages.success(request, text % {"number": gone})
    return redirect(table_url(draft))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fill_organisms(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a cell of all chosen rows the same value, after a look at what changes."""
    draft = own_draft(request, pk)
    context = context_of(draft)
    if request.method != "POST":
        frame = _frame(context, chosen_keys(request.GET))
        return _fill_page(request, frame, FillColumnForm())
    frame = _frame(context, chosen_keys(request.POST))
    form = FillColumnForm(request.POST)
    if not form.is_valid():
        return _fill_page(request, frame, form, status=400)
    if request.POST.get("then") != "fill":
        look = _look(frame["chosen"], form.cleaned_data, context)
        return _fill_page(request, frame, form, look=look)
    return _fill(request, context, form.cleaned_data)


def _fill(
    request: HttpRequest, context: FormContext, said: dict[str, Any]
) -> HttpResponse:
    """Do it, and say how many rows changed."""
    draft, field = context.application, said["field"]
    try:
        number = row_acts.fill_column(
            draft,
            chosen_keys(request.POST),
            field,
            _value(said, context),
            by=actor_from_request(request),
            at=timezone.now(),
        )
    except AlreadyFiled:
        return redirect("read-only", pk=draft.pk)
    text = ngettext(
        "%(number)d row has been changed.", "%(number)d rows have been changed.", number
    )
    messages.success(request, text % {"number": number})
    return redirect(table_url(draft))


def _frame(context: FormContext, chosen: Chosen) -> dict[str, Any]:
    """The chosen rows, and how the form names them again."""
    keys = None if chosen is None else set(chosen)
    picked = [row for row in context.organisms if keys is None or row.pk in keys]
    return {
        "application": context.application,
        "chosen": picked,
        "number": len(picked),
        "numbers": row_numbers_in_words(row.position for row in picked),
        "everything": chosen is None,
    }


def _look(
    picked: list[OrganismRow], said: dict[str, Any], context: FormContext
) -> dict[str, Any]:
    """What would change: how many rows, the first of them, and what is then wrong."""
    field, value = said["field"], _value(said, context)
    others = [row for row in picked if getattr(row, field) != value]
    checks = Grid(context).checks
    found = [
        problem
        for row in others
        for problem in checks.of(row.as_values() | {field: value})
        if problem.field in (field, "level")
    ]
    return {
        "column": FillColumnForm.column(field),
        "value": value,
        "changes": len(others),
        "same": len(picked) - len(others),
        "rows": [{"row": row, "was": getattr(row, field)} for row in others[:SHOWN]],
        "more": max(len(others) - SHOWN, 0),
        "problems": list(dict.fromkeys(problem.message for problem in found)),
    }


def _value(said: dict[str, Any], context: FormContext) -> str:
    """The value with codes as they are written."""
    typed = {said["field"]: said["value"].strip()}
    return Codes(context).tidy(typed)[said["field"]]


def _fill_page(
    request: HttpRequest,
    frame: dict[str, Any],
    form: FillColumnForm,
    *,
    status: int = 200,
    look: dict[str, Any] | None = None,
) -> HttpResponse:
    """The question, and below it what would change."""
    page = {**frame, "form": form, "look": look}
    return render(
        request, "applications/organisms/fill_organisms.html", page, status=status
    )
