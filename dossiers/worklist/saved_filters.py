"""Filters of the worklist that somebody keeps: saved, renamed, shared, deleted."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.errors import InputRefused
from dossiers.models import SavedFilter
from dossiers.worklist.worklist_form import kept_query
from dossiers.worklist.worklist_page import filters_shown_to, staff_or_404

LONGEST = 1000


def save_filter(
    query: str, *, name: str, is_shared: bool, by: Actor, at: datetime
) -> SavedFilter:
    """Keep the query of an address under a name.

    Under a name that one has already, the new query takes the place of the old one.
    Raises `InputRefused` for a query that is too long to keep.
    """
    if len(query) > LONGEST:
        raise InputRefused(
            _("This filter asks too much to be saved. Leave something out.")
        )
    kept, _is_new = SavedFilter.objects.update_or_create(
        owner=by.person,
        name=name,
        defaults={"query": query, "is_shared": is_shared},
        create_defaults={"query": query, "is_shared": is_shared, "created_at": at},
    )
    return kept


def change_filter(kept: SavedFilter, *, name: str, is_shared: bool) -> None:
    """Give one's own filter another name, or share it; raises `InputRefused`."""
    kept.name, kept.is_shared = name, is_shared
    try:
        # A savepoint, so that the request goes on after the constraint has said no.
        with transaction.atomic():
            kept.save(update_fields=["name", "is_shared"])
    except IntegrityError as error:
        text = _("You have another filter with this name already.")
        raise InputRefused(text, field="name") from error


def delete_filter(kept: SavedFilter) -> None:
    """Forget a filter; whoever had it open keeps the address."""
    kept.delete()


class NameForm(forms.Form):
    """Under what name, and for whom."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name of the filter"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the filter a name.")},
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("For all colleagues"), required=False
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def worklist_filters(request: HttpRequest) -> HttpResponse:
    """All saved filters; by POST the filter that `query` says is kept."""
    user = staff_or_404(request)
    query = kept_query(QueryDict((request.POST or request.GET).get("query", "")))
    is_sent = request.method == "POST"
    form = NameForm(request.POST if is_sent else None)
    if is_sent and form.is_valid() and _saved(request, form, query):
        return redirect(f"{reverse('worklist')}?{query}")
    mine = [one for one in filters_shown_to(user) if one.owner_id == user.pk]
    shared = [one for one in filters_shown_to(user) if one.owner_id != user.pk]
    context = {"form": form, "query": query, "mine": mine, "shared": shared}
    status = 400 if is_sent else 200
    return render(request, "dossiers/worklist/filters.html", context, status=status)


def _saved(request: HttpRequest, form: NameForm, query: str) -> bool:
    """Keep it; what is refused stands in the form."""
    by = Actor(user=staff_or_404(request))
    try:
        kept = save_filter(query, **form.cleaned_data, by=by, at=timezone.now())
    except InputRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(
        request, _("The filter “%(name)s” is saved.") % {"name": kept.name}
    )
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def worklist_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, share or delete a filter of one's own; another's does not exist."""
    kept = get_object_or_404(SavedFilter, pk=pk, owner=staff_or_404(request))
    if request.method == "POST" and "delete" in request.POST:
        delete_filter(kept)
        messages.success(
            request, _("The filter “%(name)s” is deleted.") % {"name": kept.name}
        )
        return redirect("worklist-filters")
    typed = request.POST if request.method == "POST" else None
    form = NameForm(typed, initial={"name": kept.name, "is_shared": kept.is_shared})
    if form.is_valid() and _changed(request, form, kept):
        return redirect("worklist-filters")
    status = 400 if form.is_bound else 200
    context = {"form": form, "kept": kept}
    return render(request, "dossiers/worklist/filter.html", context, status=status)


def _changed(request: HttpRequest, form: NameForm, kept: SavedFilter) -> bool:
    try:
        change_filter(kept, **form.cleaned_data)
    except InputRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    messages.success(request, _("The filter is changed."))
    return True
