"""What forms pick from: places where ggo's are used (PVU), and persons."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import LabRole, Organisation, User


class SiteQuerySet(models.QuerySet["Site"]):
    """Sites, by who may see and change them."""

    def visible_to(self, user: User) -> Self:
        """The sites of the organisations a person belongs to."""
        return self.filter(organisation__in=user.organisations())

    def editable_by(self, user: User) -> Self:
        """The sites of organisations where a person is administrator or BVF."""
        keepers = user.memberships.filter(role__in=[LabRole.ADMIN, LabRole.BVF])
        return self.filter(organisation__in=keepers.values("organisation"))


class Site(models.Model):
    """A place of use (plaats van uitvoering), with the permit that allows it.

    Besluit ggo, bijlage 5, c: address and exact location, the highest level per CFI
    that the environmental permit allows, and the authority that granted it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="sites")
    name = models.CharField(_("name of the location"), max_length=200)
    street = models.CharField(_("street and number"), max_length=200)
    postcode = models.CharField(_("postcode"), max_length=7)
    municipality = models.CharField(_("municipality"), max_length=100)
    authority = models.CharField(
        _("authority that granted the environmental permit"), max_length=200
    )
    permit_number = models.CharField(
        _("number of the environmental permit"), max_length=100, blank=True
    )

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="site_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def as_values(self) -> dict[str, Any]:
        """What the register says of the site, as the acts take it; CFIs in order."""
        names = ("name", "street", "postcode", "municipality", "authority")
        said = {name: getattr(self, name) for name in (*names, "permit_number")}
        return {**said, "cfis": sorted(one.cfi for one in self.containments.all())}


class SiteContainment(models.Model):
    """The highest CFI of one family that the permit of a site allows, e.g. ML-II."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="containments")
    cfi = models.CharField(_("highest CFI allowed"), max_length=10)

    class Meta:
        ordering = ["cfi"]
        constraints = [
            models.UniqueConstraint(fields=["site", "cfi"], name="site_cfi_once")
        ]

    def __str__(self) -> str:
        return self.cfi


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons, by who may see them and whether they can be picked."""

    def visible_to(self, user: User) -> Self:
        """The persons of the organisations that somebody belongs to."""
        return self.filter(organisation__in=user.organisations())

    def pickable(self) -> Self:
        """Those who still work there."""
        return self.filter(is_active=True)


class Person(models.Model):
    """Somebody whom forms name, as VM or OL (Regeling ggo 8); needs no account."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="persons"
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    is_active = models.BooleanField(_("can be picked"), default=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"], name="person_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def as_values(self) -> dict[str, str]:
        """What the register says of the person, as its form has it."""
        return {"name": self.name, "email": self.email, "phone": self.phone}
