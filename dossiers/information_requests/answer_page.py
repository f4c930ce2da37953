"""Answering a request in place: in words, and in the form itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.requests import signed_in_user
from applications.access.page_access import signed_in, typed_before_sign_in
from applications.text_input.untouched import prints_of, with_theirs
from dossiers.cases.act_definition import open_acts
from dossiers.cases.page_access import case_or_404, refusal_text
from dossiers.cases.side_by_side import LastSave, submitted_version, text_conflict
from dossiers.cases.timeline import last_act_sentence
from dossiers.cases.transitions import roles_of
from dossiers.errors import NotAllowed, StaleText, Unanswered
from dossiers.information_requests.acts import ANSWER
from dossiers.information_requests.answer_forms import AnswerForm
from dossiers.information_requests.answer_tasks import (
    answer_task,
    answerable_requests,
    other_open_requests,
)
from dossiers.information_requests.answering import (
    changed_since_asked,
    file_answer,
    is_answered_in_form,
    save_answer_drafts,
)
from dossiers.information_requests.asking import dates_if_answered
from dossiers.information_requests.preview_dates import DATE_LABELS
from dossiers.information_requests.question_places import place_in_words
from dossiers.information_requests.supplements_page import (
    NOT_READY,
    begin_case_supplement,
    supplement_status,
    why_not_ready,
)
from dossiers.models import Case, InformationRequest
from dossiers.states import Act, Role
from procedures.models import amsterdam_today

CHANGE = "change"
"""What a button says that leads into the form; with the key of a question after it."""


def own_case_or_404(request: HttpRequest, number: str) -> Case:
    """A case of one's own lab; 404 for everybody else."""
    case = case_or_404(request, number)
    if Role.APPLICANT not in roles_of(Actor(signed_in_user(request)), case):
        raise Http404(number)
    return case


def is_open_to_applicant(case: Case, act: Act) -> bool:
    """Does the table open the act for the applicant now?"""
    return act in open_acts(case.state, {Role.APPLICANT}, case.kind)


