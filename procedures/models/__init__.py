"""The law as dated rows with their ground: procedures, CFI categories, free days."""

from procedures.models.containment import ContainmentCategory
from procedures.models.dated import (
    DatedQuerySet,
    DatedRow,
    NotInForce,
    UnknownRow,
    amsterdam_today,
)
from procedures.models.free_day import FreeDay
from procedures.models.procedure import Level, Procedure, ProcedureType

__all__ = [
    "ContainmentCategory",
    "DatedQuerySet",
    "DatedRow",
    "FreeDay",
    "Level",
    "NotInForce",
    "Procedure",
    "ProcedureType",
    "UnknownRow",
    "amsterdam_today",
]
