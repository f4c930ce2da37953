"""The lists: a lab's own cases, and Bureau GGO's worklist."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.keyfacts import BADGES
from dossiers.models import Case
from dossiers.searching import found_by
from dossiers.states import OPEN, State
from dossiers.views.finding import reader
from dossiers.worklist import (
    FILTERS,
    Cursor,
    Question,
    TimeLeft,
    chips,
    late,
    page,
    time_left,
)
from procedures.legal_day import legal_day

PAGE = 30


class Row(NamedTuple):
    """A case with the style of its status and, while it is open, how long there is."""

    case: Case
    badge: str
    left: TimeLeft | None


def rows(cases: Iterable[Case], today: date) -> list[Row]:
    """What a list shows of each case."""
    return [
        Row(
            case,
            BADGES[State(case.state)],
            time_left(case, today) if case.state in OPEN else None,
        )
        for case in cases
    ]


@login_required
@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """What is due first, for Bureau GGO alone."""
    if not reader(request).is_bureau:
        raise Http404
    today = legal_day(timezone.now())
    question = _question(request, today)
    found = page(question)
    context = {
        "rows": rows(found.cases, today),
        "chips": chips(reader(request), today, question.chip),
        "late": late(today),
        "next_url": _next_url(request, after=found.next),
        "states": [state for state in State if state in OPEN],
        "question": question,
    }
    return render(request, "dossiers/worklist.html", context)


def _question(request: HttpRequest, today: date) -> Question:
    """The address as a question; what makes no sense in it is left out."""
    asked = request.GET
    chip, state = asked.get("filter", "all"), asked.get("state", "")
    return Question(
        user=reader(request),
        today=today,
        chip=chip if chip in FILTERS else "all",
        state=state if state in OPEN else "",
        words=_words(request),
        after=Cursor.read(asked.get("after", "")),
    )


def _words(request: HttpRequest) -> str:
    """What is searched for; a NUL would be refused by the database."""
    return request.GET.get("q", "").replace("\0", "").strip()[:100]


def _next_url(request: HttpRequest, **changes) -> str:
    """This address with other parameters; empty when there is no next page."""
    if not all(changes.values()):
        return ""
    parameters = request.GET.copy()
    for name, value in changes.items():
        parameters[name] = str(value)
    return f"?{parameters.urlencode()}"


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of one's own organisations, the newest first; all for Bureau GGO."""
    today = legal_day(timezone.now())
    state, words = request.GET.get("state", ""), _words(request)
    state = state if state in State.values else ""
    found = _cases(request, state, words)
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    context = {
        "rows": rows(found[:PAGE], today),
        "next_url": _next_url(request, before=more),
        "is_first_page": "before" not in request.GET,
        "states": State,
        "state": state,
        "words": words,
    }
    return render(request, "dossiers/cases.html", context)


def _cases(request: HttpRequest, state: str, words: str) -> list[Case]:
    """One page and one case more, so that we know whether there is a next page."""
    found = Case.objects.visible_to(reader(request)).select_related(
        "organisation", "dossier", "procedure", "follow_up", "handler"
    )
    if state:
        found = found.filter(state=state)
    if words:
        found = found.filter(found_by(words))
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    return list(found.order_by("-pk")[: PAGE + 1])
