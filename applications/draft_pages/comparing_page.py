"""What differs from the filing that a change builds on, or from what was copied."""

from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from applications.access.page_access import own_application, signed_in
from applications.completeness.progress import ROWS_ON_A_PAGE
from applications.models import Application
from applications.reading.comparing import changed_rows, compare_contents
from applications.reading.content import application_content


class ComparedPair(NamedTuple):
    """Two applications to put beside each other, and what is asked by that."""

    label: str | Promise
    before: Application
    now: Application

    @property
    def before_name(self) -> str | Promise:
        """What stands above the earlier texts."""
        if self.now.supplements_id:
            return _("The version before")
        return self.before.filed_under or _("The original")

    @property
    def now_name(self) -> str | Promise:
        """What stands above the later texts."""
        if self.now.supplements_id:
            return _("This version")
        return self.now.filed_under or _("This draft")


@require_safe
@signed_in
def differences_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The two beside each other; `?pair=` chooses when there are several to compare."""
    application = own_application(request, pk)
    pairs = comparable_pairs(application)
    chosen = request.GET.get("pair", "")
    key = chosen if chosen in pairs else next(iter(pairs), "")
    return render(
        request,
        "applications/draft_pages/differences.html",
        {
            "application": application,
            "pairs": pairs,
            "key": key,
            **(comparison_context(request, pairs[key]) if key else {}),
        },
    )


def comparable_pairs(application: Application) -> dict[str, ComparedPair]:
    """What an application can be compared with, the most useful first."""
    if application.supplements_id and application.copied_from:
        label = _("This version and the one before it")
        return {"version": ComparedPair(label, application.copied_from, application)}
    found = {}
    if earlier := application.changes:
        label = _("This change and the filing it builds on")
        found["base"] = ComparedPair(label, earlier, application)
        if newer := application.newer_filing():
            label = _("What was filed in the dossier since you began")
            found["since"] = ComparedPair(label, earlier, newer)
            label = _("This change and the latest filing")
            found["latest"] = ComparedPair(label, newer, application)
    if copied := application.copied_from:
        label = _("This application and what it was copied from")
        found["copy"] = ComparedPair(label, copied, application)
    return found


def comparison_context(request: HttpRequest, pair: ComparedPair) -> dict[str, Any]:
    """What differs between the two, for the page, 50 organism rows at a time."""
    found = compare_contents(
        application_content(pair.before), application_content(pair.now)
    )
    return {
        "pair": pair,
        "differences": found,
        "rows": Paginator(changed_rows(found), ROWS_ON_A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
