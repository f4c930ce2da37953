"""Which BVF is admitted for what, for the lab and for Bureau GGO."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import LabRole, Membership
from accounts.requests import signed_in_user
from applications.access.page_access import signed_in
from applications.models import BvfAdmission
from procedures.models import amsterdam_today

PER_PAGE = 50


@require_safe
@signed_in
def admission_list_page(request: HttpRequest) -> HttpResponse:
    """The BVFs of one's own labs, for Bureau GGO of all, each with what is known."""
    user = signed_in_user(request)
    officers = Membership.objects.filter(role=LabRole.BVF)
    if not user.is_bureau:
        officers = officers.filter(organisation__in=user.organisations())
    rows = officers.select_related("user", "organisation").prefetch_related(
        Prefetch("user__admissions", BvfAdmission.objects.order_by("starts_on"))
    )
    ordered = rows.order_by("organisation__name", "user__name", "pk")
    return render(
        request,
        "applications/registers/admissions.html",
        {
            "page": Paginator(ordered, PER_PAGE).get_page(request.GET.get("page")),
            "today": amsterdam_today(),
            "may_enter": user.has_perm("applications.change_bvfadmission"),
        },
    )
