"""The overview of one application: what is missing, signing, filing, throwing away."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.errors import ActorNotAllowed, InputRefused
from accounts.requests import signed_in_user
from applications.access.page_access import (
    actor_from_request,
    context_of,
    own_application,
    own_draft,
    signed_in,
)
from applications.completeness.checks import filing_obstacles
from applications.completeness.form_editions import edition_turnover
from applications.completeness.progress import section_steps
from applications.completeness.progress import signature_state as signing_state
from applications.drafting import drafting
from applications.drafting.carrying_over import carry_over
from applications.errors import AlreadyFiled, ContentChanged, Incomplete
from applications.forms.context import FormContext
from applications.forms.procedures import sections_in
from applications.models import Application, Comment
from applications.reading.reading_view import full_reading
from applications.signing import signing
from applications.signing.admissions import check_admission
from applications.signing.signing import named_bvf, permitted_signers
from procedures.counting.clock import reckon
from procedures.counting.terms import Facts
from procedures.explaining.outcomes import TermOutcome, term_outcomes
from procedures.law_rows.law import Law
from procedures.models import ComingChange, NotInForce, Procedure

REMARKS = "remarks-"
"""Session key, with the id of a draft: remarks of a BVF that were not taken."""

SENT_BACK = 10
"""As many of the BVF's points stand on top of the overview at most."""

NOT_SIGNED = (
    AlreadyFiled,
    ContentChanged,
    Incomplete,
    ActorNotAllowed,
    NotInForce,
    InputRefused,
)


@require_safe
@signed_in
def application_overview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The task list: each section with its state, then signing and filing."""
    application = own_application(request, pk)
    if not application.is_draft:
        return redirect("read-only", pk=pk)
    context = context_of(application)
    sections, blocked = section_steps(context), filing_obstacles(context)
    asked = [step for step in sections if not step.is_optional]
    return render(
        request,
        "applications/draft_pages/overview.html",
        {
            "application": application,
            "procedure": context.latest_procedure,
            "is_in_force": context.is_in_force,
            "forecast": filing_forecast(
                context.latest_procedure, context.on, context.books
            ),
            "steps": sections,
            "done": sum(step.is_done for step in asked),
            "total": len(asked),
            "is_complete": not blocked and all(step.is_done for step in sections),
            "blocked": blocked,
            "turnover": edition_turnover(context),
            "coming": coming_changes(context),
            **signing_context(request, context),
            "newer": application.newer_filing(),
            "open_comments": sum(context.open_comments.values()),
            "sent_back": comments_sent_back(application),
            "remarks": request.session.pop(f"{REMARKS}{pk}", ""),
        },
    )


def signing_context(request: HttpRequest, context: FormContext) -> dict[str, Any]:
    """What `_signing.html` wants: the signature as it stands, and who may sign."""
    officers, named = permitted_signers(context), named_bvf(context)
    return {
        "admission": check_admission(named, context) if named else None,
        "signing": signing_state(context),
        "officers": officers,
        "named_bvf": named,
        "may_sign": signed_in_user(request) in officers,
        "is_bvf": str(signed_in_user(request).pk) in context.officers,
    }


def coming_changes(context: FormContext) -> list[ComingChange]:
    """What was announced and touches the draft: its procedure, or the CFIs it names."""
    key = (context.follow_up or context.latest_procedure).key
    return context.books.coming_on(context.on, key, context.named_cfis)


def comments_sent_back(draft: Application) -> list[Comment]:
    """What the BVF wants changed, each with the part that it is about."""
    headings = {section.key: section.heading for section in sections_in(draft)}
    found = list(draft.comments.sent_back().select_related("author")[:SENT_BACK])
    for said in found:
        said.heading = headings.get(said.section, "")
    return found


@require_safe
@signed_in
def read_only_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that the application says, to read; Bureau GGO reads what is filed."""
    readable = Application.objects.readable_by(signed_in_user(request))
    application = get_object_or_404(readable.select_related("organisation"), pk=pk)
    context = context_of(application)
    extra = {}
    if application.is_draft:
        extra = {
            "is_complete": all(step.is_done for step in section_steps(context)),
            **signing_context(request, context),
            "open_comments": sum(context.open_comments.values()),
        }
    return render(
        request,
        "applications/draft_pages/content.html",
        {
            "application": application,
            "reading": full_reading(application),
            "is_own": not signed_in_user(request).is_bureau,
            **extra,
        },
    )


@require_POST
@signed_in
def sign_application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The BVF signs what the page showed; what is not taken, is not lost."""
    application = own_application(request, pk)
    if not _signed(request, application):
        request.session[f"{REMARKS}{pk}"] = request.POST.get("remarks", "")[:10_000]
    return redirect("application", pk=pk)


def _signed(request: HttpRequest, application: Application) -> bool:
    """Was it signed? If not, a message tells why."""
    try:
        signing.sign_content(
            application,
            by=actor_from_request(request),
            at=timezone.now(),
            seen=request.POST.get("seen", ""),
            remarks=request.POST.get("remarks", ""),
        )
    except NOT_SIGNED as refusal:
        messages.error(request, _why_not(refusal))
        return False
    # A supplement is filed with its case: the page says whether, and where.
    is_whole = application.supplements_id is None
    words = _("Signed. It can now be filed.") if is_whole else _("Signed.")
    messages.success(request, words)
    return True


def _why_not(refusal: Exception) -> str:
    """Why it was not signed, and what to do."""
    if isinstance(refusal, ContentChanged):
        return _("The content changed while you were reading. Read it again and sign.")
    if isinstance(refusal, Incomplete):
        return _("Not signed: something is still missing, see below.")
    if isinstance(refusal, NotInForce):
        return _("Not signed: this procedure is no longer in force.")
    if isinstance(refusal, AlreadyFiled):
        return _("This has been filed already.")
    return str(refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def discard_application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask once more, then throw the draft away."""
    draft = own_draft(request, pk)
    if request.method != "POST":
        return render(
            request, "applications/draft_pages/discard.html", {"application": draft}
        )
    try:
        drafting.discard_draft(draft, by=actor_from_request(request))
    except AlreadyFiled:
        messages.error(request, _("This has been filed already."))
        return redirect("application", pk=pk)
    messages.success(request, _("The draft has been deleted."))
    return redirect("applications")


def filing_forecast(procedure: Procedure, on: date, books: Law) -> list[TermOutcome]:
    """Every date of a filing received on a day; empty when it cannot be filed then."""
    if not procedure.holds(on):
        return []
    reckoning = reckon(books.rule(procedure), Facts(on), books.calendar, on)
    return term_outcomes(procedure, reckoning, on)


@require_POST
@signed_in
def edition_carry_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Carry the draft over, and say what fell away."""
    draft = own_draft(request, pk)
    done = carry_over(draft, by=actor_from_request(request), at=timezone.now())
    if done and done.gone:
        words = _("The draft is in the new edition. Not asked any more: %(what)s.")
        messages.success(request, words % {"what": "; ".join(done.gone)})
    elif done:
        messages.success(request, _("The draft is in the new edition of the form."))
    return redirect("application", pk)
