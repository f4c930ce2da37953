"""What somebody reads whose act was refused, or who came too late for it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dossiers.errors import NotAllowed
from dossiers.models import Case
from dossiers.telling import who_was_first


def reason(refusal: NotAllowed) -> str:
    """Why an act was refused, and who was first."""
    return f"{refusal.message} {who_was_first(refusal.event)}".strip()


def too_late(request: HttpRequest, case: Case, words: str = "") -> HttpResponse:
    """Back to the case, which says that this is over, and who was first."""
    said = words or _("This is no longer possible.")
    messages.warning(request, f"{said} {who_was_first(case.events.last())}".strip())
    return redirect("case", case.number)
