"""An organisation's register of sites."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation
from accounts.requests import signed_in_user
from applications.access.page_access import actor_from_request, signed_in
from applications.errors import StaleEntry
from applications.models import Site
from applications.registers.site_form import SiteForm
from applications.registers.sites import KEEPERS, add_site, change_site
from applications.text_input.untouched import prints_of, with_theirs
from procedures.models import amsterdam_today


@require_safe
@signed_in
def site_list_page(request: HttpRequest) -> HttpResponse:
    """The sites of one's own labs, with what their permits allow."""
    own = Site.objects.visible_to(signed_in_user(request)).select_related(
        "organisation"
    )
    return render(
        request,
        "applications/registers/sites.html",
        {
            "sites": own.prefetch_related("containments"),
            "kept": kept_organisations(request),
            "several": signed_in_user(request).organisations().count() > 1,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_site(request: HttpRequest) -> HttpResponse:
    """A new site, for a lab where one is administrator or BVF."""
    kept = kept_organisations(request)
    organisation = chosen_organisation(request, kept)
    form = _form(request, organisation)
    if request.method == "POST" and form.is_valid():
        add_site(organisation, form.values(), by=actor_from_request(request))
        messages.success(request, _("The location is in the register."))
        return redirect("sites")
    return _page(request, form, organisations=kept)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def site_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One site: to correct for who keeps the register, to read for colleagues."""
    stored = get_object_or_404(
        Site.objects.visible_to(signed_in_user(request)).select_related("organisation"),
        pk=pk,
    )
    if not Site.objects.editable_by(signed_in_user(request)).filter(pk=pk).exists():
        if request.method == "POST":
            return redirect("site", pk)
        return render(request, "applications/registers/site.html", {"site": stored})
    form = _form(request, stored.organisation, stored)
    if request.method == "POST" and form.is_valid():
        begun = request.POST.get("begun")
        try:
            change_site(
                stored, form.values(), by=actor_from_request(request), begun=begun
            )
        except StaleEntry as refusal:
            form = _on_top_of(request, form, cast(Site, refusal.current))
        else:
            messages.success(request, _("The register has been corrected."))
            return redirect("sites")
    return _page(request, form, site=stored)


def _on_top_of(request: HttpRequest, form: SiteForm, stands: Site) -> SiteForm:
    """The form as it was typed, on top of what another window saved meanwhile."""
    theirs = stands.as_values()
    mine = {**form.values(), "cfis": sorted(form.values()["cfis"])}
    kept = with_theirs(mine, theirs, begun=request.POST.get("begun"))
    data, now = request.POST.copy(), _form(request, form.organisation, stands)
    for name, value in kept.items():
        data[name] = value
    for key in now.families if kept["cfis"] == theirs["cfis"] else ():
        data[key] = now.initial.get(key, "")
    data["begun"] = prints_of(theirs)
    again = SiteForm(
        data, organisation=form.organisation, on=amsterdam_today(), site=stands
    )
    again.is_valid()
    again.add_error(None, conflict_message(again, theirs))
    return again


def conflict_message(form: forms.Form, theirs: Mapping[str, Any]) -> str:
    """That another window was first, and what stands where one's own text differs."""
    typed = form.values() if isinstance(form, SiteForm) else form.cleaned_data
    labels = {name: str(field.label) for name, field in form.fields.items()}
    differ = "; ".join(
        f"{labels.get(name, 'CFI')}: "
        f"{', '.join(value) if isinstance(value, list) else value or '–'}"
        for name, value in theirs.items()
        if (sorted(typed[name]) if name == "cfis" else typed[name]) != value
    )
    words = _(
        "This was changed in another window meanwhile. Nothing is saved yet: what you "
        "typed is below, and what you had not changed is as it is now. Save again to "
        "keep your text. In the register now stands: %(differ)s."
    )
    return words % {"differ": differ}


def kept_registers(request: HttpRequest) -> QuerySet[Organisation]:
    """The labs whose register this person keeps."""
    return Organisation.objects.filter(
        memberships__user=signed_in_user(request), memberships__role__in=KEEPERS
    ).distinct()


def kept_organisations(request: HttpRequest) -> list[Organisation]:
    """The same, fetched."""
    return list(kept_registers(request))


def chosen_organisation(request: HttpRequest, kept: list[Organisation]) -> Organisation:
    """The lab that a new entry is for: the one that was chosen, else the first.

    A 404 for who keeps no register.
    """
    chosen = request.POST.get("organisation") or request.GET.get("organisation")
    own = [row for row in kept if str(row.pk) == chosen] or kept[:1]
    if not own:
        raise Http404
    return own[0]


def _form(
    request: HttpRequest, organisation: Organisation, site: Site | None = None
) -> SiteForm:
    """The form of a site, with what was sent."""
    return SiteForm(
        request.POST if request.method == "POST" else None,
        organisation=organisation,
        on=amsterdam_today(),
        site=site,
    )


def _page(request: HttpRequest, form: SiteForm, **extra: Any) -> HttpResponse:
    status = 400 if form.is_bound else 200
    opened = prints_of(form.site.as_values()) if form.site else ""
    frame = {"form": form, "begun": form.data.get("begun", opened), **extra}
    return render(
        request, "applications/registers/site_form.html", frame, status=status
    )
