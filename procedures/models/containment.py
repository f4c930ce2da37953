"""CFI codes: categories of physical containment (Besluit ggo 1.5 lid 1, bijlage 4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.language import in_language
from procedures.models.dated import DatedRow

RANKS = {"I": 1, "II": 2, "III": 3, "IV": 4}


class ContainmentCategory(DatedRow):
    """A CFI: a combination of containment measures, by its code (`key`, e.g. ML-II).

    Family and level are columns: the numbering is going to change, so nothing may read
    them from the code.
    """

    family = models.CharField(_("family"), max_length=10)
    family_nl = models.CharField(_("family in Dutch"), max_length=100)
    family_en = models.CharField(_("family in English"), max_length=100)
    level = models.CharField(
        _("level"), max_length=3, choices=[(level, level) for level in RANKS]
    )
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta(DatedRow.Meta):
        ordering = ["position"]
        verbose_name = _("category of physical containment")
        verbose_name_plural = _("categories of physical containment")

    def __str__(self):
        return self.key

    @property
    def code(self) -> str:
        """The code as people write it: ML-II."""
        return self.key

    @property
    def family_name(self) -> str:
        """The kind of room or installation, in the language of the reader."""
        return in_language(self, "family")

    @property
    def rank(self) -> int:
        """The level as a number, 1 to 4, to compare categories of one family."""
        return RANKS[self.level]

    def allows(self, other: "ContainmentCategory") -> bool:
        """May work that needs `other` be done here: same family, level as high?"""
        return self.family == other.family and self.rank >= other.rank
