"""Copying an application, with a choice of what comes along."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.errors import ActorNotAllowed, InputRefused
from applications.access.page_access import (
    actor_from_request,
    own_application,
    signed_in,
)
from applications.draft_pages.copy_form import CopyForm
from applications.drafting.copying import copy_as_draft
from applications.drafting.prefill import ANEW
from applications.errors import UnknownForm
from applications.forms.start_form import begin_options
from applications.models import Application
from applications.reading.content import application_content
from procedures.models import NotInForce, amsterdam_today


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def copy_application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask what comes along, then make the draft; sent twice, it is made once."""
    application = own_application(request, pk)
    form = CopyForm(
        request.POST if request.method == "POST" else None,
        application=application,
        said=application_content(application),
        options=begin_options(amsterdam_today()),
        anew=ANEW,
    )
    if request.method == "POST" and form.is_valid():
        made = _copied(request, application, form)
        if made is not None:
            messages.success(request, _("Copied. Check each part before it is signed."))
            return redirect("application", made.pk)
    return render(
        request,
        "applications/draft_pages/copy.html",
        {"application": application, "form": form},
        status=400 if form.is_bound else 200,
    )


def _copied(
    request: HttpRequest, application: Application, form: CopyForm
) -> Application | None:
    """The draft; None when it was refused, with why above the form."""
    chosen = form.cleaned_data
    try:
        return copy_as_draft(
            application,
            procedure_key=chosen["procedure"],
            sections=chosen.get("sections", []),
            organisms=chosen.get("organisms", False),
            attachments=chosen.get("attachments", []),
            key=chosen["key"],
            by=actor_from_request(request),
            at=timezone.now(),
        )
    except InputRefused as refusal:
        form.add_error(None, refusal.message)
    except ActorNotAllowed as refusal:
        form.add_error(None, str(refusal))
    except (UnknownForm, NotInForce):
        form.add_error("procedure", _("This procedure cannot be filed any more."))
    return None
