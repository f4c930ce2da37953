"""What somebody reads whose act was refused, or who came too late for it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dossiers.errors import NotAllowed
from dossiers.models import Case
from dossiers.telling import who_was_first


def reason(request: HttpRequest, refusal: NotAllowed) -> str:
    """Why an act was refused, and who was first, as far as this reader may know."""
    first = who_was_first(refusal.event, to_bureau=request.user.is_bureau)
    return f"{refusal.message} {first}".strip()


def too_late(request: HttpRequest, case: Case, words: str = "") -> HttpResponse:
    """Back to the case, which says that this is over, and who was first."""
    said = words or _("This is no longer possible.")
    last = case.events.last()
    first = who_was_first(last, to_bureau=request.user.is_bureau)
    messages.warning(request, f"{said} {first}".strip())
    return redirect("case", case.number)
