"""What if one files on a day: every date with its ground, and counted back."""

from datetime import date
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from procedures.counting.calendar import ONE_DAY
from procedures.counting.clock import reckon
from procedures.counting.terms import Facts
from procedures.explaining import ledger_page
from procedures.explaining.outcomes import outcomes
from procedures.law_rows import law
from procedures.law_rows.law import Law
from procedures.law_rows.planning import latest_filing, row_for
from procedures.models import Procedure, amsterdam_today
from procedures.picture.term import picture
from procedures.what_if.what_if_form import WhatIfForm


class Backwards(NamedTuple):
    """By when to file for a wished day; None where no day is early enough.

    `leads_to` is the query that supposes a filing on that day.
    """

    start_on: date
    still_days: int
    file_by: date | None
    is_past: bool
    leads_to: str


@require_safe
def what_if(request: HttpRequest, key: str) -> HttpResponse:
    """The dates of a filing that is only supposed; all facts stand in the address."""
    today, books = amsterdam_today(), law.current()
    typed = {"received": today.isoformat(), **request.GET.dict()}
    procedure = row_for(books, key, _day(typed["received"]) or today)
    if procedure is None:
        raise Http404(f"There is no procedure {key}.")
    form = WhatIfForm(typed, procedure=procedure, books=books)
    context = {"form": form, "today": today}
    if form.is_valid() and form.facts:
        context |= supposed(form.procedure, form.facts, books, today)
        context["backwards"] = backwards(form, today)
    context["procedure"] = form.procedure
    return render(request, "procedures/what_if.html", context)


def supposed(procedure: Procedure, facts: Facts, books: Law, today: date) -> dict:
    """What the page says of supposed facts: dates, picture and ledger.

    An open question in days to come is told as if it were answered the day after.
    """
    unanswered = [each.asked for each in facts.requests if each.answered is None]
    on = max([today, *(asked + ONE_DAY for asked in unanswered)])
    reckoning = reckon(books.rule(procedure), facts, books.calendar, on)
    return {
        "outcomes": outcomes(procedure, reckoning, on),
        "picture": picture(reckoning, today=today, supposed_on=on),
        "ledger": ledger_page.rows(reckoning, books.calendar),
        "ledger_year": ledger_page.only_year(reckoning),
    }


def backwards(form: WhatIfForm, today: date) -> Backwards | None:
    """By when to file for the wished day; None when none was given."""
    said = form.cleaned_data
    start_on = said.get("start_on")
    if start_on is None:
        return None
    still = said.get("still_days") or 0
    found = latest_filing(
        form.books,
        form.procedure.key,
        start_on,
        suspended_days=still,
        extension_days=said.get("extension_days") or 0,
    )
    query = QueryDict(mutable=True)
    if found:
        query.update({"received": found.isoformat(), "start_on": start_on.isoformat()})
    is_past = found is not None and found < today
    return Backwards(start_on, still, found, is_past, query.urlencode())


def _day(typed: str) -> date | None:
    """The day that was typed, if it is one."""
    try:
        return forms.DateField(required=False).clean(typed)
    except ValidationError:
        return None
