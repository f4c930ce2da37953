"""One BVF signs in the place of another, for a period."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Organisation, User

DAYS = models.Func(
    "starts_on",
    "ends_on",
    models.Value("[]"),
    function="DATERANGE",
    output_field=DateRangeField(),
)
"""The days of a substitution, the last one included."""


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    """Substitutions, by when they hold."""

    def standing(self) -> Self:
        """What was not ended before its time."""
        return self.filter(ended_at__isnull=True)

    def on(self, day: date) -> Self:
        """What holds on a day."""
        return self.standing().filter(starts_on__lte=day, ends_on__gte=day)

    def not_past(self, day: date) -> Self:
        """What holds on a day, or will later."""
        return self.standing().filter(ends_on__gte=day)


class Substitution(models.Model):
    """A BVF names another BVF of the organisation, who signs in his or her place.

    `starts_on` and `ends_on` are the first and the last day, both included. What is
    ended early keeps its days, with `ended_at`.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="substitutions"
    )
    bvf = models.ForeignKey(User, models.PROTECT, related_name="substituted_by")
    substitute = models.ForeignKey(User, models.PROTECT, related_name="substitutes_for")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("substitution")
        verbose_name_plural = _("substitutions")
        constraints = [
            # What `_require_free` looks for may come true between its look and the
            # insert; here it cannot.
            ExclusionConstraint(
                name="one_substitute_a_day",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("bvf", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
                condition=models.Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="substitution_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(bvf=models.F("substitute")),
                name="substitute_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bvf} → {self.substitute}"
