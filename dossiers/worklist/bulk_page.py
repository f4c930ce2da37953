"""One act on many cases of the worklist: choose, look at it, do it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import Actor
from accounts.models import BureauRole, User
from dossiers.models import Case
from dossiers.worklist.bulk_acts import MOST, BulkAct, do_bulk_act, plan_bulk_act
from dossiers.worklist.question import shown_cases
from dossiers.worklist.worklist_form import BulkForm, kept_query
from dossiers.worklist.worklist_page import staff_or_404


@login_required
@require_POST
def worklist_acts(request: HttpRequest) -> HttpResponse:
    """First what will happen to each ticked case; with `confirm`, do it."""
    user = staff_or_404(request)
    if BureauRole.HANDLER not in user.bureau_roles():
        raise Http404
    back = _back(request)
    # Each once, or the second time would be told as a refusal.
    numbers = list(dict.fromkeys(request.POST.getlist("case")))
    if not numbers or len(numbers) > MOST:
        text = _("Tick at least one case, and at most %(most)d.") % {"most": MOST}
        messages.error(request, text)
        return redirect(back)
    cases, form = _cases(numbers, user), BulkForm(request.POST)
    context = {"cases": cases, "form": form, "back": back, "query": _query(request)}
    if not form.is_valid():
        return render(request, "dossiers/worklist/acts.html", context, status=400)
    act, to = BulkAct(form.cleaned_data["act"]), form.cleaned_data["to"]
    at = timezone.now()
    if "confirm" in request.POST:
        outcomes = do_bulk_act(act, cases, to=to, by=Actor(user=user), at=at)
        done = sum(one.is_done for one in outcomes)
        context |= {"outcomes": outcomes, "shown": outcomes, "done": done}
    else:
        planned = plan_bulk_act(act, cases, to=to, by=user, at=at)
        able = sum(bool(one.will) for one in planned)
        context |= {"planned": planned, "shown": planned, "able": able}
    context |= {"act": act, "to": to}
    return render(request, "dossiers/worklist/acts.html", context)


def _cases(numbers: list[str], user: User) -> list[Case]:
    """The ticked cases in the order of the list, also those that ended meanwhile."""
    # PostgreSQL takes no NUL.
    numbers = [number.replace("\0", "") for number in numbers]
    rows = shown_cases(user).filter(number__in=numbers)
    found = {case.number: case for case in rows}
    return [found[number] for number in numbers if number in found]


def _query(request: HttpRequest) -> str:
    """The filter that one came from, as it may stand in an address."""
    return kept_query(QueryDict(request.POST.get("query", "")[:2000]))


def _back(request: HttpRequest) -> str:
    query = _query(request)
    return f"{reverse('worklist')}?{query}" if query else reverse("worklist")
