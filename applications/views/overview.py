"""The overview of one application: what is missing, signing, filing, throwing away."""

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

from accounts.models import LabRole
from applications.actions import drafting, signing
from applications.content import content
from applications.errors import AlreadyFiled, ContentChanged, Incomplete, NotAllowed
from applications.models import Application, Attachment
from applications.progress import signing as signing_state
from applications.progress import steps
from applications.reading import read_only
from applications.views.access import (
    actor,
    context_of,
    own_application,
    own_draft,
    signed_in,
)
from procedures.models import NotInForce


@require_safe
@signed_in
def overview(request: HttpRequest, pk) -> HttpResponse:
    """The task list: each section with its state, then signing and filing."""
    application = own_application(request, pk)
    if not application.is_draft:
        return redirect("read-only", pk=pk)
    context = context_of(application)
    sections = steps(context)
    return render(
        request,
        "applications/overview.html",
        {
            "application": application,
            "procedure": context.latest_procedure,
            "is_in_force": context.is_in_force,
            "steps": sections,
            "done": sum(step.is_done for step in sections),
            "is_complete": all(step.is_done for step in sections),
            "signing": signing_state(context),
            "officers": context.officers.values(),
            "may_sign": request.user.holds(LabRole.BVF, application.organisation),
        },
    )


@require_safe
@signed_in
def contents(request: HttpRequest, pk) -> HttpResponse:
    """All that the application says, to read; Bureau GGO reads what is filed."""
    readable = Application.objects.readable_by(request.user)
    application = get_object_or_404(readable.select_related("organisation"), pk=pk)
    context = context_of(application)
    files = {row.sha256: row for row in Attachment.objects.filter(application=pk)}
    extra = {}
    if application.is_draft:
        extra = {
            "is_complete": all(step.is_done for step in steps(context)),
            "signing": signing_state(context),
            "may_sign": request.user.holds(LabRole.BVF, application.organisation),
        }
    return render(
        request,
        "applications/content.html",
        {
            "application": application,
            "reading": read_only(content(application), files),
            "is_own": not request.user.is_bureau,
            **extra,
        },
    )


@require_POST
@signed_in
def sign(request: HttpRequest, pk) -> HttpResponse:
    """The BVF signs what the page showed."""
    application = own_application(request, pk)
    try:
        signing.sign(
            application,
            by=actor(request),
            at=timezone.now(),
            seen=request.POST.get("seen", ""),
        )
        messages.success(request, _("Signed. It can now be filed."))
    except ContentChanged:
        messages.error(
            request,
            _("The content changed while you were reading. Read it again and sign."),
        )
    except Incomplete:
        messages.error(request, _("Not signed: something is still missing, see below."))
    except NotInForce:
        messages.error(request, _("Not signed: this procedure is no longer in force."))
    except NotAllowed as error:
        messages.error(request, str(error))
    except AlreadyFiled:
        messages.error(request, _("This has been filed already."))
    return redirect("application", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def discard(request: HttpRequest, pk) -> HttpResponse:
    """Ask once more, then throw the draft away."""
    draft = own_draft(request, pk)
    if request.method != "POST":
        return render(request, "applications/discard.html", {"application": draft})
    try:
        drafting.discard(draft, by=actor(request))
    except AlreadyFiled:
        messages.error(request, _("This has been filed already."))
        return redirect("application", pk=pk)
    messages.success(request, _("The draft has been deleted."))
    return redirect("applications")
