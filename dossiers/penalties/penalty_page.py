"""The decision on a penalty as PDF, and that who signs it had it (Awb 4:18)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.models import User
from accounts.requests import signed_in_user
from dossiers.cases.page_access import case_or_404
from dossiers.cases.transitions import roles_of
from dossiers.correspondence.letter_text import LetterText
from dossiers.correspondence.papers import (
    report_not_set,
    require_pdf_seen,
    show_draft_pdf,
    start_of_today,
)
from dossiers.correspondence.typesetting import CannotBeSet
from dossiers.decisions.deciding import eligible_signers
from dossiers.errors import NotAllowed
from dossiers.models import Case
from dossiers.penalties.amounts import default_notice_of
from dossiers.penalties.notices import fixed_penalty_facts, prepared_penalty
from dossiers.penalties.penalty_letter import penalty_preview_text
from dossiers.reminders.recipients import case_applicant_recipients
from dossiers.states import Role
from procedures.counting.legal_day import legal_day

PREVIEW_ROUTE = "preview-penalty"


@login_required
@require_safe
def penalty_preview_page(request: HttpRequest, number: str) -> HttpResponse:
    """The decision as it would be sent if it were signed today, to prepare or sign.

    Raises `Http404` where no penalty is to be fixed.
    """
    case = case_or_404(request, number)
    if not roles_of(Actor(signed_in_user(request)), case) & {
        Role.HANDLER,
        Role.DECIDER,
    }:
        raise Http404(number)
    try:
        letter = draft_letter(case, signed_in_user(request))
        return show_draft_pdf(request, case, paper(case), letter)
    except NotAllowed as nothing_owed:
        raise Http404(number) from nothing_owed
    except CannotBeSet as error:
        messages.error(request, report_not_set(case, error))
        return redirect("case", case.number)


def require_penalty_seen(request: HttpRequest, case: Case) -> None:
    """Who fixes a penalty had its letter. Raises `NotAllowed`.

    Who prepared it, and so may not sign, need not read: the act says that first.
    """
    notice = default_notice_of(case)
    if notice is None or notice.prepared_by != signed_in_user(request):
        letter = draft_letter(case, signed_in_user(request))
        require_pdf_seen(request, paper(case), letter)


def paper(case: Case) -> str:
    """By which name the session knows the letter of a penalty."""
    return f"penalty-{case.pk}"


def draft_letter(case: Case, user: User) -> LetterText:
    """The letter as this reader may sign it, marked as a draft. Raises `NotAllowed`."""
    at = start_of_today()
    notice, owed = prepared_penalty(case, at=at)
    to = case_applicant_recipients(case, on=legal_day(at))
    facts = fixed_penalty_facts(case, notice, owed)
    by = user if eligible_signers(notice).filter(pk=user.pk).exists() else None
    return penalty_preview_text(case, facts, to=to, at=at, by=by)
