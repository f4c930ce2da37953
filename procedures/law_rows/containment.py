"""Which level goes with which CFI (Besluit ggo 2.7 lid 2, Regeling ggo 17): once.

The level of a CFI is a column of its row. With level II the procedures page tells k
from v, by whether a notification or a permit is for it, so both go with a CFI of II.
"""

from collections.abc import Iterable, Mapping

from procedures.models.containment import RANKS, ContainmentCategory
from procedures.models.procedure import Level

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
