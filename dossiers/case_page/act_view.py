"""The acts on a case, each on a page of its own."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.requests import signed_in_user
from dossiers.case_page.acts_and_panels import PAGES
from dossiers.cases.act_definition import open_acts, rule_of
from dossiers.cases.act_page import ActPage, ConfirmForm
from dossiers.cases.page_access import (
    case_or_404,
    forbidden_act_page,
    redirect_too_late,
    refusal_text,
)
from dossiers.cases.transitions import roles_of
from dossiers.errors import NotAllowed
from dossiers.models import Case
from dossiers.states import Act
from procedures.models import amsterdam_today

PRESET_PARAMETERS = ("request", "advice")
SEND, BACK = "send", "back"
"""The buttons below what an act will do to the dates."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_act_page(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Ask for confirmation, then do the act; who comes too late hears who was first."""
    case, page = case_or_404(request, number), _page_or_404(act)
    held = roles_of(Actor(signed_in_user(request)), case)
    if not held & rule_of(Act(act)).by:
        return forbidden_act_page(request, case, Act(act), held)
    # What this kind of case can never know is not there; what comes too early or too
    # late is explained instead.
    if case.kind not in rule_of(Act(act)).on:
        raise Http404(act)
    # Only a look is turned away here. A POST is refused by the door, under the lock, so
    # that the page can say who was first and keep what was typed.
    if request.method != "POST" and Act(act) not in open_acts(
        case.state, held, case.kind
    ):
        return redirect_too_late(request, case)
    today = amsterdam_today()
    is_back = request.POST.get("step") == BACK
    typed = request.POST if request.method == "POST" and not is_back else None
    # A link says which is meant, where there are several.
    meant = {
        name: request.GET[name] for name in PRESET_PARAMETERS if name in request.GET
    }
    meant |= request.POST.dict() if is_back else {}
    form = page.form(typed, case=case, today=today, held=held, initial=meant)
    if form.is_bound and form.is_valid():
        # The button of the form never does it: what it does to the dates is seen first.
        if page.ahead and request.POST.get("step") != SEND:
            return _render_act_preview(request, case, page, form)
        return _do_act(request, case, page, form)
    return _render_act_form(request, case, page, form)


def _page_or_404(act: str) -> ActPage:
    if act not in PAGES or PAGES[Act(act)].route:
        raise Http404(act)
    return PAGES[Act(act)]


def _do_act(
    request: HttpRequest, case: Case, page: ActPage, form: ConfirmForm
) -> HttpResponse:
    """Do it; when the door refuses, show why above the form, with what was typed."""
    do = cast(Callable[..., object], page.do)
    try:
        # Apart from the act: what somebody has opened is known to the session, and acts
        # know of no request.
        if page.require_seen:
            page.require_seen(request, case)
        do(
            case,
            **form.cleaned_data,
            by=Actor(signed_in_user(request)),
            at=timezone.now(),
        )
    except NotAllowed as refusal:
        form.add_error(None, refusal_text(request, refusal))
        return _render_act_form(request, case, page, form, status=409)
    messages.success(request, str(page.done))
    return redirect("case", case.number)


def _render_act_preview(
    request: HttpRequest, case: Case, page: ActPage, form: ConfirmForm
) -> HttpResponse:
    """What it will do to the dates, before it is done; what was typed goes along."""
    look = cast(Callable[..., dict[str, Any]], page.ahead)
    context = {
        "case": case,
        "page": page,
        "hidden": [(name, request.POST.get(name, "")) for name in form.fields],
        **look(case, form.cleaned_data, form.today),
    }
    return render(request, "dossiers/case_page/act_ahead.html", context)


def _render_act_form(
    request: HttpRequest,
    case: Case,
    page: ActPage,
    form: ConfirmForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"case": case, "page": page, "form": form}
    if page.plan:
        context["plan"] = page.plan(case)
    return render(request, "dossiers/case_page/act.html", context, status=status)
