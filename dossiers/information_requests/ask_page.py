"""The page on which Bureau GGO asks for further information, in two steps.

First the questions are written, then one looks at what the letter asks and what it does
to the dates. Nothing is stored before it is sent; all that was typed goes along.
"""

from datetime import timedelta
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from dossiers.cases.combination import coupled_open
from dossiers.cases.page_access import case_or_404, reader
from dossiers.cases.refusals import for_another, reason, too_late
from dossiers.cases.transitions import roles
from dossiers.errors import NotAllowed
from dossiers.information_requests.ask_forms import (
    MOST,
    QuestionForm,
    RequestForm,
    places,
)
from dossiers.information_requests.asking import ask
from dossiers.information_requests.missed_answers import unanswered
from dossiers.information_requests.preview_dates import has_effect, moved
from dossiers.information_requests.question_places import place_in_words
from dossiers.models import Case
from dossiers.states import RULES, Act, open_acts
from procedures.counting.legal_day import legal_day

FIELDS = ("place", "text")
VOID = _("The term of this case is over, so a request would be void: nothing was sent.")


class Typed(NamedTuple):
    """The form as it was sent: what stands above the questions, and each of them."""

    form: RequestForm
    questions: list[QuestionForm]

    @property
    def is_valid(self) -> bool:
        """Can it be sent? Every form is checked, so that all errors show at once."""
        checked = [each.is_valid() for each in (self.form, *self.questions)]
        return all(checked)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_information(request: HttpRequest, number: str) -> HttpResponse:
    """Write the questions, look at what they do to the dates, send them."""
    case = case_or_404(request, number)
    held = roles(Actor(reader(request)), case)
    if not held & RULES[Act.ASK].by:
        return for_another(request, case, Act.ASK, held)
    if case.kind not in RULES[Act.ASK].on:
        raise Http404(number)
    if request.method != "POST":
        return _begun(request, case, held)
    step = request.POST.get("step", "")
    if step.startswith(("add", "remove-", "back")):
        return _shown(request, case, _rewritten(case, request.POST, step))
    return _checked(request, case, is_sent=step == "send")


def _begun(request: HttpRequest, case: Case, held: set) -> HttpResponse:
    """An empty form, or back to the case with the reason why nothing can be asked."""
    if Act.ASK not in open_acts(case.state, held, case.kind):
        return too_late(request, case)
    return _shown(request, case, Typed(_form(case), _empty(case, [{}])))


def _checked(request: HttpRequest, case: Case, *, is_sent: bool) -> HttpResponse:
    """Back to the form with every error; else the preview, or the request itself."""
    typed = _bound(case, request.POST)
    if not typed.is_valid:
        return _shown(request, case, typed)
    if not has_effect(case, on=_today()):
        typed.form.add_error(None, VOID)
        return _shown(request, case, typed, status=409)
    return _sent(request, case, typed) if is_sent else _previewed(request, case, typed)


def _sent(request: HttpRequest, case: Case, typed: Typed) -> HttpResponse:
    """Send it; when the door refuses, show why above the form, with what was typed."""
    try:
        ask(
            case,
            **typed.form.cleaned_data,
            questions=[question.asked for question in typed.questions],
            by=Actor(reader(request)),
            at=timezone.now(),
        )
    except NotAllowed as refusal:
        typed.form.add_error(None, reason(request, refusal))
        return _shown(request, case, typed, status=409)
    messages.success(
        request, gettext("The request is recorded. The letter is being made and sent.")
    )
    return redirect("case", case.number)


def _shown(
    request: HttpRequest, case: Case, typed: Typed, *, status: int = 200
) -> HttpResponse:
    """The form."""
    context = {
        "case": case,
        "form": typed.form,
        "questions": typed.questions,
        "has_errors": any(each.errors for each in (typed.form, *typed.questions)),
        "may_add": len(typed.questions) < MOST,
        "is_void": not has_effect(case, on=_today()),
    }
    return render(
        request, "dossiers/information_requests/ask.html", context, status=status
    )


def _previewed(request: HttpRequest, case: Case, typed: Typed) -> HttpResponse:
    """What will be asked, and what it does to the dates of this and a coupled case."""
    today, day = _today(), typed.form.cleaned_data["answer_by"]
    context = {
        "case": case,
        "form": typed.form,
        "questions": [_read(case, question) for question in typed.questions],
        "answer_by": day,
        "tomorrow": today + timedelta(days=1),
        "moved": moved(
            [case, *coupled_open(case)],
            asked=today,
            answer_by=day,
            tomorrow=today + timedelta(days=1),
        ),
        "unanswered": unanswered(case, on=today),
        "hidden": _hidden(request.POST, case),
    }
    return render(request, "dossiers/information_requests/ask_preview.html", context)


def _read(case: Case, question: QuestionForm) -> dict:
    """A question as the letter has it."""
    asked = question.asked
    place = place_in_words(case.application, asked.section, asked.field)
    return {"place": place or gettext("your filing as a whole"), "text": asked.text}


def _hidden(typed: QueryDict, case: Case) -> list[tuple[str, str]]:
    """All that was typed, to send along; and the case as it is looked at now."""
    names = ["opening", "answer_by", "count"]
    names += [f"{n}-{name}" for n in range(_count(typed)) for name in FIELDS]
    return [*((name, typed.get(name, "")) for name in names), ("seen", case.head)]


def _form(case: Case, data: dict | None = None, **how) -> RequestForm:
    return RequestForm(data, case=case, today=_today(), **how)


def _bound(case: Case, typed: QueryDict) -> Typed:
    """What was sent, to be checked."""
    choices = places(case)
    return Typed(
        _form(case, typed),
        [
            QuestionForm(typed, prefix=str(n), places=choices)
            for n in range(_count(typed))
        ],
    )


def _rewritten(case: Case, typed: QueryDict, step: str) -> Typed:
    """The form with a question more or less, or as it was, with all that was typed."""
    asked = [
        {name: typed.get(f"{n}-{name}", "") for name in FIELDS}
        for n in range(_count(typed))
    ]
    if step == "add" and len(asked) < MOST:
        asked.append({})
    verb, _dash, which = step.partition("-")
    if verb == "remove" and which.isdecimal() and len(asked) > 1:
        asked = [one for n, one in enumerate(asked) if str(n) != which]
    above = {name: typed.get(name, "") for name in ("opening", "answer_by")}
    return Typed(_form(case, initial=above), _empty(case, asked))


def _empty(case: Case, asked: list[dict]) -> list[QuestionForm]:
    """Questions that are not checked yet."""
    choices = places(case)
    return [
        QuestionForm(prefix=str(n), places=choices, initial=one)
        for n, one in enumerate(asked)
    ]


def _count(typed: QueryDict) -> int:
    """How many questions the form has; at least one, whatever was sent."""
    sent = typed.get("count", "")
    return min(max(int(sent), 1), MOST) if sent.isdecimal() and len(sent) < 4 else 1


def _today():
    return legal_day(timezone.now())
