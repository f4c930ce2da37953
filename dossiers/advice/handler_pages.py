"""Bureau GGO asks for advice, withdraws it, sends the link again, reads the PDF."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.actor import Actor
from accounts.requests import signed_in_user
from dossiers.advice.acts import ASK_ADVICE, REVOKE_ADVICE
from dossiers.advice.advice_forms import AdviceQuestionForm, AdviceWithdrawalForm
from dossiers.advice.advising import ask_advice, revoke_advice, send_link_again
from dossiers.cases.act_definition import open_acts, rule_of
from dossiers.cases.act_page import ActPage
from dossiers.cases.downloads import download_response
from dossiers.cases.page_access import case_or_404, redirect_too_late, refusal_text
from dossiers.cases.transitions import roles_of
from dossiers.errors import NotAllowed
from dossiers.models import Advice, Case, Event
from dossiers.states import Act
from procedures.models import amsterdam_today


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_advice_page(request: HttpRequest, number: str) -> HttpResponse:
    """Whom, what, and before when; our own last day stands beside it."""
    case = _case_to_ask_in(request, number)
    # A POST goes on to the act: its refusal says who was first, above what was typed.
    if request.method != "POST" and not _may_ask(request, case):
        return redirect_too_late(request, case)
    typed = request.POST if request.method == "POST" else None
    form = AdviceQuestionForm(typed, case=case, today=amsterdam_today())
    if typed is None or not form.is_valid():
        return _render_advice_question(
            request, case, form, status=400 if typed is not None else 200
        )
    try:
        ask_advice(
            case,
            **form.cleaned_data,
            by=Actor(signed_in_user(request)),
            at=timezone.now(),
        )
    except NotAllowed as refusal:
        form.add_error(None, refusal_text(request, refusal))
        return _render_advice_question(request, case, form, status=409)
    messages.success(request, _("The question is on its way, with a personal link."))
    return redirect("case", case.number)


@login_required
@require_POST
def advice_link_resending(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Send a new link; the earlier one is void from then on."""
    case = _case_to_ask_in(request, number)
    found = get_object_or_404(case.advices, pk=pk)
    # One object for both: the act locks the case and brings it up to date in memory.
    found.case = case
    try:
        send_link_again(found, by=Actor(signed_in_user(request)), at=timezone.now())
    except NotAllowed as refusal:
        messages.warning(request, refusal.message)
    else:
        text = _("A new link is on its way to %(name)s; the earlier one is void.")
        messages.success(request, text % {"name": found.name})
    return redirect("case", case.number)


@login_required
@require_safe
def given_advice_file(request: HttpRequest, number: str, pk: int) -> FileResponse:
    """The PDF of an advice that was given; for Bureau GGO alone."""
    case = case_or_404(request, number)
    if not signed_in_user(request).is_bureau:
        raise Http404(pk)
    # What an adviser has only saved is not for Bureau GGO yet.
    given = case.advices.filter(given_at__isnull=False).exclude(file="")
    found = get_object_or_404(given, pk=pk)
    return download_response(found.file, found.filename, "application/pdf")


def _case_to_ask_in(request: HttpRequest, number: str) -> Case:
    """A case on which advice may be asked, for who may ask; 404 for all others."""
    case = case_or_404(request, number)
    rule = rule_of(ASK_ADVICE)
    viewer_roles = roles_of(Actor(signed_in_user(request)), case)
    if not viewer_roles & rule.by or case.kind not in rule.on:
        raise Http404(number)
    return case


def _may_ask(request: HttpRequest, case: Case) -> bool:
    viewer_roles = roles_of(Actor(signed_in_user(request)), case)
    return ASK_ADVICE in open_acts(case.state, viewer_roles, case.kind)


def _render_advice_question(
    request: HttpRequest, case: Case, form: AdviceQuestionForm, *, status: int
) -> HttpResponse:
    context = {"case": case, "form": form}
    return render(request, "dossiers/advice/advice_ask.html", context, status=status)


def is_advice_awaited(case: Case) -> bool:
    """Is there a question that can be withdrawn?"""
    return case.advices.open().exists()


def withdraw_advice_question(
    case: Case, *, advice: Advice, by: Actor, at: datetime
) -> Event:
    """Withdraw the question that was chosen on the page of the act."""
    return revoke_advice(advice, by=by, at=at)


PAGES: dict[Act, ActPage] = {
    ASK_ADVICE: ActPage(button=gettext_lazy("Ask for advice"), route="ask-advice"),
    REVOKE_ADVICE: ActPage(
        button=gettext_lazy("Withdraw the question for advice"),
        lead=gettext_lazy(
            "The adviser’s link then says that the advice is no longer needed."
        ),
        do=withdraw_advice_question,
        done=gettext_lazy("The question for advice is withdrawn."),
        form=AdviceWithdrawalForm,
        is_apt=is_advice_awaited,
    ),
}
