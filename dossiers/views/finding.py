"""Finding the case that an address names: what is not yours does not exist."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from dossiers.models import Case


def case_or_404(request: HttpRequest, number: str) -> Case:
    """The case with this number, with what its page names; 404 for strangers."""
    cases = Case.objects.visible_to(request.user).select_related(
        "dossier__organisation", "procedure", "handler", "application"
    )
    return get_object_or_404(cases, number=number)
