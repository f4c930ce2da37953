"""The cases of one's own organisations; all of them for Bureau GGO."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import signed_in_user
from dossiers.cases.announcement import told_as, with_made_known
from dossiers.cases.search import cleaned_search, search_condition
from dossiers.information_requests.answer_tasks import applicant_tasks_context
from dossiers.models import Case
from dossiers.states import State
from dossiers.worklist.rows import case_rows
from procedures.models import amsterdam_today

PAGE = 30


@login_required
@require_safe
def case_list_page(request: HttpRequest) -> HttpResponse:
    """The cases of one's own organisations, the newest first; all for Bureau GGO."""
    today = amsterdam_today()
    state, words = (
        request.GET.get("state", ""),
        cleaned_search(request.GET.get("q", "")),
    )
    state = state if state in State.values else ""
    found = _cases(request, state, words)
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    context = {
        "rows": case_rows(
            found[:PAGE], today, is_mine=not signed_in_user(request).is_bureau
        ),
        "next_url": address_with(request, before=more),
        "is_first_page": "before" not in request.GET,
        "states": State,
        "state": state,
        "words": words,
        **applicant_tasks_context(signed_in_user(request), today=today),
    }
    return render(request, "dossiers/worklist/cases.html", context)


def _in_state(request: HttpRequest, state: State) -> Q:
    """In this state, for an applicant as far as he may know it (Awb 3:41)."""
    return Q(state=state) if signed_in_user(request).is_bureau else told_as([state])


def address_with(request: HttpRequest, **changes: Any) -> str:
    """This address with other parameters; empty when there is no next page."""
    if not all(changes.values()):
        return ""
    parameters = request.GET.copy()
    for name, value in changes.items():
        parameters[name] = str(value)
    return f"?{parameters.urlencode()}"


def _cases(request: HttpRequest, state: str, words: str) -> list[Case]:
    """One page and one case more, so that we know whether there is a next page."""
    found = (
        Case.objects.visible_to(signed_in_user(request))
        .select_related("organisation", "dossier", "procedure", "follow_up", "handler")
        .defer("search")
    )
    if not signed_in_user(request).is_bureau:
        # Only an applicant may know less than the row says; for Bureau GGO these would
        # be two queries for nothing.
        found = with_made_known(found)
    if state:
        found = found.filter(_in_state(request, State(state)))
    if words:
        found = found.filter(search_condition(words))
    before = request.GET.get("before", "")
    # What is no key of a row is no error: the list begins at its top.
    if before.isascii() and before.isdigit() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    return list(found.order_by("-pk")[: PAGE + 1])
