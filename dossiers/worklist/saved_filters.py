"""Filters of the worklist that staff keep: one's own, shared with colleagues or not."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.errors import InputRefused
from dossiers.models import SavedFilter

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
