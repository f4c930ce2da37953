"""The pages on which a prepared decision is read, as PDF too, and signed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.models import User
from accounts.requests import signed_in_user
from dossiers.cases.act_definition import rule_of
from dossiers.cases.page_access import (
    case_or_404,
    redirect_too_late,
    refusal_text,
)
from dossiers.cases.transitions import roles_of
from dossiers.correspondence.letter_text import LetterText
from dossiers.correspondence.papers import (
    report_not_set,
    require_pdf_seen,
    show_draft_pdf,
    start_of_today,
)
from dossiers.correspondence.typesetting import CannotBeSet
from dossiers.decisions.acts import DECIDE
from dossiers.decisions.containment import first_filed_containment
from dossiers.decisions.conversion import ConversionOption, conversion_options
from dossiers.decisions.deciding import eligible_signers, sign_prepared_decision
from dossiers.decisions.decision_forms import SignForm
from dossiers.decisions.decision_letter import draft_letter_text
from dossiers.errors import NotAllowed
from dossiers.models import Case, Decision
from dossiers.states import Role
from procedures.law_rows import law
from procedures.models import amsterdam_today


@login_required
@require_safe
def decision_preview_page(request: HttpRequest, number: str) -> HttpResponse:
    """The draft, or what waits for a signature, as PDF; nothing of it is stored.

    That this reader had this very letter is kept in the session, for the signature.
    """
    case = case_or_404(request, number)
    if not roles_of(Actor(signed_in_user(request)), case) & {
        Role.HANDLER,
        Role.DECIDER,
    }:
        raise Http404(number)
    decision = case.decisions.unsigned().first()
    if decision is None:
        raise Http404(number)
    try:
        return show_draft_pdf(
            request,
            case,
            decision_paper_name(decision),
            draft_letter(case, decision, by=signer_of(request, decision)),
        )
    except CannotBeSet as error:
        messages.error(request, report_not_set(case, error))
        return redirect("case", case.number)


def draft_letter(
    case: Case, decision: Decision, *, by: User | None = None
) -> LetterText:
    """A decision as it would be sent if it were signed today, marked as a draft."""
    return draft_letter_text(case, decision, at=start_of_today(), by=by)


def signer_of(request: HttpRequest, decision: Decision) -> User | None:
    """Who asks, when that is one who may sign; the letter then has that signature."""
    user = signed_in_user(request)
    if decision.prepared_at is None:
        return None
    return user if eligible_signers(decision).filter(pk=user.pk).exists() else None


def decision_paper_name(decision: Decision) -> str:
    """By which name the session knows the letter of a decision."""
    return f"decision-{decision.pk}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision_signing_page(request: HttpRequest, number: str) -> HttpResponse:
    """Read a prepared decision, and sign it."""
    case = case_or_404(request, number)
    viewer_roles = roles_of(Actor(signed_in_user(request)), case)
    if not viewer_roles & {Role.HANDLER, Role.DECIDER}:
        raise Http404(number)
    decision = case.decisions.unsigned().filter(prepared_at__isnull=False).first()
    if decision is None:
        return redirect_too_late(request, case)
    # A handler may read what he prepared, and is told who signs it.
    if not viewer_roles & rule_of(DECIDE).by:
        return _render_for_another(request, case, decision)
    if request.method != "POST":
        initial = {"sha256": decision.sha256}
        form = SignForm(case=case, today=amsterdam_today(), initial=initial)
        return _render_to_sign(request, case, decision, form)
    return _sign_or_refuse(request, case, decision)


def _render_for_another(
    request: HttpRequest, case: Case, decision: Decision
) -> HttpResponse:
    """A handler does not sign: say that a second person does, and who may."""
    context = {"case": case, "decision": decision, "may": eligible_signers(decision)}
    return render(
        request, "dossiers/decisions/decision_for_another.html", context, status=403
    )


def _sign_or_refuse(
    request: HttpRequest, case: Case, decision: Decision
) -> HttpResponse:
    """Sign it; when that is refused, show why above what now waits for a signature."""
    form = SignForm(request.POST, case=case, today=amsterdam_today())
    seen = request.POST.get("sha256", "")
    try:
        if decision.prepared_by != signed_in_user(
            request
        ):  # who may not sign need not read
            letter = draft_letter(case, decision, by=signer_of(request, decision))
            require_pdf_seen(request, decision_paper_name(decision), letter)
        sign_prepared_decision(
            case, sha256=seen, by=Actor(signed_in_user(request)), at=timezone.now()
        )
    except NotAllowed as refusal:
        # With the digest of what the page now shows: who signs from here has seen that.
        form = SignForm({"sha256": decision.sha256}, case=case, today=amsterdam_today())
        form.add_error(None, refusal_text(request, refusal))
        return _render_to_sign(request, case, decision, form, status=409)
    words = gettext("The decision is signed. The letter is being made and sent.")
    messages.success(request, words)
    return redirect("case", case.number)


def _render_to_sign(
    request: HttpRequest,
    case: Case,
    decision: Decision,
    form: SignForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "case": case,
        "decision": decision,
        "form": form,
        "is_mine": decision.prepared_by == signed_in_user(request),
        "may": eligible_signers(decision),
        "prospect": conversion_option_of(case, decision),
        "filed": first_filed_containment(case) if decision.cfis else None,
    }
    return render(
        request, "dossiers/decisions/decision_sign.html", context, status=status
    )


def conversion_option_of(case: Case, decision: Decision) -> ConversionOption | None:
    """The dates of the case as which this decision lets it go on, if it does."""
    if decision.becomes is None:
        return None
    found = conversion_options(case, law.current_law(), amsterdam_today())
    return next((one for one in found if one.procedure == decision.becomes), None)
