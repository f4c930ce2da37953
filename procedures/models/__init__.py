"""The law as dated rows: procedures, CFI categories and free days, each with its ground."""

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
