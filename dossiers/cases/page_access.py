"""Who comes to a case by its address, and what they read who may not do an act.

What is not yours does not exist.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.requests import signed_in_user
from dossiers.cases.dates import with_current_dates
from dossiers.cases.timeline import last_act_sentence
from dossiers.cases.transitions import why_not_open
from dossiers.errors import NotAllowed
from dossiers.models import Case
from dossiers.states import Act, Role
from procedures.models import amsterdam_today


def case_or_404(request: HttpRequest, number: str) -> Case:
    """The case with this number, with what its page names; 404 for strangers."""
    # All that the header of every page of a case names, by one query.
    cases = Case.objects.visible_to(signed_in_user(request)).select_related(
        "organisation", "dossier", "procedure", "follow_up", "handler", "application"
    )
    case = get_object_or_404(cases, number=number)
    # Right after a change of the law the stored dates do not hold: no page may show
    # them (ADR 25).
    return with_current_dates([case], today=amsterdam_today())[0]


AT_BUREAU = {Role.HANDLER, Role.DECIDER}


def refusal_text(request: HttpRequest, refusal: NotAllowed) -> str:
    """Why an act was refused, and who was first, as far as this reader may know."""
    first = last_act_sentence(
        refusal.event, to_bureau=signed_in_user(request).is_bureau
    )
    return f"{refusal.message} {first}".strip()


def forbidden_act_page(
    request: HttpRequest, case: Case, act: Act, held: set[Role]
) -> HttpResponse:
    """A page for who sees the case and may not do this to it: who may, and 403.

    Whom the case has no role for is told nothing. Raises `Http404`.
    """
    # An applicant sees the case, but an act of Bureau GGO is not for him to know of.
    if not held & AT_BUREAU:
        raise Http404(case.number)
    words = {"act": act.label, "why": why_not_open(act, case, held)}
    return render(
        request, "dossiers/cases/for_another.html", {"case": case, **words}, status=403
    )


def redirect_too_late(
    request: HttpRequest, case: Case, words: str = ""
) -> HttpResponse:
    """Back to the case, which says that this is over, and who was first."""
    text = words or _("This is no longer possible.")
    last = case.events.last()
    first = last_act_sentence(last, to_bureau=signed_in_user(request).is_bureau)
    messages.warning(request, f"{text} {first}".strip())
    return redirect("case", case.number)
