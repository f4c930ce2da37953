"""What if one files on a day: every date with its ground, and counted back."""

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from procedures.counting.calendar import ONE_DAY
from procedures.counting.clock import reckon
from procedures.counting.terms import Facts, Reckoning
from procedures.explaining import ledger_page
from procedures.explaining.labels import decree_note
from procedures.explaining.outcomes import term_outcomes
from procedures.law_rows import law
from procedures.law_rows.law import Law
from procedures.law_rows.planning import latest_filing, row_to_show
from procedures.models import Procedure, amsterdam_today
from procedures.picture.term import draw_term
from procedures.what_if.what_if_form import WhatIfForm


class WishedStart(NamedTuple):
    """By when to file for a wished day; None where no day is early enough.

    `leads_to` is the query that supposes a filing on that day.
    """

    start_on: date
    still_days: int
    file_by: date | None
    is_past: bool
    leads_to: str


@require_safe
def what_if_page(request: HttpRequest, key: str) -> HttpResponse:
    """The dates of a filing that is only supposed; all facts stand in the address."""
    today, books = amsterdam_today(), law.current_law()
    # All in the address, so that a calculation can be sent to a colleague.
    typed = {"received": today.isoformat(), **request.GET.dict()}
    procedure = row_to_show(books, key, _day(typed["received"]) or today)
    if procedure is None:
        raise Http404(f"There is no procedure {key}.")
    form = WhatIfForm(typed, procedure=procedure, books=books)
    context = {"form": form, "today": today}
    if form.is_valid() and form.facts:
        context |= what_if_context(form.procedure, form.facts, books, today)
        context["backwards"] = wished_start(form, today)
    context["procedure"] = form.procedure
    context["coming"] = books.coming_on(today, form.procedure.key)
    return render(request, "procedures/what_if.html", context)


def what_if_context(
    procedure: Procedure, facts: Facts, books: Law, today: date
) -> dict[str, Any]:
    """What the page says of supposed facts: dates, picture and ledger.

    An open question in days to come is told as if it were answered the day after.
    """
    unanswered = [each.asked for each in facts.requests if each.answered is None]
    # A question in days to come would else end before it began.
    on = max([today, *(asked + ONE_DAY for asked in unanswered)])
    reckoning = reckon(books.rule(procedure), facts, books.calendar, on)
    return {
        "outcomes": term_outcomes(procedure, reckoning, on),
        "picture": draw_term(reckoning, today=today, supposed_on=on),
        "ledger": ledger_page.ledger_page_rows(reckoning, books.calendar),
        "may_move": decree_note(reckoning_days(reckoning), books.calendar),
        "ledger_year": ledger_page.single_year(reckoning),
    }


def reckoning_days(reckoning: Reckoning) -> list[date | None]:
    """The dates of a filing that free days can move."""
    return [
        reckoning.last_day,
        reckoning.second_last_day,
        reckoning.objection_until,
        reckoning.aim_on,
        reckoning.if_answered_today,
    ]


def wished_start(form: WhatIfForm, today: date) -> WishedStart | None:
    """By when to file for the wished day; None when none was given."""
    cleaned = form.cleaned_data
    start_on = cleaned.get("start_on")
    if start_on is None:
        return None
    still = cleaned.get("still_days") or 0
    latest = latest_filing(
        form.books,
        form.procedure.key,
        start_on,
        suspended_days=still,
        extension_days=cleaned.get("extension_days") or 0,
    )
    query = QueryDict(mutable=True)
    if latest:
        query.update({"received": latest.isoformat(), "start_on": start_on.isoformat()})
    is_past = latest is not None and latest < today
    return WishedStart(start_on, still, latest, is_past, query.urlencode())


def _day(typed: str) -> date | None:
    """The day that was typed, if it is one."""
    try:
        day: date | None = forms.DateField(required=False).clean(typed)
        return day
    except ValidationError:
        return None
