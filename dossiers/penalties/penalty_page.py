"""The decision on a penalty as PDF, and that who signs it had it (Awb 4:18)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from dossiers.cases.page_access import case_or_404, reader
from dossiers.cases.transitions import roles
from dossiers.correspondence.letter_text import LetterText
from dossiers.correspondence.papers import midnight, not_set, require_seen, shown
from dossiers.correspondence.typesetting import CannotBeSet
from dossiers.errors import NotAllowed
from dossiers.models import Case
from dossiers.penalties.amounts import notice_of
from dossiers.penalties.notices import fixed, owed_finally
from dossiers.penalties.penalty_letter import preview
from dossiers.reminders.recipients import applicant
from dossiers.states import Role
from procedures.counting.legal_day import legal_day

ROUTE = "preview-penalty"


@login_required
@require_safe
def preview_penalty(request: HttpRequest, number: str) -> HttpResponse:
    """The decision as it would be sent if it were signed today, to prepare or sign.

    Raises `Http404` where no penalty is to be fixed.
    """
    case = case_or_404(request, number)
    if not roles(Actor(reader(request)), case) & {Role.HANDLER, Role.DECIDER}:
        raise Http404(number)
    try:
        return shown(request, case, paper(case), draft_letter(case))
    except NotAllowed as nothing_owed:
        raise Http404(number) from nothing_owed
    except CannotBeSet as error:
        messages.error(request, not_set(case, error))
        return redirect("case", case.number)


def require_penalty_seen(request: HttpRequest, case: Case) -> None:
    """Who fixes a penalty had its letter. Raises `NotAllowed`.

    Who prepared it, and so may not sign, need not read: the act says that first.
    """
    notice = notice_of(case)
    if notice is None or notice.prepared_by != reader(request):
        require_seen(request, paper(case), draft_letter(case))


def paper(case: Case) -> str:
    """By which name the session knows the letter of a penalty."""
    return f"penalty-{case.pk}"


def draft_letter(case: Case) -> LetterText:
    """The letter, marked as a draft. Raises `NotAllowed`."""
    at = midnight()
    notice, owed = owed_finally(case, at=at)
    language = applicant(case, on=legal_day(at)).language
    with translation.override(language):
        facts = fixed(case, notice, owed)
        return preview(case, facts, language=language, at=at)
