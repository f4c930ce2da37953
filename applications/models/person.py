"""The people whom an organisation names in its forms, picked and not retyped."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User


class PersonQuerySet(models.QuerySet):
    """Persons, by who may see them and whether they can be picked."""

    def visible_to(self, user: User):
        """The persons of the organisations that somebody belongs to."""
        return self.filter(organisation__in=user.organisations())

    def pickable(self):
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

    def __str__(self):
        return self.name

    def as_values(self) -> dict[str, str]:
        """What the register says of the person, as its form has it."""
        return {"name": self.name, "email": self.email, "phone": self.phone}
