"""Cases by what they are: type and level of the row that governs each of them.

The 2.8 request of a combination counts as 2.8, its KG or VA as that.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Case as Choose
from django.db.models import CharField, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.states import Part
from procedures.models import Level, ProcedureType

TYPES, LEVELS = list(ProcedureType.values), ["", *Level.values]
NOTIFICATION, PERMIT = "notification", "permit"
REQUEST, ADMINISTRATIVE = "request", "administrative"
FAMILIES = {
    NOTIFICATION: gettext_lazy("notifications (KG)"),
    PERMIT: gettext_lazy("permit applications (VA)"),
    REQUEST: gettext_lazy("requests (2.8, 2.13, 2.13a, ATV)"),
    ADMINISTRATIVE: gettext_lazy("administrative changes"),
}
FAMILY_OF = {
    ProcedureType.KG: NOTIFICATION,
    ProcedureType.VA: PERMIT,
    ProcedureType.NONE: ADMINISTRATIVE,
    ProcedureType.ADMINISTRATIVE: ADMINISTRATIVE,
}

# As `Case.governing`, in SQL.
GOVERNED_BY = Coalesce("follow_up__type", "procedure__type")
TYPE = Choose(
    When(
        Q(procedure__type=ProcedureType.R28_KG, part=Part.FOLLOW_UP),
        then=Value(ProcedureType.KG),
    ),
    When(procedure__type=ProcedureType.R28_KG, then=Value(ProcedureType.R28)),
    default=GOVERNED_BY,
    output_field=CharField(),
)
LEVEL = Coalesce("follow_up__level", "procedure__level")
GROUP = {"of_type": TYPE, "of_level": LEVEL}

FOLLOWS = Q(part=Part.FOLLOW_UP)
IN_COMBINATION = Choose(When(FOLLOWS, then=1), default=0, output_field=IntegerField())
DAYS = Choose(
    When(procedure__term_unit="weeks", then=F("procedure__term_amount") * 7),
    default=F("procedure__term_amount"),
    output_field=IntegerField(),
)
TERM = Choose(
    # From receipt both terms run one after the other.
    When(FOLLOWS, then=DAYS * F("procedure__term_count")),
    When(procedure__type=ProcedureType.KG, then=F("procedure__objection_days")),
    default=DAYS,
    output_field=IntegerField(),
)
"""Days of the law from receipt: for a KG its window, for a second part both terms."""


class Group(NamedTuple):
    """Cases of one type and level; `type` and `level` are the codes of the law."""

    type: str
    level: str

    @property
    def label(self) -> str:
        """`KG II-k`, in the language of the reader."""
        kind = ProcedureType(self.type).label
        return f"{kind} {Level(self.level).label}" if self.level else str(kind)

    @property
    def family(self) -> str:
        """Notification, permit, request or administrative."""
        # Whatever is no notification, permit or change asks for a decision of its own
        # kind, a type that the law gets later too.
        return FAMILY_OF.get(ProcedureType(self.type), REQUEST)

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in a table: in the order of the law's own tables."""
        return TYPES.index(self.type), LEVELS.index(self.level)


def group_of(row: Mapping[str, object]) -> Group:
    """The group of a row that was fetched with `GROUP`."""
    return Group(str(row["of_type"]), str(row["of_level"]))


def label_in_combination(label: str) -> str:
    """What the KG or VA of a combination is called."""
    return _("%(what)s in a combination") % {"what": label}
