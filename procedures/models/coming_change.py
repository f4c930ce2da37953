"""What is going to change in the law, as far as it has been announced."""

from collections.abc import Collection

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.dated import DatedRow, in_language


class ComingChange(DatedRow):
    """A change of the rules that was announced and does not hold yet.

    `valid` begins on the day since which it is known; close the row when the change
    holds (its rows of the law take over) or when it is given up. `holds_from` is the
    first day on which the new rule holds, None as long as nobody has named it.
    `procedures` (keys) and `cfis` (codes) are what it touches.
    """

    position = models.PositiveSmallIntegerField(_("position on the page"))
    name_nl = models.CharField(_("name in Dutch"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    what_nl = models.TextField(_("what changes, in Dutch"))
    what_en = models.TextField(_("what changes, in English"))
    whom_nl = models.TextField(_("for whom, in Dutch"))
    whom_en = models.TextField(_("for whom, in English"))
    expected_nl = models.CharField(_("when, in Dutch"), max_length=300)
    expected_en = models.CharField(_("when, in English"), max_length=300)
    holds_from = models.DateField(_("holds from"), null=True, blank=True)
    is_published = models.BooleanField(
        _("published in the Staatsblad or the Staatscourant"), default=False
    )
    procedures = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("procedures that it touches"),
        default=list,
        blank=True,
    )
    cfis = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("CFIs that it touches"),
        default=list,
        blank=True,
    )
    every_cfi = models.BooleanField(_("touches every CFI"), default=False)

    class Meta(DatedRow.Meta):
        ordering = ["position", "valid"]
        verbose_name = _("coming change")
        verbose_name_plural = _("coming changes")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the change is called, in the language of the reader."""
        return in_language(self, "name")

    @property
    def what(self) -> str:
        """What changes, in the language of the reader."""
        return in_language(self, "what")

    @property
    def whom(self) -> str:
        """For whom it changes, in the language of the reader."""
        return in_language(self, "whom")

    @property
    def expected(self) -> str:
        """What was said of when it holds, in the language of the reader."""
        return in_language(self, "expected")

    def touches(self, key: str, cfis: Collection[str] = ()) -> bool:
        """Does it change something for a procedure, done with these CFIs?

        Where both name CFIs these decide: work at level III outside ML-III and DM-III
        is not touched by new rules for those two. Without CFIs the procedure decides.
        """
        if cfis and self.every_cfi:
            return True
        if cfis and self.cfis:
            return not set(cfis).isdisjoint(self.cfis)
        return key in self.procedures
