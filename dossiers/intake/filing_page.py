"""Filing: the click that turns an application into a case."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from accounts.requests import signed_in_user
from applications.errors import AlreadyFiled, Incomplete, NotSigned
from applications.models import Application
from dossiers.errors import NoDossier
from dossiers.intake.receiving import receive_application
from dossiers.models import Case
from procedures.models import NotInForce

REFUSALS = (Incomplete, NotSigned, ActorNotAllowed, NoDossier, NotInForce)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def application_filing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """File it once: a second click leads to the same case.

    Who comes here by a link, as after signing in anew, sees the application first.
    """
    mine = Application.objects.visible_to(signed_in_user(request))
    application = get_object_or_404(mine, pk=pk)
    # A form that was sent signed out comes back as a GET after signing in: to file
    # needs a click of its own.
    if request.method != "POST":
        return redirect("application", pk)
    try:
        case = receive_application(
            application, by=Actor(signed_in_user(request)), at=timezone.now()
        )
    # No refusal but the answer to a second click.
    except AlreadyFiled:
        return _already_filed_redirect(request, application)
    except REFUSALS as refusal:
        messages.error(request, filing_refusal_words(refusal))
        return redirect("application", pk)
    return redirect(reverse("case", args=[case.number]) + "?filed=1")


def _already_filed_redirect(
    request: HttpRequest, application: Application
) -> HttpResponse:
    case = Case.objects.filter(application=application).earliest("pk")
    words = _("This application was already filed as %(case)s. It was not filed again.")
    messages.info(request, words % {"case": case.label})
    return redirect("case", case.number)


def filing_refusal_words(refusal: Exception) -> str:
    """Why it was not filed, and what the applicant can do about it."""
    if isinstance(refusal, Incomplete):
        return ngettext(
            "Not filed yet: %d thing is missing or wrong. Follow the link below to put "
            "it right, then file again.",
            "Not filed yet: %d things are missing or wrong. Follow the links below to "
            "put them right, then file again.",
            len(refusal.missing),
        ) % len(refusal.missing)
    if isinstance(refusal, NotSigned):
        return _(
            "Not filed yet: the BVF has not signed the application as it is now. Ask "
            "the BVF to check and sign it, then file again."
        )
    if isinstance(refusal, NoDossier):
        return _(
            "Not filed yet: choose the earlier filing that this change belongs to."
        )
    if isinstance(refusal, NotInForce):
        return _(
            "Not filed: this procedure is not in force today. Start a new application "
            "with the procedure that applies now; you can copy your answers."
        )
    return _("Not filed: %(reason)s") % {"reason": refusal}
