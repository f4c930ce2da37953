"""The list of a lab's applications, and beginning a new one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import ActorNotAllowed
from accounts.requests import signed_in_user
from applications.access.page_access import actor_from_request, signed_in
from applications.drafting import drafting
from applications.forms.changing import can_change, why_not_changed
from applications.forms.procedures import sections_of
from applications.forms.start_form import BeginForm, begin_options
from applications.models import Application
from procedures.models import Procedure, amsterdam_today

PAGE = 20
TABLES = {
    "I": gettext_lazy("Notify"),
    "II": gettext_lazy("Apply for a permit"),
    "III": gettext_lazy("Special procedures and administration"),
}
"""The tables of the law, by what one does with them."""

FILTERS = {
    "all": lambda rows: rows,
    "drafts": lambda rows: rows.drafts(),
    "filed": lambda rows: rows.filed(),
}


@require_safe
@signed_in
def application_list_page(request: HttpRequest) -> HttpResponse:
    """Drafts and filed applications of one's own labs, the latest change first."""
    own = Application.objects.visible_to(signed_in_user(request)).of_each_filing()
    show = request.GET.get("show", "all")
    chosen = FILTERS.get(show, FILTERS["all"])(own).select_related(
        "organisation", "created_by", "supplements"
    )
    page = Paginator(chosen.defer("content"), PAGE).get_page(request.GET.get("page"))
    names = procedure_names()
    for application in page:
        application.procedure_name = names.get(application.procedure_key)
    counts = {"all": own.count(), "drafts": own.drafts().count()}
    counts["filed"] = counts["all"] - counts["drafts"]
    return render(
        request,
        "applications/draft_pages/list.html",
        {
            "page": page,
            "show": show if show in FILTERS else "all",
            "counts": counts,
            "may_begin": signed_in_user(request).memberships.exists(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_application(request: HttpRequest) -> HttpResponse:
    """First which procedure, then for which lab and what it changes; then a draft."""
    today = amsterdam_today()
    options = begin_options(today)
    key = request.POST.get("procedure") or request.GET.get("procedure")
    procedure = next((row for row in options if row.key == key), None)
    if procedure is None:
        return _choose(request, options)
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        user=signed_in_user(request),
        procedure=procedure,
        query=_query(request),
        initial={"changes": request.GET.get("changes", "")},
    )
    if request.method == "POST" and form.is_valid():
        return _begin(request, form)
    status = 400 if form.is_bound else 200
    return render(
        request,
        "applications/draft_pages/begin.html",
        {
            "form": form,
            "procedure": procedure,
            "sections": sections_of(
                procedure.key, drafting.edition_on(procedure.key, today)
            ),
        },
        status=status,
    )


def _query(request: HttpRequest) -> str:
    """The answers of the chooser: in the address, then kept in the form."""
    if request.method == "POST":
        return request.POST.get("choice", "")
    said = request.GET.copy()
    for name in ("procedure", "changes"):
        said.pop(name, None)
    return said.urlencode()


def _choose(request: HttpRequest, options: list[Procedure]) -> HttpResponse:
    """The procedures by table; for a change of something, those that can change it."""
    earlier = _earlier(request)
    if earlier:
        options = [
            row
            for row in options
            if can_change(earlier, row.key) and not why_not_changed(earlier, row.key)
        ]
    tables = [
        (heading, rows)
        for table, heading in TABLES.items()
        if (rows := [row for row in options if row.table == table])
    ]
    context = {"tables": tables, "changes": earlier and earlier.pk}
    return render(request, "applications/draft_pages/new.html", context)


def _earlier(request: HttpRequest) -> Application | None:
    """The filing of one's own lab that the address says is to be changed."""
    try:
        wanted = UUID(request.GET.get("changes", ""))
    except ValueError:
        return None
    return (
        Application.objects.visible_to(signed_in_user(request))
        .filed()
        .filter(pk=wanted)
        .first()
    )


def _begin(request: HttpRequest, form: BeginForm) -> HttpResponse:
    """Make the draft and open its first section."""
    try:
        draft = drafting.start_draft(
            procedure_key=form.procedure.key,
            organisation=form.organisation(),
            changes=form.changed(),
            choice=form.choice,
            by=actor_from_request(request),
            at=timezone.now(),
        )
    except ActorNotAllowed as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('new-application')}?procedure={form.procedure.key}")
    messages.success(
        request, _("Your draft has been started. Everything you type is saved.")
    )
    return redirect("application", draft.pk)


def procedure_names() -> dict[str, Procedure]:
    """The row in force today, by key."""
    today = amsterdam_today()
    return {row.key: row for row in Procedure.objects.on(today)}
