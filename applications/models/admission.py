"""That a BVF was admitted, for which CFIs (Regeling ggo 6 lid 2, 11 to 14)."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from procedures.models import ContainmentCategory


class AdmissionQuerySet(models.QuerySet["BvfAdmission"]):
    """Admissions, by the day on which they hold."""

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        begun = self.filter(starts_on__lte=day)
        return begun.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day))


class BvfAdmission(models.Model):
    """The Minister's admission of a biosafety officer, as Bureau GGO entered it.

    An admission is for CFIs and levels (Regeling ggo 11 lid 1), which a code has both:
    `ML-II` does not stand for `ML-I`. `ends_on` is its last day, None without an end.
    It also lapses after five years in a row without acting as BVF (14 lid 5); the
    portal does not know who acts, so it says that and does not count it.
    """

    bvf = models.ForeignKey(
        User,
        models.CASCADE,
        related_name="admissions",
        verbose_name=gettext_lazy("biological safety officer (BVF)"),
    )
    cfis = ArrayField(
        models.CharField(max_length=10),
        verbose_name=gettext_lazy("CFIs"),
        help_text=gettext_lazy("Codes with their level, with commas: ML-I, ML-II."),
    )
    starts_on = models.DateField(gettext_lazy("admitted from"))
    ends_on = models.DateField(
        gettext_lazy("last day"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty when the admission has no end."),
    )
    number = models.CharField(
        gettext_lazy("number or document of the admission"), max_length=100
    )

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        ordering = ["bvf", "starts_on", "pk"]
        verbose_name = gettext_lazy("admission of a BVF")
        verbose_name_plural = gettext_lazy("admissions of BVFs")
        constraints = [
            models.CheckConstraint(
                name="admission_ends_after_it_starts",
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=gettext_lazy(
                    "The last day lies before the first."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.bvf}: {', '.join(self.cfis)}"

    def clean(self) -> None:
        """The codes are CFIs of the law on the first day."""
        super().clean()
        if self.starts_on is None or not self.cfis:
            return
        known = ContainmentCategory.objects.on(self.starts_on)
        wrong = set(self.cfis) - set(known.values_list("key", flat=True))
        if wrong:
            words = _("Not known on that day: %(codes)s.")
            raise ValidationError({"cfis": words % {"codes": ", ".join(sorted(wrong))}})

    @property
    def words(self) -> str:
        """For what and until when: “ML-I, ML-II until 1 June 2030”."""
        codes = ", ".join(self.cfis)
        if self.ends_on is None:
            return codes
        return _("%(cfis)s until %(day)s") % {
            "cfis": codes,
            "day": date_format(self.ends_on, "j F Y"),
        }


def admission_words(admissions: Iterable[BvfAdmission]) -> str:
    """For what somebody is admitted, as far as the portal knows."""
    found = "; ".join(admission.words for admission in admissions)
    if not found:
        return _("admission not known to the portal")
    return _("admitted for %(what)s") % {"what": found}
