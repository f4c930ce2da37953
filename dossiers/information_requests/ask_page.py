"""The page on which Bureau GGO asks for further information, in two steps.

First the questions are written, then one looks at what the letter asks and what it does
to the dates. Nothing is stored before it is sent; all that was typed goes along.
"""

from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.requests import signed_in_user
from dossiers.cases.act_definition import open_acts, rule_of
from dossiers.cases.page_access import (
    case_or_404,
    forbidden_act_page,
    redirect_too_late,
    refusal_text,
)
from dossiers.cases.standing_still import cases_standing_still_with
from dossiers.cases.transitions import roles_of
from dossiers.errors import NotAllowed
from dossiers.information_requests.acts import ASK
from dossiers.information_requests.ask_forms import (
    MAX_QUESTIONS,
    RequestForm,
    RequestQuestionForm,
    place_choices,
)
from dossiers.information_requests.asking import request_information
from dossiers.information_requests.missed_answers import missed_answer_grounds
from dossiers.information_requests.preview_dates import (
    can_suspend_term,
    date_changes_by_request,
)
from dossiers.information_requests.question_places import place_in_words
from dossiers.models import Case
from dossiers.states import Role
from procedures.models import amsterdam_today

QUESTION_FIELDS = ("place", "text")
VOID_REQUEST = _(
    "The term of this case is over, so a request would be void: nothing was sent."
)


class SubmittedRequest(NamedTuple):
    """The form as it was sent: what stands above the questions, and each of them."""

    form: RequestForm
    questions: list[RequestQuestionForm]

    @property
    def is_valid(self) -> bool:
        """Can it be sent? Every form is checked, so that all errors show at once."""
        # A list and no generator: `all` would stop at the first form with a fault.
        checked = [each.is_valid() for each in (self.form, *self.questions)]
        return all(checked)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_information_page(request: HttpRequest, number: str) -> HttpResponse:
    """Write the questions, look at what they do to the dates, send them."""
    case = case_or_404(request, number)
    viewer_roles = roles_of(Actor(signed_in_user(request)), case)
    if not viewer_roles & rule_of(ASK).by:
        return forbidden_act_page(request, case, ASK, viewer_roles)
    if case.kind not in rule_of(ASK).on:
        raise Http404(number)
    if request.method != "POST":
        return _begin_request(request, case, viewer_roles)
    step = request.POST.get("step", "")
    # Before anything is checked: half-written questions are no fault while the list is
    # edited.
    if step.startswith(("add", "remove-", "back")):
        return _render_request_form(
            request, case, _edited_request(case, request.POST, step)
        )
    return _preview_or_send(request, case, is_sent=step == "send")


def _begin_request(
    request: HttpRequest, case: Case, viewer_roles: set[Role]
) -> HttpResponse:
    """An empty form, or back to the case with the reason why nothing can be asked."""
    if ASK not in open_acts(case.state, viewer_roles, case.kind):
        return redirect_too_late(request, case)
    return _render_request_form(
        request,
        case,
        SubmittedRequest(_request_form(case), _blank_question_forms(case, [{}])),
    )


def _preview_or_send(
    request: HttpRequest, case: Case, *, is_sent: bool
) -> HttpResponse:
    """Back to the form with every error; else the preview, or the request itself."""
    typed = _submitted_request(case, request.POST)
    if not typed.is_valid:
        return _render_request_form(request, case, typed)
    # Told at the preview already, and not after the work of writing when it is sent.
    if not can_suspend_term(case, on=amsterdam_today()):
        typed.form.add_error(None, VOID_REQUEST)
        return _render_request_form(request, case, typed, status=409)
    return (
        _send_request(request, case, typed)
        if is_sent
        else _render_request_preview(request, case, typed)
    )


def _send_request(
    request: HttpRequest, case: Case, typed: SubmittedRequest
) -> HttpResponse:
    """Send it; when the door refuses, show why above the form, with what was typed."""
    try:
        request_information(
            case,
            **typed.form.cleaned_data,
            questions=[question.requested_question for question in typed.questions],
            by=Actor(signed_in_user(request)),
            at=timezone.now(),
        )
    except NotAllowed as refusal:
        typed.form.add_error(None, refusal_text(request, refusal))
        return _render_request_form(request, case, typed, status=409)
    messages.success(
        request, gettext("The request is recorded. The letter is being made and sent.")
    )
    return redirect("case", case.number)


