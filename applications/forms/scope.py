"""For which CFIs a procedure is: the kinds of room, and the highest level."""

from collections.abc import Mapping
from typing import NamedTuple

from procedures.models import ContainmentCategory, Level
from procedures.models.containment import RANKS

PROCESS = frozenset({"MI"})
SCHOOL = frozenset({"S"})
EXHIBITION = frozenset({"TR"})

OWN_FORMS = PROCESS | SCHOOL
"""Families of CFIs that have procedures and forms of their own (table III).

So has TR at level I alone: exhibiting at TR-III takes the permit of any level III.
"""

BELOW_A_PERMIT = OWN_FORMS | EXHIBITION


class Scope(NamedTuple):
    """The CFIs that fit a level: none above `top`, and at least one of `wanted`.

    Without `families` all fit but those `apart`, which have a form of their own.
    """

    top: str
    wanted: str = ""
    families: frozenset[str] | None = None
    apart: frozenset[str] = OWN_FORMS

    def holds(self, category: ContainmentCategory) -> bool:
        """Does the CFI fit?"""
        if category.rank > RANKS[self.top]:
            return False
        if self.families is None:
            return category.family not in self.apart
        return category.family in self.families


ANY = Scope("IV", apart=frozenset())
"""Where the level is what is asked: a 2.8 request, an addition to an annex, an ATV.

Those may be about large scale and schools too.
"""

SCOPES: Mapping[str, Scope] = {
    Level.I: Scope("I", "I", apart=BELOW_A_PERMIT),
    Level.II_K: Scope("II", "II", apart=BELOW_A_PERMIT),
    Level.II_V: Scope("II", "II", apart=BELOW_A_PERMIT),
    Level.III: Scope("III", "III"),
    Level.IV: Scope("IV", "IV"),
    Level.MI_I_II: Scope("II", families=PROCESS),
    Level.MI_I: Scope("I", "I", PROCESS),
    Level.MI_II: Scope("II", "II", PROCESS),
    Level.MI_III: Scope("III", "III", PROCESS),
    Level.S_I: Scope("I", "I", SCHOOL),
    Level.S_III: Scope("III", "III", SCHOOL),
    Level.TR_I: Scope("I", "I", EXHIBITION),
}
