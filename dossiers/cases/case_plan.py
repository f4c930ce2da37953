"""Into which cases a filing falls: one, or the two or three of a combination."""

from datetime import date
from typing import Any, NamedTuple

from dossiers.models import Case
from dossiers.states import Part
from procedures.law_rows.law import Law
from procedures.models import Level, Procedure, ProcedureType


class CasePlan(NamedTuple):
    """One case to open: which part it is, its level tag, the KG or VA in it."""

    part: Part
    tag: str
    follow_up: Procedure | None = None


def cases_to_open(
    content: dict[str, Any], procedure: Procedure, books: Law, day: date
) -> list[CasePlan]:
    """The cases that an application opens on a day, in the order of their numbers.

    `said` is its content. A 2.8 request comes before the KG or VA that rests on it; an
    administrative filing opens one case, without a tag. Raises `KeyError` or
    `NotInForce` when the content does not say which KG or VA it is.
    """
    answers = content["answers"]
    # Two terms: the row of the law itself couples whatever KG or VA the form names.
    if procedure.term_count > 1:
        chosen = answers["combination"]
        keys = filter(None, [chosen["procedure"], chosen.get("notification")])
        return coupled_plans([books.in_force(key, day) for key in keys])
    # One row for two levels; which of them it is follows from what was filled in, and
    # with it the tag in the number.
    if procedure.level == Level.MI_I_II:
        return combination_plan(answers["large-scale"]["outcome"])
    if procedure.type == ProcedureType.R28_KG:
        return combination_plan(procedure.level)
    return [CasePlan(Part.WHOLE, procedure.number_tag)]


def combination_plan(tag: str) -> list[CasePlan]:
    """A 2.8 request, and the KG with this tag (Besluit ggo 2.9 lid 2)."""
    return [CasePlan(Part.REQUEST, "2.8"), CasePlan(Part.FOLLOW_UP, tag)]


def coupled_plans(rows: list[Procedure]) -> list[CasePlan]:
    """A 2.8 request, and the VA or KG of each of these rows; there may be both."""
    coupled = [CasePlan(Part.FOLLOW_UP, row.number_tag, row) for row in rows]
    return [CasePlan(Part.REQUEST, "2.8"), *coupled]


def procedure_type_of(case: Case) -> str:
    """The type by which a case is decided: the KG of a combination is a KG."""
    kind = case.governing.type
    is_kg = kind == ProcedureType.R28_KG and case.part == Part.FOLLOW_UP
    return ProcedureType.KG if is_kg else kind
