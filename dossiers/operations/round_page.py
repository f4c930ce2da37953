"""What the daily round could not do, and how the work in the background goes.

`accounts.signs_of_life` has a mark for each piece of work, by a name for machines,
which `/health/work` and `/metrics` tell; the page says the words that stand here.
"""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import SignOfLife
from accounts.requests import signed_in_user
from dossiers.cases.derivation import pending_derivation
from dossiers.models import Derivation, Trouble

WORDS = {
    "sending": gettext_lazy("Making and sending letters and reminders"),
    "invitations": gettext_lazy("Sending invitations"),
    "deriving": gettext_lazy("Deriving the dates after a change of the law"),
    "round derive": gettext_lazy("Round: deriving the dates"),
    "round close": gettext_lazy("Round: closing after the window of article 2.19"),
    "round remind": gettext_lazy("Round: promising reminders"),
    "round remind advisers": gettext_lazy("Round: reminding advisers"),
    "round gather": gettext_lazy("Round: gathering reminders in one mail"),
    "round seal": gettext_lazy("Round: sealing the record of the day"),
    "queue mail": gettext_lazy("Worker for mail"),
    "queue round": gettext_lazy("Worker for the round"),
    "queue other": gettext_lazy("Worker for everything else"),
}


def work_label(name: str) -> str:
    """The words for a piece of work; one that has none keeps its name."""
    return str(WORDS.get(name, name))


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
