"""Reading a file, adding some, and taking one out."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import InputRefused
from accounts.requests import signed_in_user
from applications.access.page_access import (
    actor_from_request,
    context_of,
    own_draft,
    signed_in,
)
from applications.attachments import attaching
from applications.errors import AlreadyFiled
from applications.forms.procedures import sections_for
from applications.models import Application, Attachment
from applications.reading.reading_view import section_of_file


def take_files(request: HttpRequest, draft: Application) -> list[str]:
    """Keep each file that was sent; why some were not taken, in words.

    Raises `AlreadyFiled`.
    """
    uploads = request.FILES.getlist("upload")
    if not uploads:
        return [_("Choose a file first, then add it.")]
    kind, refused = request.POST.get("kind", ""), []
    for upload in uploads:
        try:
            attaching.attach_file(
                draft,
                upload=upload,
                kind=kind,
                by=actor_from_request(request),
                at=timezone.now(),
            )
        except InputRefused as error:
            refused.append(error.message)
    return list(dict.fromkeys(refused))


@require_safe
@signed_in
def attachment_download(
    request: HttpRequest, pk: UUID, attachment: UUID
) -> FileResponse:
    """The file itself, never shown inside the page of the portal."""
    readable = Attachment.objects.readable_by(signed_in_user(request))
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
def remove_attachment(request: HttpRequest, pk: UUID, attachment: UUID) -> HttpResponse:
    """Ask once more, then take the file out of the draft."""
    draft = own_draft(request, pk)
    stored = get_object_or_404(draft.attachments, pk=attachment)
    back = section_of_file(stored.kind, sections_for(context_of(draft)))
    if request.method != "POST":
        return render(
            request,
            "applications/attachments/remove_attachment.html",
            {"application": draft, "attachment": stored, "section": back},
        )
    try:
        attaching.detach_file(stored, by=actor_from_request(request), at=timezone.now())
    except AlreadyFiled:
        return redirect("read-only", pk=pk)
    messages.success(request, _("The file has been removed."))
    return redirect("application-section", pk, back)
