"""The law as dated rows with their ground: procedures, CFIs, forms, free days."""

from procedures.models.change import LawChange
from procedures.models.coming_change import ComingChange
from procedures.models.containment import ContainmentCategory
from procedures.models.dated import (
    DatedQuerySet,
    DatedRow,
    NotInForce,
    UnknownRow,
    amsterdam_today,
)
from procedures.models.decision_template import DecisionTemplate
from procedures.models.decrees_known import DecreesKnown
from procedures.models.free_day import FreeDay
from procedures.models.letterhead import Letterhead
from procedures.models.penalty_scale import PenaltyScale
from procedures.models.procedure import FormEdition, Level, Procedure, ProcedureType

__all__ = [
    "ComingChange",
    "ContainmentCategory",
    "DatedQuerySet",
    "DatedRow",
    "DecisionTemplate",
    "DecreesKnown",
    "FormEdition",
    "FreeDay",
    "LawChange",
    "Letterhead",
    "Level",
    "NotInForce",
    "PenaltyScale",
    "Procedure",
    "ProcedureType",
    "UnknownRow",
    "amsterdam_today",
]
