"""Finding the case that an address names: what is not yours does not exist."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from dossiers.cases.dates import with_current_dates
from dossiers.models import Case
from procedures.counting.legal_day import legal_day


def signed_in_user(request: HttpRequest) -> User:
    """Who asks; a person, since these pages are for who has signed in."""
    return cast(User, request.user)


def case_or_404(request: HttpRequest, number: str) -> Case:
    """The case with this number, with what its page names; 404 for strangers."""
    cases = Case.objects.visible_to(signed_in_user(request)).select_related(
        "organisation", "dossier", "procedure", "follow_up", "handler", "application"
    )
    case = get_object_or_404(cases, number=number)
    return with_current_dates([case], today=legal_day(timezone.now()))[0]
