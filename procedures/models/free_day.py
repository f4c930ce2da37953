"""Days on which no term ends: Atw art. 3, and the days equated by royal decree."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.counting.calendar import FreeDayRule
from procedures.models.dated import DatedRow, in_language

FIELDS_OF_KIND = {
    "fixed": {"month", "day"},
    "kings-day": {"month", "day"},
    "easter": {"offset"},
    "once": {"date"},
}


class FreeDay(DatedRow):
    """A generally recognised holiday or a day equated with one (Atw art. 3).

    Either a day of every year, or a single date with its own decree.
    """

    class Kind(models.TextChoices):
        """How the date is found."""

        FIXED = "fixed", _("the same date every year")
        KINGS_DAY = "kings-day", _("the same date, on Saturday instead of Sunday")
        EASTER = "easter", _("days after Easter Sunday")
        ONCE = "once", _("one date")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name_nl = models.CharField(_("name in Dutch"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    offset = models.SmallIntegerField(
        _("days after Easter Sunday"), null=True, blank=True
    )
    date = models.DateField(_("date"), null=True, blank=True)

    class Meta(DatedRow.Meta):
        ordering = ["key", "valid"]
        verbose_name = _("free day")
        verbose_name_plural = _("free days")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its name in the language of the reader."""
        return in_language(self, "name")

    def clean(self) -> None:
        """The fields that the kind needs are there, and no others."""
        super().clean()
        needed = FIELDS_OF_KIND.get(self.kind, set())
        errors = {
            field: _("This kind needs it.") if field in needed else _("Leave it empty.")
            for field in ("month", "day", "offset", "date")
            # Both ways: a value too few makes no date, one too many would be read by
            # nobody and mislead.
            if (getattr(self, field) is None) == (field in needed)
        }
        if errors:
            raise ValidationError(errors)

    def rule(self) -> FreeDayRule:
        """The row as the calendar reads it."""
        return FreeDayRule(
            key=self.key,
            kind=self.kind,
            since=self.valid_from,
            until=self.valid_until,
            name_nl=self.name_nl,
            name_en=self.name_en,
            ground=self.grounds()["rule"][0],
            month=self.month or 0,
            day=self.day or 0,
            offset=self.offset or 0,
            on=self.date or date.max,
        )
