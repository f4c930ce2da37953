"""The people of an organisation: who they are, what they may do, who changed it."""

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import ActorNotAllowed, InputRefused
from accounts.members import membership as acts
from accounts.members.member_forms import RolesForm
from accounts.members.membership import roles_of
from accounts.members.page_access import (
    actor_of_request,
    colleague_or_404,
    managed_organisation_or_404,
    own_organisation_or_404,
    try_act,
)
from accounts.models import LabRole, Membership, Organisation, User
from accounts.requests import signed_in_user

_Row = TypeVar("_Row", bound=Model)

PER_PAGE = 50
FEW = 5


@require_safe
@login_required
def own_people_page(request: HttpRequest) -> HttpResponse:
    """The people of one's own organisation; of the first, for who has several."""
    organisation = signed_in_user(request).organisations().first()
    if organisation is None:
        return render(request, "accounts/people.html")
    return _people_page(request, organisation)


@require_safe
@login_required
def organisation_people_page(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """The people of this organisation, which must be one's own."""
    return _people_page(request, own_organisation_or_404(request, organisation))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_page(request: HttpRequest, organisation: UUID, person: int) -> HttpResponse:
    """The roles of a colleague, for the administrator to change."""
    kept = managed_organisation_or_404(request, organisation)
    person_found = colleague_or_404(kept, person)
    form = RolesForm(
        request.POST if request.method == "POST" else None,
        initial={"roles": acts.roles_in_order(roles_of(person_found, kept))},
    )
    if form.is_valid() and _save_roles(request, kept, person_found, form):
        return redirect("organisation-people", kept.pk)
    words = {"organisation": kept, "person": person_found, "form": form}
    status = 400 if form.is_bound else 200
    return render(request, "accounts/member.html", words, status=status)


def _save_roles(
    request: HttpRequest, organisation: Organisation, person: User, form: RolesForm
) -> bool:
    """Change the roles; what is refused stands in the form."""
    try:
        acts.change_roles(
            organisation,
            person=person,
            roles=form.cleaned_data["roles"],
            by=actor_of_request(request),
            at=timezone.now(),
        )
    except (ActorNotAllowed, InputRefused) as error:
        form.add_error("roles", str(error))
        return False
    text = _("The roles of %(person)s have been changed.")
    messages.success(request, text % {"person": person})
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_removal_page(
    request: HttpRequest, organisation: UUID, person: int
) -> HttpResponse:
    """Ask once more, then remove a colleague from the organisation."""
    kept = managed_organisation_or_404(request, organisation)
    person_found = colleague_or_404(kept, person)
    words = {"person": person_found, "organisation": kept}
    if request.method == "POST":
        done = _("%(person)s no longer acts for %(organisation)s.") % words
        by, at = actor_of_request(request), timezone.now()
        try_act(
            request,
            lambda: acts.remove_member(kept, person=person_found, by=by, at=at),
            done,
        )
        return redirect("people")
    question = {
        "heading": _("Remove %(person)s?") % words,
        "text": _(
            "%(person)s can no longer see or do anything of %(organisation)s. What "
            "this person wrote, signed and filed stays. The account itself stays too."
        )
        % words,
        "button": _("Remove from the organisation"),
    }
    return render(request, "accounts/confirm.html", {"organisation": kept, **question})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leaving_page(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Ask once more, then leave the organisation."""
    own = own_organisation_or_404(request, organisation)
    words = {"organisation": own}
    if request.method == "POST":
        by, at = actor_of_request(request), timezone.now()
        done = _("You no longer act for %(organisation)s.") % words
        try_act(request, lambda: acts.leave_organisation(own, by=by, at=at), done)
        return redirect("people")
    question = {
        "heading": _("Leave %(organisation)s?") % words,
        "text": _(
            "You can no longer see or do anything of %(organisation)s. What you wrote, "
            "signed and filed stays. To come back you need an invitation."
        )
        % words,
        "button": _("Leave the organisation"),
    }
    return render(request, "accounts/confirm.html", {"organisation": own, **question})


@require_safe
@login_required
def access_record_page(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Everything that changed in who may act, for administrators and BVFs."""
    kept = managed_organisation_or_404(
        request, organisation, LabRole.ADMIN, LabRole.BVF
    )
    page = _paged(request, kept.access_events.all())
    words = {"organisation": kept, "page": page}
    return render(request, "accounts/record.html", words)


def _people_page(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    now = timezone.now()
    mine = roles_of(signed_in_user(request), organisation)
    invited = organisation.invitations.unanswered().order_by("-invited_at")
    substitutions = organisation.substitutions.not_past(timezone.localdate(now))
    may_look_back = bool(mine & {LabRole.ADMIN, LabRole.BVF})
    return render(
        request,
        "accounts/people.html",
        {
            "organisation": organisation,
            "organisations": signed_in_user(request).organisations(),
            "page": _paged(request, _with_roles(organisation)),
            "invitations": [(row, row.state(now)) for row in invited],
            "substitutions": substitutions.select_related("bvf", "substitute"),
            "today": timezone.localdate(now),
            "events": organisation.access_events.all()[:FEW] if may_look_back else [],
            "is_admin": LabRole.ADMIN in mine,
            "may_arrange": may_look_back,
            "has_admin": organisation.people(LabRole.ADMIN).exists(),
        },
    )


def _with_roles(organisation: Organisation) -> QuerySet[User]:
    """Everybody of an organisation by name, each with `roles_here`."""
    here = Membership.objects.filter(organisation=organisation).order_by("pk")
    people = User.objects.filter(memberships__organisation=organisation).distinct()
    return people.order_by("name", "pk").prefetch_related(
        Prefetch("memberships", queryset=here, to_attr="roles_here")
    )


def _paged(request: HttpRequest, rows: QuerySet[_Row]) -> Page[_Row]:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
