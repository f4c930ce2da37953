"""The decision on a penalty as PDF, before it is signed (Awb 4:18)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from dossiers.actions.door import roles
from dossiers.actions.noticing import fixed, owed_finally
from dossiers.errors import NotAllowed
from dossiers.letters.pdf import CannotBeSet, typeset
from dossiers.letters.penalty import preview
from dossiers.models import Case
from dossiers.readers import applicant
from dossiers.states import Role
from dossiers.views.finding import case_or_404, reader
from dossiers.views.papers import midnight, not_set, shown
from procedures.legal_day import legal_day

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
        content = penalty_pdf(case)
    except NotAllowed as nothing_owed:
        raise Http404(number) from nothing_owed
    except CannotBeSet as error:
        messages.error(request, not_set(case, error))
        return redirect("case", case.number)
    return shown(request, case, f"{ROUTE}-{case.pk}", content)


def penalty_pdf(case: Case) -> bytes:
    """The letter, marked as a draft. Raises `NotAllowed` and `CannotBeSet`."""
    at = midnight()
    notice, owed = owed_finally(case, at=at)
    language = applicant(case, on=legal_day(at)).language
    with translation.override(language):
        facts = fixed(case, notice, owed)
        return typeset(preview(case, facts, language=language, at=at))
