"""Keeping an organisation's register of sites, with what their permits allow."""

from collections.abc import Mapping

from django.db import transaction

from accounts.actor import Actor
from accounts.models import LabRole, Organisation
from applications.models import Site, SiteContainment
from applications.rights import require_member, require_role

KEEPERS = (LabRole.ADMIN, LabRole.BVF)


@transaction.atomic
def add_site(organisation: Organisation, values: Mapping, *, by: Actor) -> Site:
    """A new site; `values` are those of `SiteForm`. Raises `NotAllowed`."""
    _require_keeper(organisation, by)
    return _filled(Site(organisation=organisation), values)


@transaction.atomic
def change_site(site: Site, values: Mapping, *, by: Actor) -> Site:
    """Correct a site; what is filed keeps what it said. Raises `NotAllowed`."""
    _require_keeper(site.organisation, by)
    return _filled(Site.objects.select_for_update().get(pk=site.pk), values)


def _require_keeper(organisation: Organisation, by: Actor) -> None:
    require_member(organisation, by)
    require_role(organisation, by, *KEEPERS)


def _filled(site: Site, values: Mapping) -> Site:
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
