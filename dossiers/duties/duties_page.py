"""The pages of a lab's duties: all its dossiers, one dossier, the lists as CSV."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.requests import signed_in_user
from applications.spreadsheets import csv_lines
from dossiers.duties.dossier_duties import cases_with_duties, duties_of
from dossiers.duties.duty_lists import LISTS
from dossiers.duties.recording import record_duty
from dossiers.models import Dossier, DutyKind
from procedures.counting.duties import (
    APPLY_GROUNDS,
    INCIDENT_GROUNDS,
    KEEP_GROUNDS,
    LIST_GROUNDS,
    REVIEW_GROUNDS,
)
from procedures.day_field import DayField
from procedures.models import amsterdam_today

View = Callable[..., HttpResponseBase]

PAGE = 30
GROUNDS = {
    "review_grounds": REVIEW_GROUNDS,
    "apply_grounds": APPLY_GROUNDS,
    "incident_grounds": INCIDENT_GROUNDS,
    "keep_grounds": KEEP_GROUNDS,
    "list_grounds": LIST_GROUNDS,
}


class DutyForm(forms.Form):
    """What was done, and on which day."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("What do you record?"),
        choices=DutyKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you record.")},
    )
    on = DayField(
        label=_("On which day?"),
        help_text=_("The day of the review, or the date of the report."),
        error_messages={
            "required": _("Give the day."),
            "invalid": _("Give a date, such as 24-12-2026."),
        },
    )
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_on(self) -> date:
        """What is recorded has been done."""
        day: date = self.cleaned_data["on"]
        if day > amsterdam_today():
            raise forms.ValidationError(gettext("Give a day that is not after today."))
        return day


def for_labs(view: View) -> View:
    """Only who belongs to a lab has duties; for others there is no such page."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if signed_in_user(request).is_bureau:
            raise Http404
        return view(request, **kwargs)

    return guarded


@for_labs
@require_safe
def duties_overview(request: HttpRequest) -> HttpResponse:
    """All dossiers of one's labs with the day of the next review, and the lists."""
    pages = Paginator(cases_with_duties(signed_in_user(request)), PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "rows": duties_of(page.object_list, amsterdam_today()),
        "page": page,
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
        "first_url": "?" if page.has_previous() else "",
        **GROUNDS,
    }
    return render(request, "dossiers/duties/duties.html", context)


@for_labs
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_duties_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be done in one dossier, what was recorded, and a form to record."""
    user, today = signed_in_user(request), amsterdam_today()
    case = get_object_or_404(cases_with_duties(user), dossier=pk)
    # An administrative case alone has no dossier, and has no duties either.
    dossier = cast(Dossier, case.dossier)
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"kind": DutyKind(form.cleaned_data["kind"])}
        record_duty(dossier, **values, by=Actor(user), at=timezone.now())
        messages.success(request, gettext("Recorded. The days below follow from it."))
        return redirect("dossier-duties", pk)
    context = {
        "case": case,
        "duties": duties_of([case], today)[0],
        "records": dossier.duty_records.all(),
        "form": form,
        "today": today,
        **GROUNDS,
    }
    status = 400 if form.is_bound else 200
    return render(request, "dossiers/duties/dossier.html", context, status=status)


@for_labs
@require_safe
def duty_list_file(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """A list of Regeling ggo 10 as CSV, from what the lab filed."""
    if kind not in LISTS:
        raise Http404(kind)
    lines = csv_lines(LISTS[kind](signed_in_user(request)))
    answer = StreamingHttpResponse(
        # Read whole: the language of the reader is gone while it streams.
        list(lines),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="ggo-{kind}.csv"'
    return answer
