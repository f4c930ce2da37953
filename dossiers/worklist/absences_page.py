"""Who at Bureau GGO is away, and who looks after the cases meanwhile."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.errors import InputRefused
from accounts.models import User
from applications.forms.fields import model_field
from dossiers.handling.absences import (
    WORKING_ROLES,
    able_substitutes,
    end_absence,
    enter_absence,
    working_staff,
)
from dossiers.models import Absence
from dossiers.worklist.worklist_page import staff_or_404
from procedures.day_field import DayField
from procedures.models import amsterdam_today

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    _UserField = forms.ModelChoiceField[User]
else:  # Django's own takes no type when it runs
    _UserField = forms.ModelChoiceField


class ColleagueField(_UserField):
    """Somebody of the staff that works on cases."""

    def __init__(
        self, label: "StrOrPromise", needed: "StrOrPromise", **how: Any
    ) -> None:
        super().__init__(
            working_staff().none(),
            label=label,
            empty_label=gettext_lazy("choose"),
            error_messages={"required": needed, "invalid_choice": needed},
            **how,
        )


class AbsenceForm(forms.Form):
    """Who, by whom, and from which day through which day."""

    use_required_attribute = False

    person = ColleagueField(
        gettext_lazy("Who is away?"), gettext_lazy("Choose who is away.")
    )
    substitute = ColleagueField(
        gettext_lazy("Who looks after the cases?"),
        gettext_lazy("Choose who looks after the cases."),
        help_text=gettext_lazy(
            "They stand under “Mine” for this colleague, who also gets the reminders."
        ),
    )
    first = DayField(
        label=gettext_lazy("First day"),
        error_messages={
            "required": gettext_lazy("Give the first day."),
            "invalid": gettext_lazy("Give a date, such as 24-12-2026."),
        },
    )
    last = DayField(
        label=gettext_lazy("Last day"),
        error_messages={
            "required": gettext_lazy("Give the last day."),
            "invalid": gettext_lazy("Give a date, such as 24-12-2026."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "substitute"):
            model_field(self, name).queryset = working_staff()

    def offer_able(self, user: User) -> None:
        """Offer as substitute only who can do what the absent one does."""
        person = getattr(self, "cleaned_data", {}).get("person") or user
        model_field(self, "substitute").queryset = able_substitutes(person)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def absence_overview(request: HttpRequest) -> HttpResponse:
    """Who is away now and later; who works on cases enters one here."""
    user, today = staff_or_404(request), amsterdam_today()
    may_enter = may_arrange(user)
    if request.method == "POST" and not may_enter:
        raise Http404
    typed = request.POST if request.method == "POST" else None
    form = AbsenceForm(typed, initial={"person": user.pk, "first": today})
    if form.is_valid() and _enter_from_form(request, form):
        return redirect("absences")
    # Only for the page that is shown: whom somebody chose is judged by the act, which
    # says why not.
    form.offer_able(user)
    rows = Absence.objects.filter(days__endswith__gt=today)
    context = {
        "absences": rows.select_related("person", "substitute"),
        "form": form if may_enter else None,
        "today": today,
    }
    status = 400 if form.is_bound else 200
    return render(request, "dossiers/worklist/absences.html", context, status=status)


def may_arrange(user: User) -> bool:
    """Does this person work on cases, so that absences are his to enter?"""
    return bool(WORKING_ROLES & user.bureau_roles())


def _enter_from_form(request: HttpRequest, form: AbsenceForm) -> bool:
    """Enter it; what is refused stands in the form."""
    by = Actor(user=staff_or_404(request))
    try:
        made = enter_absence(**form.cleaned_data, by=by, at=timezone.now())
    except InputRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    text = _("%(substitute)s looks after the cases of %(person)s.")
    words = {"substitute": made.substitute.name, "person": made.person.name}
    messages.success(request, text % words)
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_of_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then the person is back from today on."""
    if not may_arrange(staff_or_404(request)):
        raise Http404
    found = get_object_or_404(
        Absence.objects.select_related("person", "substitute"), pk=pk
    )
    if request.method == "POST":
        end_absence(found, at=timezone.now())
        messages.success(request, _("The absence has ended."))
        return redirect("absences")
    return render(request, "dossiers/worklist/absence_end.html", {"absence": found})
