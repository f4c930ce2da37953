"""Reading a file and taking one out."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import attaching
from applications.errors import AlreadyFiled
from applications.forms.sections.report import ReportSection
from applications.models import Attachment
from applications.views.access import actor, own_draft, signed_in


@require_safe
@signed_in
def attachment(request: HttpRequest, pk, attachment) -> HttpResponse:
    """The file itself, never shown inside the page of the portal."""
    readable = Attachment.objects.readable_by(request.user)
    stored = get_object_or_404(readable, application=pk, pk=attachment)
    response = FileResponse(
        stored.file.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove_attachment(request: HttpRequest, pk, attachment) -> HttpResponse:
    """Ask once more, then take the file out of the draft."""
    draft = own_draft(request, pk)
    stored = get_object_or_404(draft.attachments, pk=attachment)
    if request.method != "POST":
        return render(
            request,
            "applications/remove_attachment.html",
            {"application": draft, "attachment": stored},
        )
    try:
        attaching.detach(stored, by=actor(request), at=timezone.now())
    except AlreadyFiled:
        return redirect("read-only", pk=pk)
    messages.success(request, _("The file has been removed."))
    return redirect("application-section", pk, ReportSection.key)
