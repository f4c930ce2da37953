"""The home page, and the pages about the portal itself."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.requests import signed_in_user
from dossiers.information_requests.answer_tasks import applicant_tasks_context
from procedures.models import Procedure, amsterdam_today

# What somebody new to the law asks for first; the other rows are on their own page.
FIRST_ASKED = ["i-new", "iik-new", "iiv-new", "iii-new", "iv-new", "2.8", "atv"]


def home_page(request: HttpRequest) -> HttpResponse:
    """What the portal is for, and the first thing to do: what waits for the reader."""
    today = amsterdam_today()
    context = {"rows": _first_asked(today)}
    if request.user.is_authenticated:
        context |= applicant_tasks_context(signed_in_user(request), today=today)
    return render(request, "home.html", context)


def about_page(request: HttpRequest) -> HttpResponse:
    """Who runs the portal, on which law, and in whose hands data are."""
    return render(request, "about.html")


def accessibility_page(request: HttpRequest) -> HttpResponse:
    """What is done so that everybody can use the portal, and whom to tell if not."""
    return render(request, "accessibility.html")


def contact_page(request: HttpRequest) -> HttpResponse:
    """How to reach Bureau GGO."""
    return render(request, "contact.html")


def developers_page(request: HttpRequest) -> HttpResponse:
    """How a lab's own system files and follows cases."""
    return render(request, "developers.html")


def _first_asked(day: date) -> list[Procedure]:
    rows = Procedure.objects.on(day).filter(key__in=FIRST_ASKED)
    return sorted(rows, key=lambda row: FIRST_ASKED.index(row.key))
