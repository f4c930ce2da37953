"""CFI codes: categories of physical containment (Besluit ggo 1.5 lid 1, bijlage 4)."""

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.dated import DatedRow, in_language
from procedures.models.procedure import Level

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

    def __str__(self) -> str:
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
        # Never across families: an animal house of level III is no laboratory of level
        # I.
        return self.family == other.family and self.rank >= other.rank


LEVELS: Mapping[str, tuple[Level, ...]] = {
    "I": (Level.I,),
    "II": (Level.II_K, Level.II_V),
    "III": (Level.III,),
    "IV": (Level.IV,),
}
"""The levels that go with the level of a CFI."""


BY_NOTIFICATION = (Level.I, Level.II_K)
"""The levels of which one notifies (Besluit ggo afd. 2.2.2)."""


BY_PERMIT = (Level.II_V, Level.III, Level.IV)
"""The levels at which work needs a permit (Besluit ggo afd. 2.2.3)."""


ALL = (Level.I, Level.II_K, Level.II_V, Level.III, Level.IV)


def levels_with(categories: Iterable[ContainmentCategory]) -> tuple[Level, ...]:
    """The levels that go with CFIs together: those of the highest; none without one."""
    highest = max(categories, key=lambda row: row.rank, default=None)
    return LEVELS[highest.level] if highest else ()


def rank_of(level: str) -> int:
    """A level as a number, 1 to 4, as `ContainmentCategory.rank`; 0 when unknown."""
    ranks = (RANKS[own] for own, levels in LEVELS.items() if level in levels)
    return next(ranks, 0)
