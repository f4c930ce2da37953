"""A BVF, or an administrator, names who signs in a BVF's place."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.errors import ActorNotAllowed, InputRefused
from accounts.members import substituting
from accounts.members.page_access import (
    actor_of_request,
    managed_organisation_or_404,
    try_act,
)
from accounts.members.substitution_form import SubstitutionForm
from accounts.models import LabRole, Organisation, Substitution
from accounts.requests import signed_in_user


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_substitution_page(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Ask who, whom and when."""
    kept = managed_organisation_or_404(request, organisation, *substituting.ARRANGERS)
    form = SubstitutionForm(
        request.POST if request.method == "POST" else None,
        organisation=kept,
        by=signed_in_user(request),
        initial={"bvf": signed_in_user(request).pk, "starts_on": timezone.localdate()},
    )
    if form.is_valid() and _save_substitution(request, kept, form):
        return redirect("organisation-people", kept.pk)
    words = {"organisation": kept, "form": form}
    status = 400 if form.is_bound else 200
    return render(request, "accounts/substitution.html", words, status=status)


def _save_substitution(
    request: HttpRequest, organisation: Organisation, form: SubstitutionForm
) -> bool:
    """Arrange it; what is refused stands in the form."""
    by, at = actor_of_request(request), timezone.now()
    try:
        made = substituting.arrange_substitution(
            organisation, **form.values(), by=by, at=at
        )
    except (ActorNotAllowed, InputRefused) as error:
        field = getattr(error, "field", None)
        form.add_error(field if field in form.fields else None, str(error))
        return False
    text = _("%(substitute)s signs in the place of %(bvf)s through %(last)s.")
    messages.success(request, text % _words(made))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def substitution_end_page(
    request: HttpRequest, organisation: UUID, pk: int
) -> HttpResponse:
    """Ask once more, then end it from now on."""
    kept = managed_organisation_or_404(request, organisation, *substituting.ARRANGERS)
    rows = kept.substitutions.select_related("bvf", "substitute", "organisation")
    if not signed_in_user(request).holds(LabRole.ADMIN, kept):
        rows = rows.filter(bvf=signed_in_user(request))
    chosen = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        by, at = actor_of_request(request), timezone.now()
        done = _("The substitution has ended.")
        try_act(
            request,
            lambda: substituting.end_substitution(chosen, by=by, at=at),
            done,
        )
        return redirect("organisation-people", kept.pk)
    question = {
        "heading": _("End this substitution?"),
        "text": _(
            "From now on %(substitute)s no longer signs in the place of %(bvf)s. What "
            "was signed stays signed."
        )
        % _words(chosen),
        "button": _("End the substitution"),
    }
    return render(request, "accounts/confirm.html", {"organisation": kept, **question})


def _words(row: Substitution) -> dict[str, str]:
    return {
        "substitute": row.substitute.name,
        "bvf": row.bvf.name,
        "last": date_format(row.ends_on, "j F Y"),
    }
