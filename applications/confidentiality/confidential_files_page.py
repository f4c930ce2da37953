"""One file that is kept from the public."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.errors import InputRefused
from applications.access.page_access import (
    actor_from_request,
    context_of,
    own_draft,
    signed_in,
)
from applications.confidentiality import claims
from applications.confidentiality.claim_forms import ConfidentialFileForm
from applications.confidentiality.confidentiality_page import render_part
from applications.errors import AlreadyFiled
from applications.models import Application, Attachment


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confidential_attachment(
    request: HttpRequest, pk: UUID, attachment: UUID
) -> HttpResponse:
    """Keep a file confidential, change that, or take it back."""
    draft = own_draft(request, pk)
    file = get_object_or_404(draft.attachments, pk=attachment)
    if request.method == "POST":
        return _save_file(request, draft, file)
    initial = {name: getattr(file, name) for name in ("ground", "reason")}
    initial["public_version"] = file.public_version_id
    form = ConfidentialFileForm(draft=draft, file=file, initial=initial)
    return _file_page(request, draft, file, form)


def _save_file(
    request: HttpRequest, draft: Application, file: Attachment
) -> HttpResponse:
    """Keep what is asked of the file, or take it back; then to the list."""
    form = ConfidentialFileForm(request.POST, draft=draft, file=file)
    by, at = actor_from_request(request), timezone.now()
    try:
        if request.POST.get("then") == "withdraw":
            claims.mark_public(file, by=by, at=at)
            messages.success(request, _("This is public again."))
        elif form.is_valid():
            claims.mark_confidential(file, **form.cleaned_data, by=by, at=at)
            messages.success(request, _("Saved as confidential."))
        else:
            return _file_page(request, draft, file, form, status=400)
    except InputRefused as error:
        form.add_error(None, error.message)
        return _file_page(request, draft, file, form, status=400)
    except AlreadyFiled:
        return redirect("read-only", pk=draft.pk)
    where = reverse("confidentiality", args=[draft.pk])
    return redirect(f"{where}#files-title")


def _file_page(
    request: HttpRequest,
    draft: Application,
    file: Attachment,
    form: ConfidentialFileForm,
    *,
    status: int = 200,
) -> HttpResponse:
    """The form for a file."""
    frame = {"file": file, "form": form}
    context = context_of(draft)
    return render_part(request, context, "confidential_file", frame, status=status)
