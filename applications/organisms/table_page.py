"""The table of the organism rows: shown, saved, and what is done with many rows."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.errors import InputRefused
from applications.access.page_access import (
    actor_from_request,
    context_of,
    typed_before_sign_in,
)
from applications.collaboration import comments_page
from applications.completeness.progress import (
    ROWS_ON_A_PAGE,
    SectionStep,
    neighbour_sections,
    next_unfinished,
    section_steps,
)
from applications.confidentiality.claim_forms import confidentiality_marks
from applications.errors import AlreadyFiled
from applications.findings import ORGANISMS
from applications.forms.context import FormContext
from applications.forms.organism import cfi_codes, level_codes
from applications.forms.procedures import section_in
from applications.forms.row_checks import Codes
from applications.forms.sections.organisms import OrganismsSection
from applications.models import Application, OrganismRow
from applications.organisms import row_acts
from applications.organisms.grid import (
    BLANKS,
    SUGGESTED,
    Grid,
    GridLine,
    typed_new,
    typed_rows,
)
from applications.organisms.row_acts import Chosen, Clash, SavedTable
from applications.text_input.typed import as_form_data

MANY = 20
"""As many rows with something wrong are named at most."""


def organisms_page(request: HttpRequest, application: Application) -> HttpResponse:
    """The rows as a table, 50 on a page, with what is wrong at each cell."""
    if request.method == "POST":
        return _save(request, application)
    typed = typed_before_sign_in(request)
    context = context_of(application)
    if typed is None:
        return _page(request, context)
    return _page(request, context, as_form_data(typed), was_signed_out=True)


def _save(request: HttpRequest, application: Application) -> HttpResponse:
    """Keep what was typed; tell of rows that a colleague changed; go on."""
    context = context_of(application)
    codes = Codes(context)
    typed, new = typed_rows(request.POST, codes), typed_new(request.POST, codes)
    try:
        done = row_acts.save_table(
            application, typed, new, by=actor_from_request(request), at=timezone.now()
        )
        _tell(request, done)
        if done.clashes:
            fresh = context_of(application)
            return _page(request, fresh, clashes=done.clashes, status=409)
        return _go_on(request, application, bool(done.added))
    except AlreadyFiled:
        return redirect("read-only", pk=application.pk)
    except InputRefused as error:
        messages.error(request, error.message)
        return _page(request, context, request.POST, status=400)


def _tell(request: HttpRequest, done: SavedTable) -> None:
    """How many rows were kept."""
    number = done.saved + done.added
    if number:
        text = ngettext(
            "%(number)d row is saved.", "%(number)d rows are saved.", number
        )
        messages.success(request, text % {"number": number})


def _go_on(request: HttpRequest, application: Application, added: bool) -> HttpResponse:
    """To where the button says: the next section, another page, an act on rows."""
    then = request.POST.get("then", "")
    if then in ("duplicate", "fill", "remove"):
        return _act(request, application, then)
    if then == "next":
        following = next_unfinished(context_of(application), ORGANISMS)
        if following is None:
            return redirect("application", application.pk)
        return redirect("application-section", application.pk, following.key)
    if then.startswith("page-"):
        return redirect(table_url(application, then.removeprefix("page-")))
    return redirect(
        table_url(application, _last(application) if added else current_page(request))
    )


def _act(request: HttpRequest, application: Application, act: str) -> HttpResponse:
    """What is asked for the chosen rows: copies at once, the rest after a look."""
    chosen = chosen_keys(request.POST)
    if chosen is not None and not chosen:
        messages.warning(request, _("Choose the rows first, in the first column."))
        return redirect(table_url(application, current_page(request)))
    if act != "duplicate":
        where = reverse(f"{act}-organisms", args=[application.pk])
        return redirect(f"{where}?{chosen_query(chosen)}")
    made = row_acts.duplicate_rows(
        application, chosen, by=actor_from_request(request), at=timezone.now()
    )
    text = ngettext(
        "%(number)d copy stands at the end of the table.",
        "%(number)d copies stand at the end of the table.",
        len(made),
    )
    messages.success(request, text % {"number": len(made)})
    return redirect(table_url(application, _last(application)))


def chosen_keys(data: Any) -> Chosen:
    """The keys of the rows that are ticked; None when it is all of them."""
    if data.get("everything"):
        return None
    return [
        int(key) for key in data.getlist("row") if key.isdecimal() and len(key) < 19
    ]


def chosen_query(chosen: Chosen) -> str:
    """The same as the query of an address."""
    if chosen is None:
        return urlencode({"everything": 1})
    return urlencode([("row", key) for key in chosen])


def table_url(application: Application, page: object = 1) -> str:
    """The address of a page of the table."""
    where = reverse("application-section", args=[application.pk, ORGANISMS])
    known = str(page).isdecimal() and str(page) != "1"
    return f"{where}?page={page}" if known else where


def current_page(request: HttpRequest) -> str:
    """The page of the table on which somebody is."""
    page = request.GET.get("page", "1")
    return page if page.isdecimal() else "1"


def _last(application: Application) -> int:
    return max(-(-application.organisms.count() // ROWS_ON_A_PAGE), 1)


def _page(
    request: HttpRequest,
    context: FormContext,
    typed: Mapping[str, str] | None = None,
    *,
    clashes: Sequence[Clash] = (),
    status: int = 200,
    was_signed_out: bool = False,
) -> HttpResponse:
    """The page with the table; `typed` goes before what is saved."""
    application = context.application
    pages = Paginator(context.organisms, ROWS_ON_A_PAGE)
    progress = section_steps(context)
    frame = {
        "application": application,
        "section": section_in(application, ORGANISMS),
        "steps": progress,
        "wrong": _wrong(progress),
        "was_signed_out": was_signed_out,
        "confidential_here": confidentiality_marks(context, OrganismsSection),
        **_table(context, pages.get_page(current_page(request)), typed, clashes),
        **neighbour_sections(application, ORGANISMS, context),
        **comments_page.comments_context(request, application, ORGANISMS),
    }
    return render(
        request, "applications/organisms/organisms.html", frame, status=status
    )


def _table(
    context: FormContext,
    shown: Page[OrganismRow],
    typed: Mapping[str, str] | None,
    clashes: Sequence[Clash],
) -> dict[str, Any]:
    """The table itself: its columns, the lines of this page, what went wrong in it."""
    grid = Grid(context)
    lines = _lines(grid, shown, typed, clashes)
    return {
        "page": shown,
        "total": len(context.organisms),
        "columns": grid.columns,
        "lines": lines,
        "model_line": grid.new("NUMBER"),
        "clashing": [line for line in lines if line.theirs],
        "lost": any(clash.current is None for clash in clashes),
        "options": column_options(context),
    }


def _lines(
    grid: Grid,
    shown: Page[OrganismRow],
    typed: Mapping[str, str] | None,
    clashes: Sequence[Clash],
) -> list[GridLine]:
    """The lines of the page: saved, with what was typed over it, and some to add."""
    standing = {
        clash.typed.pk: (clash.typed, clash.current)
        for clash in clashes
        if clash.current
    }
    codes = Codes(grid.context)
    over = {row.pk: row for row in typed_rows(typed or {}, codes)}
    lines = [
        grid.clashing(*standing[row.pk])
        if row.pk in standing
        else grid.over(row, over.get(row.pk))
        for row in shown
    ]
    extra = [clash.typed.cells for clash in clashes if clash.current is None]
    extra += typed_new(typed or {}, codes)
    blanks = BLANKS if not shown.has_next() else 0
    lines += [grid.new(number, cells) for number, cells in enumerate(extra)]
    return lines + [grid.new(len(extra) + number) for number in range(blanks)]


def _wrong(progress: list[SectionStep]) -> dict[str, Any]:
    """The numbers of the rows that need attention: the first, and how many."""
    here = next(step for step in progress if step.section.key == ORGANISMS)
    numbers = list(dict.fromkeys(each.row for each in here.missing if each.row))
    return {
        "rows": [(n, (n - 1) // ROWS_ON_A_PAGE + 1) for n in numbers[:MANY]],
        "number": len(numbers),
        "more": max(len(numbers) - MANY, 0),
    }


def column_options(context: FormContext) -> dict[str, list[tuple[str, str]]]:
    """What the cells of a column offer: codes, and what the lab said before."""
    lab = context.application.organisation
    latest = OrganismRow.objects.of_lab(lab).values_list(*SUGGESTED)[:200]
    said = {
        name: list(dict.fromkeys(row[index] for row in latest if row[index]))[:10]
        for index, name in enumerate(SUGGESTED)
    }
    cfis = [(code, context.level_of(code)) for code in cfi_codes(context)]
    levels = [(code, "") for code in level_codes(context)]
    offered = {name: [(value, "") for value in values] for name, values in said.items()}
    return {**offered, "cfi": cfis, "level": levels}
