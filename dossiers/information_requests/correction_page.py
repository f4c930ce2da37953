"""Correcting a slip of one's own in what was filed, in place: in the form itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.requests import signed_in_user
from applications.access.page_access import signed_in, typed_before_sign_in
from dossiers.cases.page_access import refusal_text
from dossiers.cases.timeline import last_act_sentence
from dossiers.errors import NotAllowed
from dossiers.information_requests.acts import CORRECT
from dossiers.information_requests.answer_forms import CorrectionForm
from dossiers.information_requests.answer_page import (
    CHANGE,
    is_open_to_applicant,
    own_case_or_404,
)
from dossiers.information_requests.correcting import file_correction
from dossiers.information_requests.supplements_page import (
    NOT_READY,
    begin_case_supplement,
    supplement_status,
    why_not_ready,
)
from dossiers.models import Case


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correction_page(request: HttpRequest, number: str) -> HttpResponse:
    """Change the form that was filed, say why, and file the new version."""
    case = own_case_or_404(request, number)
    # Only a look is turned away: a POST is refused by the act, with what was typed.
    if request.method == "POST":
        return _correct_or_refuse(request, case)
    if not is_open_to_applicant(case, CORRECT):
        words = _("This case can no longer be corrected.")
        first = last_act_sentence(case.events.last(), to_bureau=False)
        messages.info(request, f"{words} {first}")
        return redirect("case", case.number)
    typed = typed_before_sign_in(request) or {}
    typed_values = {name: values[0] for name, values in typed.items()}
    return _render_correction(request, case, CorrectionForm(initial=typed_values))


def _correct_or_refuse(request: HttpRequest, case: Case) -> HttpResponse:
    """Go into the form, or file the correction; refused, say why above the reason."""
    form, by = CorrectionForm(request.POST), Actor(signed_in_user(request))
    try:
        if request.POST.get("then") == CHANGE:
            return _begin_correction(request, case)
        if not form.is_valid():
            return _render_correction(request, case, form, status=400)
        file_correction(case, **form.cleaned_data, by=by, at=timezone.now())
    except NotAllowed as refusal:
        form.add_error(None, refusal_text(request, refusal))
        return _render_correction(request, case, form, status=409)
    except NOT_READY as refusal:
        form.is_valid()
        form.add_error(None, why_not_ready(refusal))
        return _render_correction(request, case, form, status=400)
    words = _("Your correction was filed. The proof of receipt comes by e-mail.")
    messages.success(request, words)
    return redirect("case", case.number)


def _begin_correction(request: HttpRequest, case: Case) -> HttpResponse:
    """Into the supplement; not when the case cannot be corrected any more."""
    if not is_open_to_applicant(case, CORRECT):
        raise NotAllowed(_("This case can no longer be corrected."), case.events.last())
    return begin_case_supplement(request, case, "", "")


def _render_correction(
    request: HttpRequest, case: Case, form: CorrectionForm, *, status: int = 200
) -> HttpResponse:
    context = {"case": case, "form": form, "prepared": supplement_status(case)}
    return render(
        request, "dossiers/information_requests/correct.html", context, status=status
    )
