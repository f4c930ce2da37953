"""Keeping an organisation's register of sites, with what their permits allow."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.models import LabRole, Organisation
from applications.access.draft_access import require_member, require_role
from applications.errors import StaleEntry
from applications.models import Person, Site, SiteContainment
from applications.text_input.untouched import prints_of

KEEPERS = (LabRole.ADMIN, LabRole.BVF)


@transaction.atomic
def add_site(
    organisation: Organisation, values: Mapping[str, Any], *, by: Actor
) -> Site:
    """A new site; `values` are those of `SiteForm`. Raises `ActorNotAllowed`."""
    _require_keeper(organisation, by)
    return _filled(Site(organisation=organisation), values)


@transaction.atomic
def change_site(
    site: Site, values: Mapping[str, Any], *, by: Actor, begun: str | None = None
) -> Site:
    """Correct a site; what is filed keeps what it said.

    `begun` are the prints of what the writer's page began with. Raises
    `ActorNotAllowed`, and `StaleEntry` when somebody else saved something else since.
    """
    _require_keeper(site.organisation, by)
    stored = Site.objects.select_for_update().get(pk=site.pk)
    said = {**values, "cfis": sorted(values["cfis"])}
    refuse_stale(stored, said, begun)
    return _filled(stored, values)


def refuse_stale(
    stored: Site | Person, said: Mapping[str, Any], begun: str | None
) -> None:
    """Raise `StaleEntry` when an entry is not the one that the writer saw."""
    stands = stored.as_values()
    if begun is not None and begun != prints_of(stands) and said != stands:
        raise StaleEntry(stored)


def _require_keeper(organisation: Organisation, by: Actor) -> None:
    require_member(organisation, by)
    require_role(organisation, by, *KEEPERS)


def _filled(site: Site, values: Mapping[str, Any]) -> Site:
    """Store the site with exactly these CFIs."""
    fields = {name: value for name, value in values.items() if name != "cfis"}
    for name, value in fields.items():
        setattr(site, name, value)
    site.save()
    site.containments.all().delete()
    SiteContainment.objects.bulk_create(
        SiteContainment(site=site, cfi=cfi) for cfi in values["cfis"]
    )
    return site
