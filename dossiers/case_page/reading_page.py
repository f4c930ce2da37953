"""What was filed, version by version, to read, and how each differs from another."""

from itertools import pairwise
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.completeness.progress import ROWS_ON_A_PAGE
from applications.models import Application
from applications.reading.comparing import changed_rows, compare_contents
from applications.reading.reading_view import full_reading
from dossiers.cases.page_access import case_or_404
from dossiers.cases.versions import filed_versions, latest_version
from dossiers.models import Case

EARLIER_CASE = "case"
"""In an address: compared with the case before it in the dossier."""


class Version(NamedTuple):
    """One version of a form, by its place in their order, counted from 1."""

    number: int
    application: Application

    @property
    def name(self) -> str:
        """How the pages call it."""
        return _("Version %(number)d") % {"number": self.number}


class VersionPair(NamedTuple):
    """Two contents beside each other, with what each is called."""

    key: str
    label: str
    before: Application
    now: Application
    before_name: str
    now_name: str


@login_required
@require_safe
def case_content_page(request: HttpRequest, number: str) -> HttpResponse:
    """The form as it was filed; the latest version unless the address names another."""
    found = case_or_404(request, number)
    every = numbered_versions(found)
    shown = chosen_version(every, request.GET.get("version", ""))
    application = shown.application
    context = {
        "case": found,
        "versions": every,
        "shown": shown,
        "application": application,
        "reading": full_reading(application),
    }
    return render(request, "dossiers/case_page/content.html", context)


def numbered_versions(case: Case) -> list[Version]:
    """The versions of a case with their numbers, the oldest first."""
    return [
        Version(number, one) for number, one in enumerate(filed_versions(case), start=1)
    ]


def chosen_version(every: list[Version], asked: str) -> Version:
    """The version of that number, else the latest."""
    return next((one for one in every if str(one.number) == asked), every[-1])


@login_required
@require_safe
def case_differences_page(request: HttpRequest, number: str) -> HttpResponse:
    """What a version says otherwise than the one before it, or than the case before."""
    found = case_or_404(request, number)
    pairs = version_pairs(found)
    asked = request.GET.get("with", "")
    pair = next((one for one in pairs if one.key == asked), next(iter(pairs), None))
    context = {"case": found, "pairs": pairs, "pair": pair}
    if pair:
        differences = compare_contents(
            pair.before.content or {}, pair.now.content or {}
        )
        rows = Paginator(changed_rows(differences), ROWS_ON_A_PAGE)
        context["differences"] = differences
        context["rows"] = rows.get_page(request.GET.get("page"))
    return render(request, "dossiers/case_page/differences.html", context)


def version_pairs(case: Case) -> list[VersionPair]:
    """What can be compared: the newest version first, the case before it last."""
    every = numbered_versions(case)
    found = [
        VersionPair(
            str(now.number),
            _("What changed in version %(number)d") % {"number": now.number},
            *(before.application, now.application, before.name, now.name),
        )
        for before, now in reversed(list(pairwise(every)))
    ]
    if earlier := previous_case(case):
        found.append(
            VersionPair(
                EARLIER_CASE,
                _("compared with %(case)s") % {"case": earlier.label},
                *(
                    latest_version(earlier),
                    every[-1].application,
                    earlier.label,
                    case.label,
                ),
            )
        )
    return found


def previous_case(case: Case) -> Case | None:
    """The case before this one in its dossier; None for the first."""
    # 0 is the first filing of a dossier, None an administrative one.
    if not case.follow_number:
        return None
    earlier = Case.objects.filter(
        dossier=case.dossier_id, follow_number__lt=case.follow_number
    )
    return earlier.select_related("application").order_by("-follow_number").first()
