"""Letters that did not arrive: again, or recorded as sent by post."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.models import BureauRole
from accounts.requests import signed_in_user
from dossiers.cases.page_access import refusal_text
from dossiers.correspondence.delivering import (
    has_arrived,
    new_addressees,
    record_posting,
    resend_letter,
)
from dossiers.errors import NotAllowed
from dossiers.models import Letter
from dossiers.worklist.own_cases_page import address_with
from dossiers.worklist.worklist_page import staff_or_404
from procedures.day_field import DayField
from procedures.models import amsterdam_today

PAGE = 30


class PostForm(forms.Form):
    """On which day a letter was posted."""

    use_required_attribute = False

    on = DayField(
        label=gettext_lazy("On which day was it posted?"),
        help_text=gettext_lazy(
            "From this day it counts as sent; from a decision the term to object then "
            "runs (Awb 3:41, 6:8)."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Give the day on which it was posted."),
            "invalid": gettext_lazy("Give a date, such as 24-12-2026."),
        },
    )


@login_required
@require_safe
def undelivered_letters(request: HttpRequest) -> HttpResponse:
    """All that was not sent in time or did not reach somebody, the oldest first."""
    staff_or_404(request)
    found = Letter.objects.undelivered(timezone.now()).order_by("pk")
    after = request.GET.get("after", "")
    if after.isdecimal() and len(after) < 18:
        found = found.filter(pk__gt=int(after))
    rows = list(
        found.select_related("case", "case__organisation")
        # Both are large, and not shown.
        .defer("words", "case__search")
        .prefetch_related(
            "deliveries", Prefetch("case__letters", Letter.objects.defer("words"))
        )[: PAGE + 1]
    )
    following = rows[PAGE - 1].pk if len(rows) > PAGE else None
    context = {
        "letters": rows[:PAGE],
        "next_url": address_with(request, after=following) if following else None,
        "first_url": request.path if after else None,
    }
    return render(request, "dossiers/worklist/undelivered.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undelivered_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of one letter; a handler sends it again, or records the post."""
    user = staff_or_404(request)
    rows = Letter.objects.select_related("case", "event", "case__organisation")
    found = get_object_or_404(rows.defer("words"), pk=pk)
    is_handler = BureauRole.HANDLER in user.bureau_roles()
    if request.method == "POST":
        if not is_handler:
            raise Http404
        return _deal_with(request, found)
    form = PostForm(initial={"on": amsterdam_today()})
    return _letter_page(request, found, form, is_handler=is_handler)


def _deal_with(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Do what was asked; what is refused stands above the form."""
    by, at = Actor(signed_in_user(request)), timezone.now()
    is_posted = request.POST.get("step") == "post"
    form = PostForm(request.POST if is_posted else None)
    if is_posted and not form.is_valid():
        return _letter_page(request, letter, form, status=400)
    try:
        if is_posted:
            record_posting(letter, on=form.cleaned_data["on"], by=by, at=at)
            words = _("It is recorded that this letter went by post.")
        else:
            resend_letter(letter, by=by, at=at)
            words = _("The letter is being sent again.")
    except NotAllowed as refusal:
        if not is_posted:
            messages.warning(request, refusal_text(request, refusal))
            return redirect("undelivered-letter", letter.pk)
        form.add_error("on", refusal.message)
        return _letter_page(request, letter, form, status=409)
    messages.success(request, words)
    return redirect("case", letter.case.number)


def _letter_page(
    request: HttpRequest,
    letter: Letter,
    form: PostForm,
    *,
    is_handler: bool = True,
    status: int = 200,
) -> HttpResponse:
    is_posted, arrived = letter.posted_on is not None, has_arrived(letter)
    others = new_addressees(letter, on=amsterdam_today())
    may_act = is_handler and not is_posted
    context = {
        "letter": letter,
        "case": letter.case,
        "deliveries": letter.deliveries.all(),
        "is_dealt_with": is_posted or arrived,
        "may_try_again": may_act and bool(others or not arrived),
        "form": form if may_act and not arrived else None,
    }
    return render(
        request, "dossiers/worklist/undelivered_letter.html", context, status=status
    )
