"""What the daily round could not do, and how the work in the background goes."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import SignOfLife
from dossiers.cases.derivation import pending_derivation
from dossiers.cases.page_access import signed_in_user
from dossiers.models import Derivation, Trouble
from dossiers.operations.round_steps import work_label

MOST, FEW = 200, 5


@login_required
@require_safe
def daily_round_page(request: HttpRequest) -> HttpResponse:
    """The cases that were locked or failed, the longest first; for Bureau GGO."""
    if not signed_in_user(request).is_bureau:
        raise Http404
    troubles = Trouble.objects.open().select_related("case")
    context = {
        "troubles": troubles[:MOST],
        "signs": [(work_label(sign.name), sign) for sign in SignOfLife.objects.all()],
        "behind": pending_derivation(),
        "derivations": Derivation.objects.filter(ended_at__isnull=False)[:FEW],
    }
    return render(request, "dossiers/operations/round.html", context)
