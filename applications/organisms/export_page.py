"""The rows as a file to work on elsewhere, an empty one, and what was said before."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.access.page_access import (
    context_of,
    own_application,
    own_draft,
    signed_in,
)
from applications.attachments.opening.office import EXCEL
from applications.models import OrganismRow
from applications.organisms.tables import texts, workbooks

WRITERS: dict[str, tuple[str, Callable[[Sequence[dict[str, str]]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", texts.rows_as_csv),
    "xlsx": (EXCEL, workbooks.rows_as_xlsx),
}
OFFERED = 10


@require_safe
@signed_in
def export_organisms(request: HttpRequest, pk: UUID, ending: str) -> HttpResponse:
    """All rows, in the form that can be imported again."""
    application = own_application(request, pk)
    if ending not in WRITERS:
        raise Http404
    media_type, write = WRITERS[ending]
    rows = list(application.organisms.values(*OrganismRow.FIELDS))
    name = slugify(f"{_('organisms')} {application.title}")[:80]
    return _download(write(rows), f"{name}.{ending}", media_type)


@require_safe
@signed_in
def organisms_template(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An empty table with the headers, an example, and the CFIs to choose from."""
    context = context_of(own_draft(request, pk))
    rows = context.open_categories
    cfis = [(row.key, f"{row.family_name}, {row.level}") for row in rows]
    name = slugify(_("organisms template"))
    return _download(workbooks.template_xlsx(cfis), f"{name}.xlsx", EXCEL)


@require_safe
@signed_in
def organism_suggestions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the organisation said before in a column: `?field=host&q=coli`."""
    draft = own_draft(request, pk)
    field, words = request.GET.get("field", "host"), request.GET.get("q", "").strip()
    if field not in OrganismRow.FIELDS:
        raise Http404
    rows = OrganismRow.objects.of_lab(draft.organisation)
    return JsonResponse({"values": rows.said(field, words[:100], OFFERED)})


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file that the browser keeps, and no cache does."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
