"""The law as dated rows with their ground: procedures, CFIs, forms, free days."""

from procedures.models.containment import ContainmentCategory
from procedures.models.dated import (
    DatedQuerySet,
    DatedRow,
    NotInForce,
    UnknownRow,
    amsterdam_today,
)
from procedures.models.form_edition import FormEdition
from procedures.models.free_day import FreeDay
from procedures.models.procedure import Level, Procedure, ProcedureType

__all__ = [
    "ContainmentCategory",
    "DatedQuerySet",
    "DatedRow",
    "FormEdition",
    "FreeDay",
    "Level",
    "NotInForce",
    "Procedure",
    "ProcedureType",
    "UnknownRow",
    "amsterdam_today",
]
