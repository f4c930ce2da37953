"""The public pages about the law: which procedures there are, how long they take."""

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from procedures.day_field import DayField
from procedures.models import ComingChange, Procedure, amsterdam_today

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TABLES = [
    ("I", _("Notifications: level I and II-k")),
    ("II", _("Permits: level II-v, III and IV")),
    ("III", _("Requests and special cases")),
]


class DayForm(forms.Form):
    """The day for which the law is shown."""

    on = DayField(
        label=_("In force on"),
        error_messages={
            "required": _("Give a date."),
            "invalid": _("Give a date, such as 24-12-2026."),
        },
    )


def procedure_list_page(request: HttpRequest) -> HttpResponse:
    """All rows in force on a day (`?on=`), by table, each with its term and ground."""
    today = amsterdam_today()
    # Unbound without `on`: a first visit is no mistake and gets no message.
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": today})
    # A day that cannot be read shows the law of today, with what is wrong above it.
    day = form.cleaned_data["on"] if form.is_valid() else today
    return render(
        request,
        "procedures/list.html",
        {
            "form": form,
            "day": day,
            "tables": _tables(day),
            "is_today": day == today,
            "coming": list(ComingChange.objects.on(today)),
        },
    )


def coming_page(request: HttpRequest) -> HttpResponse:
    """What was announced: what it changes, for whom, and from which day."""
    today = amsterdam_today()
    rows = list(Procedure.objects.on(today))
    changes = [
        (change, [row for row in rows if row.key in change.procedures])
        for change in ComingChange.objects.on(today)
    ]
    return render(request, "procedures/coming.html", {"changes": changes})


def _tables(day: date) -> "list[tuple[StrOrPromise, list[Procedure]]]":
    rows = list(Procedure.objects.on(day))
    by_table = [
        (title, [row for row in rows if row.table == table]) for table, title in TABLES
    ]
    return [(title, found) for title, found in by_table if found]