@require_safe
@signed_in
def answer_case_redirect(request: HttpRequest, number: str) -> HttpResponse:
    """To the request of a case that is due first."""
    case = own_case_or_404(request, number)
    first = answerable_requests(case).first()
    if first is None:
        return _nothing_to_answer(request, case)
    return redirect("answer-request", case.number, first.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer_request_page(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What is asked, each question with its answer and its place in the form."""
    case = own_case_or_404(request, number)
    asked = get_object_or_404(case.information_requests.all(), pk=pk)
    if request.method == "POST":
        return _keep_or_file(request, asked)
    # Only for a look: a POST is refused by the act, so that what was typed stays on the
    # page.
    if not (asked.is_open and is_open_to_applicant(case, ANSWER)):
        return _nothing_to_answer(request, case)
    typed = typed_before_sign_in(request)
    typed_values = (
        {name: values[0] for name, values in typed.items()} if typed else None
    )
    form = answer_form_of(asked, initial=typed_values)
    if typed_values is None:
        return _render_request(request, asked, form)
    return _render_request(
        request,
        asked,
        form,
        was_signed_out=True,
        version=typed_values.get("version", ""),
        begun=typed_values.get("begun", ""),
    )


def answer_form_of(asked: InformationRequest, *args: Any, **kwargs: Any) -> AnswerForm:
    """The form of a request; what a change in the form answers needs no words."""
    changed = changed_since_asked(asked)
    questions = asked.questions.all()
    done = {one.pk for one in questions if is_answered_in_form(changed, one)}
    return AnswerForm(*args, request=asked, in_form=done, **kwargs)


def _nothing_to_answer(request: HttpRequest, case: Case) -> HttpResponse:
    """Nothing to answer any more: say so on the page of the case."""
    event = case.events.last()
    first = last_act_sentence(event, to_bureau=False)
    messages.info(request, f"{_('There is nothing to answer now.')} {first}")
    return redirect("case", case.number)


class TypedValues(TypedDict):
    """What stands in the form: answers by the key of their question."""

    answers: Mapping[int, str]
    remark: str
    version: int | None


def _keep_or_file(request: HttpRequest, asked: InformationRequest) -> HttpResponse:
    """Keep what was typed, and do what the button says; refused, say why above it."""
    form = answer_form_of(asked, request.POST)
    try:
        return _do_with_answers(request, asked, form)
    except StaleText:
        return _render_both_answers(request, asked)
    except (Unanswered, NotAllowed, *NOT_READY) as refusal:
        return _render_refused_answers(request, asked, form, refusal)


def _do_with_answers(
    request: HttpRequest, asked: InformationRequest, form: AnswerForm
) -> HttpResponse:
    """Save and stay, go into the form, or file. Raises as `file_answer` does."""
    then_do, by = request.POST.get("then", "file"), Actor(signed_in_user(request))
    typed_values: TypedValues = {
        "answers": form.typed_answers(),
        "remark": request.POST.get("remark", ""),
        "version": submitted_version(request),
    }
    now = timezone.now()
    # First of all, and in a transaction of its own: whatever is refused below, the
    # words are kept.
    save_answer_drafts(asked, **typed_values, by=by, at=now)
    if then_do.startswith(CHANGE):
        return _question_redirect(request, asked, then_do.removeprefix(f"{CHANGE}-"))
    if then_do == "save":
        messages.success(request, _("Saved. Bureau GGO sees nothing of it yet."))
        return redirect("answer-request", asked.case.number, asked.pk)
    if not form.is_valid():
        return _render_request(request, asked, form, status=400)
    file_answer(asked, **typed_values, by=by, at=now)
    messages.success(request, _filed_message(asked.case))
    return redirect("case", asked.case.number)


def _render_refused_answers(
    request: HttpRequest,
    asked: InformationRequest,
    form: AnswerForm,
    refusal: Exception,
) -> HttpResponse:
    """Why it was not filed, above what was typed: 409 where somebody was first."""
    form.is_valid()  # only a form that was checked takes errors
    if isinstance(refusal, Unanswered):
        form.add_unanswered_errors(refusal.questions)
    elif isinstance(refusal, NotAllowed):
        form.add_error(None, refusal_text(request, refusal))
        return _render_request(request, asked, form, status=409)
    else:
        form.add_error(None, why_not_ready(refusal))
    return _render_request(request, asked, form, status=400)


def _render_both_answers(
    request: HttpRequest, asked: InformationRequest
) -> HttpResponse:
    """What was typed beside what another window saved meanwhile.

    What was not changed here is what that other window made of it.
    """
    # After the refusal, so it holds what the other window saved.
    theirs = answer_form_of(asked).initial
    mine = {name: request.POST.get(name, "") for name in theirs}
    kept = with_theirs(mine, theirs, begun=request.POST.get("begun"))
    form = answer_form_of(asked, initial=kept)
    saved = LastSave(asked.draft_saved_by, asked.draft_saved_at or timezone.now())
    texts = [(str(form[name].label), kept[name], theirs[name]) for name in form.fields]
    is_own = asked.draft_saved_by == Actor(signed_in_user(request)).name
    conflict = text_conflict(saved, texts, is_own=is_own)
    return _render_request(request, asked, form, status=409, conflict=conflict)


def _filed_message(case: Case) -> str:
    """That it arrived, and whether the clock runs."""
    if case.information_requests.open().exists():
        return _(
            "Your answer was filed. Another request is still open, so the clock still "
            "stands still."
        )
    return _(
        "Your answer was filed, and the clock runs on. The proof of receipt comes by "
        "e-mail and stands under Documents."
    )


def _question_redirect(
    request: HttpRequest, asked: InformationRequest, key: str
) -> HttpResponse:
    """The part of the form that a question is about, in the supplement."""
    question = next((q for q in asked.questions.all() if str(q.pk) == key), None)
    section, field = (question.section, question.field) if question else ("", "")
    return begin_case_supplement(request, asked.case, section, field)


def _render_request(
    request: HttpRequest,
    asked: InformationRequest,
    form: AnswerForm,
    *,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    """The page of a request with the form, the supplement and what happens next."""
    case, today = asked.case, amsterdam_today()
    context = {
        "case": case,
        "asked": asked,
        "task": answer_task(asked, today=today),
        "form": form,
        "rows": _question_rows(asked, form),
        "prepared": supplement_status(case),
        "then": dates_if_answered_today(case, today),
        "others": other_open_requests(asked).exists(),
        "version": asked.draft_version,
        "begun": prints_of(answer_form_of(asked).initial),
    }
    return render(
        request,
        "dossiers/information_requests/answer.html",
        context | extra,
        status=status,
    )


def _question_rows(asked: InformationRequest, form: AnswerForm) -> list[dict[str, Any]]:
    """Each question with its place and its field, and whether the form answers it."""
    filing = asked.application
    return [
        {
            "question": question,
            "field": field,
            "place": place_in_words(filing, question.section, question.field),
            "is_changed": not field.field.required,
        }
        for question, field in form.rows()
    ]


def dates_if_answered_today(case: Case, today: date) -> list[dict[str, Any]]:
    """The dates as they become when all that is asked is answered today."""
    return [
        {
            "label": DATE_LABELS[one.date],
            "day": one.day,
            "case": "" if one.case == case.label else one.case,
        }
        for one in dates_if_answered(case, on=today)
    ]
