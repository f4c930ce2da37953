"""The law as dated rows: procedures, CFI categories and free days, each with its ground."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _


class NotInForce(LookupError):
    """No row of the law held for that key on that day. We refuse, never guess."""


class DatedQuerySet(models.QuerySet):
    """Rows of the law, by the day on which they hold."""

    def on(self, day: date):
        """The rows in force on a day."""
        return self.filter(valid__contains=day)

    def in_force(self, key: str, day: date):
        """The one row for a key on a day; `NotInForce` when there is none."""
        row = self.on(day).filter(key=key).first()
        if row is None:
            raise NotInForce(f"{key} is not in force on {day}.")
        return row


class DatedRow(models.Model):
    """A row of the law: valid from a day, with its legal basis, checked by a jurist.

    `basis` maps what is grounded (`term`, `start`, `suspension` …) to a list of
    references `{text, article, url}`.
    """

    key = models.CharField(max_length=60)
    valid = DateRangeField(_("valid"))
    basis = models.JSONField(_("legal basis"))
    checked_on = models.DateField(_("last compared with the law on"))

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            ExclusionConstraint(
                name="%(class)s_one_row_a_day",
                expressions=[
                    ("key", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            )
        ]


class Level(models.TextChoices):
    """Containment level or outcome as the procedures page names it (inperkingsniveau)."""

    I = "I", "I"  # noqa: E741
    II_K = "II-k", "II-k"
    II_V = "II-v", "II-v"
    III = "III", "III"
    IV = "IV", "IV"
    MI_I_II = "MI-I or MI-II", _("MI-I or MI-II")
    MI_III = "MI-III", "MI-III"
    S_I = "S-I", "S-I"
    S_III = "S-III", "S-III"


class ProcedureType(models.TextChoices):
    """Kind of procedure (soort procedure), by its Dutch code."""

    KG = "KG", "KG"
    VA = "VA", "VA"
    NONE = "none", _("none")
    R28 = "2.8", "2.8"
    R28_KG = "2.8 + KG", "2.8 + KG"
    R213 = "2.13", "2.13"
    R213A = "2.13a", "2.13a"
    ATV = "ATV", "ATV"
    ADMINISTRATIVE = "administrative", _("administrative")


class Procedure(DatedRow):
    """One row of tables I, II or III of the procedures page, valid from a date."""
