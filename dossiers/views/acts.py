"""The acts of a case handler, each on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from dossiers.actions.administering import process
from dossiers.actions.door import roles
from dossiers.actions.handling import record_no_objection, take_over, take_up
from dossiers.actions.objecting import object_to
from dossiers.administrative import Asked
from dossiers.errors import NotAllowed
from dossiers.forms import ConfirmForm, NoObjectionForm, ObjectionForm
from dossiers.models import Case
from dossiers.states import RULES, Act, open_acts
from dossiers.telling import who_was_first
from dossiers.views.finding import case_or_404, reader
from procedures.legal_day import legal_day


@dataclass(frozen=True, slots=True)
class ActPage:
    """How an act is offered: its button, what it means, what is asked, who does it."""

    button: str | Promise
    lead: str | Promise
    do: Callable
    done: str | Promise
    form: type[ConfirmForm] = ConfirmForm
    is_grave: bool = False
    plan: Callable[[Case], object] | None = None  # what it will do, to look at first


PAGES: dict[Act, ActPage] = {
    Act.TAKE_UP: ActPage(
        button=_("Take in handling"),
        lead=_("You become the handler. The applicant sees your name."),
        do=take_up,
        done=_("You are now the handler of this case."),
    ),
    Act.TAKE_OVER: ActPage(
        button=_("Take over"),
        lead=_("You become the handler instead of your colleague."),
        do=take_over,
        done=_("You are now the handler of this case."),
    ),
    Act.RECORD_NO_OBJECTION: ActPage(
        button=_("Record no objection"),
        lead=_(
            "A notification gets no decision when all is well. The case stays open "
            "until the objection window has passed, and then closes by itself."
        ),
        do=record_no_objection,
        done=_("Recorded: no objection."),
        form=NoObjectionForm,
    ),
    Act.OBJECT: ActPage(
        button=_("Object (article 2.19)"),
        lead=_(
            "This is a decision on the notification. The applicant and the BVF get it "
            "by letter at once. It cannot be undone in the portal."
        ),
        do=object_to,
        done=_("The objection is recorded. The letter is being made and sent."),
        form=ObjectionForm,
        is_grave=True,
    ),
    Act.PROCESS: ActPage(
        button=_("Process"),
        lead=_(
            "What is asked is done at once, for all dossiers together, and stands in "
            "the log with what it was before."
        ),
        do=process,
        done=_("The administrative change is processed."),
        plan=Asked,
    ),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Ask for confirmation, then do the act; who comes too late hears who was first."""
    case, page = case_or_404(request, number), _page_or_404(act)
    held = roles(Actor(reader(request)), case)
    if not held & RULES[Act(act)].by:
        raise Http404(act)
    if case.kind not in RULES[Act(act)].on:
        raise Http404(act)
    if request.method != "POST" and Act(act) not in open_acts(
        case.state, held, case.kind
    ):
        messages.warning(request, _too_late(case.events.last()))
        return redirect("case", case.number)
    today = legal_day(timezone.now())
    form = page.form(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        return _done(request, case, page, form)
    return _asked(request, case, page, form)


def _page_or_404(act: str) -> ActPage:
    if act not in PAGES:
        raise Http404(act)
    return PAGES[Act(act)]


def _too_late(event) -> str:
    return f"{gettext('This is no longer possible.')} {who_was_first(event)}".strip()


def _done(request, case: Case, page: ActPage, form: ConfirmForm) -> HttpResponse:
    """Do it; when the door refuses, show why above the form, with what was typed."""
    try:
        page.do(case, **form.cleaned_data, by=Actor(reader(request)), at=timezone.now())
    except NotAllowed as refusal:
        form.add_error(None, f"{refusal.message} {who_was_first(refusal.event)}")
        return _asked(request, case, page, form, status=409)
    messages.success(request, str(page.done))
    return redirect("case", case.number)


def _asked(request, case: Case, page: ActPage, form, *, status=200) -> HttpResponse:
    context = {"case": case, "page": page, "form": form}
    if page.plan:
        context["plan"] = page.plan(case)
    return render(request, "dossiers/act.html", context, status=status)