def _render_request_form(
    request: HttpRequest, case: Case, typed: SubmittedRequest, *, status: int = 200
) -> HttpResponse:
    """The form, and whether the term is over, so that asking would be void."""
    context = {
        "case": case,
        "form": typed.form,
        "questions": typed.questions,
        "has_errors": any(each.errors for each in (typed.form, *typed.questions)),
        "may_add": len(typed.questions) < MAX_QUESTIONS,
        "is_void": not can_suspend_term(case, on=amsterdam_today()),
    }
    return render(
        request, "dossiers/information_requests/ask.html", context, status=status
    )


def _render_request_preview(
    request: HttpRequest, case: Case, typed: SubmittedRequest
) -> HttpResponse:
    """What will be asked, and what it does to the dates of this and a coupled case."""
    today, day = amsterdam_today(), typed.form.cleaned_data["answer_by"]
    context = {
        "case": case,
        "form": typed.form,
        "questions": [
            _question_in_letter(case, question) for question in typed.questions
        ],
        "answer_by": day,
        "tomorrow": today + timedelta(days=1),
        "moved": date_changes_by_request(
            [case, *cases_standing_still_with(case)],
            asked=today,
            answer_by=day,
            tomorrow=today + timedelta(days=1),
        ),
        "runs_on_from": case.procedure.runs_on_from(day),
        "unanswered": missed_answer_grounds(case, on=today),
        "hidden": _hidden_fields(request.POST, case),
    }
    return render(request, "dossiers/information_requests/ask_preview.html", context)


def _question_in_letter(case: Case, question: RequestQuestionForm) -> dict[str, Any]:
    """A question as the letter has it: `place` in words, and `text`."""
    asked = question.requested_question
    place = place_in_words(case.application, asked.section, asked.field)
    return {"place": place or gettext("your filing as a whole"), "text": asked.text}


def _hidden_fields(typed: QueryDict, case: Case) -> list[tuple[str, str]]:
    """All that was typed, to send along; and the case as it is looked at now."""
    names = ["opening", "answer_by", "count"]
    names += [
        f"{n}-{name}" for n in range(_question_count(typed)) for name in QUESTION_FIELDS
    ]
    # The head of the chain stands for all that happened in the case until now.
    return [*((name, typed.get(name, "")) for name in names), ("seen", case.head)]


def _request_form(
    case: Case, data: dict[str, Any] | None = None, **how: Any
) -> RequestForm:
    return RequestForm(data, case=case, today=amsterdam_today(), **how)


def _submitted_request(case: Case, typed: QueryDict) -> SubmittedRequest:
    """What was sent, to be checked."""
    choices = place_choices(case)
    return SubmittedRequest(
        _request_form(case, typed),
        [
            RequestQuestionForm(typed, prefix=str(n), places=choices)
            for n in range(_question_count(typed))
        ],
    )


def _edited_request(case: Case, typed: QueryDict, step: str) -> SubmittedRequest:
    """The form with a question more or less, or as it was, with all that was typed."""
    asked = [
        {name: typed.get(f"{n}-{name}", "") for name in QUESTION_FIELDS}
        for n in range(_question_count(typed))
    ]
    # A bound on what one POST can make the page build.
    if step == "add" and len(asked) < MAX_QUESTIONS:
        asked.append({})
    verb, _dash, which = step.partition("-")
    if verb == "remove" and which.isdecimal() and len(asked) > 1:
        asked = [one for n, one in enumerate(asked) if str(n) != which]
    above = {name: typed.get(name, "") for name in ("opening", "answer_by")}
    return SubmittedRequest(
        _request_form(case, initial=above), _blank_question_forms(case, asked)
    )


def _blank_question_forms(
    case: Case, asked: list[dict[str, Any]]
) -> list[RequestQuestionForm]:
    """Questions that are not checked yet."""
    choices = place_choices(case)
    return [
        RequestQuestionForm(prefix=str(n), places=choices, initial=one)
        for n, one in enumerate(asked)
    ]


def _question_count(typed: QueryDict) -> int:
    """How many questions the form has; at least one, whatever was sent."""
    sent = typed.get("count", "")
    return (
        min(max(int(sent), 1), MAX_QUESTIONS)
        if sent.isdecimal() and len(sent) < 4
        else 1
    )
