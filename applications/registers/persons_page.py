"""An organisation's register of the persons whom its forms name."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.errors import InputRefused
from accounts.models import Organisation
from accounts.requests import signed_in_user
from applications.access.page_access import actor_from_request, signed_in
from applications.errors import StaleEntry
from applications.models import Person
from applications.registers.person_form import PersonForm
from applications.registers.persons import (
    add_person,
    change_person,
    restore_person,
    retire_person,
)
from applications.registers.sites_page import (
    chosen_organisation,
    conflict_message,
    kept_organisations,
    kept_registers,
)
from applications.text_input.untouched import prints_of, with_theirs

PER_PAGE = 50


@require_safe
@signed_in
def person_list_page(request: HttpRequest) -> HttpResponse:
    """The persons of one's own labs; those who can be picked come first."""
    own = Person.objects.visible_to(signed_in_user(request)).select_related(
        "organisation"
    )
    rows = own.order_by("-is_active", "name", "pk")
    kept = kept_organisations(request)
    return render(
        request,
        "applications/registers/persons.html",
        {
            "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
            "kept": kept,
            "kept_ids": {organisation.pk for organisation in kept},
            "several": signed_in_user(request).organisations().count() > 1,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_person(request: HttpRequest) -> HttpResponse:
    """A new person, for a lab where one is administrator or BVF."""
    organisation = chosen_organisation(request, kept_organisations(request))
    form = _form(request, organisation)
    if form.is_valid() and _stored(request, form):
        messages.success(request, _("The person is in the register."))
        return redirect("persons")
    return _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One person, to correct for who keeps the register."""
    stored = _kept(request, pk)
    form = _form(request, stored.organisation, stored)
    try:
        if form.is_valid() and _stored(request, form):
            messages.success(request, _("The register has been corrected."))
            return redirect("persons")
    except StaleEntry as refusal:
        form = _on_top_of(request, form, cast(Person, refusal.current))
    return _page(request, form)


def _on_top_of(request: HttpRequest, form: PersonForm, stands: Person) -> PersonForm:
    """The form as it was typed, on top of what another window saved meanwhile."""
    theirs, data = stands.as_values(), request.POST.copy()
    kept = with_theirs(form.cleaned_data, theirs, begun=data.get("begun"))
    for name, value in kept.items():
        data[name] = value
    data["begun"] = prints_of(theirs)
    again = PersonForm(data, organisation=form.organisation, person=stands)
    again.is_valid()
    again.add_error(None, conflict_message(again, theirs))
    return again


@require_POST
@signed_in
def person_availability(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person off the list to pick from, or put him back."""
    stored = _kept(request, pk)
    if stored.is_active:
        retire_person(stored, by=actor_from_request(request))
        text = _("%(person)s can no longer be picked.")
    else:
        restore_person(stored, by=actor_from_request(request))
        text = _("%(person)s can be picked again.")
    messages.success(request, text % {"person": stored})
    return redirect("persons")


def _kept(request: HttpRequest, pk: int) -> Person:
    """A person of a register that one keeps, or 404."""
    rows = Person.objects.filter(organisation__in=kept_registers(request))
    return get_object_or_404(rows.select_related("organisation"), pk=pk)


def _form(
    request: HttpRequest, organisation: Organisation, stored: Person | None = None
) -> PersonForm:
    """The form of a person, with what was sent."""
    data = request.POST if request.method == "POST" else None
    return PersonForm(data, organisation=organisation, person=stored)


def _stored(request: HttpRequest, form: PersonForm) -> bool:
    """Was it stored? What is refused stands in the form."""
    by, values = actor_from_request(request), form.cleaned_data
    try:
        if form.person:
            begun = request.POST.get("begun")
            change_person(form.person, values, by=by, begun=begun)
        else:
            add_person(form.organisation, values, by=by)
    except InputRefused as error:
        form.add_error("email", error.message)
        return False
    return True


def _page(request: HttpRequest, form: PersonForm) -> HttpResponse:
    status = 400 if form.is_bound else 200
    opened = prints_of(form.person.as_values()) if form.person else ""
    frame = {"form": form, "begun": form.data.get("begun", opened)}
    return render(
        request, "applications/registers/person_form.html", frame, status=status
    )
