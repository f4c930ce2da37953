"""Who answers for a dossier now, and where: what administrative changes made of it."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models.application import Application
from applications.models.registers import Person, Site


def _both(name: str, *, absent: bool) -> models.Q:
    """Somebody and since when: both are there, or neither is."""
    return models.Q((f"{name}__isnull", absent), (f"{name}_since__isnull", absent))


class StandingQuerySet(models.QuerySet["Standing"]):
    """Standings, by the dossier that they are of."""

    def of_closed(self, application: Application) -> Self:
        """The standing of an application's dossier, when that is closed."""
        first = application.first_id or application.pk
        return self.filter(first=first, closed_at__isnull=False)


class Standing(models.Model):
    """What changed in a dossier without a procedure: BVF, VM, place, or its end.

    A dossier is known here by its first filing. What is empty never changed that way:
    then its last filing says who and where. Each `…_since` is the moment at which
    Bureau GGO processed the change, so that a later filing goes before it.
    """

    first = models.OneToOneField(
        Application, models.CASCADE, related_name="standing", primary_key=True
    )
    bvf = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    bvf_since = models.DateTimeField(null=True, blank=True)
    vm = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    vm_since = models.DateTimeField(null=True, blank=True)
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+"
    )
    site_since = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing of a dossier")
        verbose_name_plural = _("standing of dossiers")
        constraints = [
            models.CheckConstraint(
                condition=_both(name, absent=True) | _both(name, absent=False),
                name=f"standing_{name}_since",
            )
            for name in ("bvf", "vm", "site")
        ]

    def __str__(self) -> str:
        return str(self.first_id)

    def after(self, filed_at: datetime) -> dict[str, dict[str, Any]]:
        """What changed after that filing, as answers by section and field."""
        found: dict[str, dict[str, Any]] = {}
        if self.bvf_since and self.bvf_since > filed_at:
            found["organisation"] = {"bvf": str(self.bvf_id)}
        if self.vm_since and self.vm_since > filed_at:
            found["permit"] = {"responsible": [str(self.vm_id)]}
        if self.site_since and self.site_since > filed_at:
            found["place"] = {"site": str(self.site_id)}
        return found
