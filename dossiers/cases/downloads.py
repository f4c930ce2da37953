"""Letters and attachments: only for who may see the case, always as a download."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import signed_in_user
from applications.models import Attachment
from dossiers.cases.announcement import known_letters
from dossiers.cases.page_access import case_or_404
from dossiers.cases.versions import filed_versions
from dossiers.models import Case, Letter


def letters_for(case: Case, user: User) -> list[Letter]:
    """The letters of a case that somebody may read."""
    letters = case.letters.all()
    return list(letters) if user.is_bureau else known_letters(letters)


@login_required
@require_safe
def letter_download(request: HttpRequest, number: str, pk: int) -> FileResponse:
    """The PDF of a letter; 404 as long as it is being made, or not to be known yet."""
    case = case_or_404(request, number)
    # Picked from what this reader may know, so that page and download cannot differ.
    letters = {one.pk: one for one in letters_for(case, signed_in_user(request))}
    found = letters.get(pk)
    if found is None or found.made_at is None:
        raise Http404(pk)
    return download_response(found.file, found.filename, "application/pdf")


@login_required
@require_safe
def case_attachment_download(
    request: HttpRequest, number: str, pk: UUID
) -> FileResponse:
    """A file that was filed with any version of the application."""
    case = case_or_404(request, number)
    files = Attachment.objects.filter(application__in=filed_versions(case))
    found = get_object_or_404(files, pk=pk)
    return download_response(found.file, found.name, found.content_type)


def download_response(
    file: "File[bytes]", name: str, content_type: str
) -> FileResponse:
    """A file that the browser saves and never shows or runs on our address."""
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404(name) from error
    response = FileResponse(
        opened, as_attachment=True, filename=name, content_type=content_type
    )
    # Files come from strangers: saved they are harmless, run on our address they would
    # have the session of who opens them.
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
