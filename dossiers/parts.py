"""Into which cases a filing falls: one, or the two of a combination."""

from typing import NamedTuple

from applications.models import Application
from dossiers.states import Part
from procedures.law import Law
from procedures.legal_day import legal_day
from procedures.models import Level, Procedure, ProcedureType


class Piece(NamedTuple):
    """One case to open: which part it is, its level tag, the KG or VA in it."""

    part: Part
    tag: str
    follow_up: Procedure | None = None


def pieces(application: Application, procedure: Procedure, books: Law) -> list[Piece]:
    """The cases that a frozen application opens, in the order of their numbers.

    A 2.8 request comes before the KG or VA that rests on it. An administrative filing
    opens one without a tag.
    """
    if procedure.term_count > 1:
        return combined(follow_up(application, books))
    if procedure.type == ProcedureType.R28_KG:
        return [
            Piece(Part.REQUEST, "2.8"),
            Piece(Part.FOLLOW_UP, outcome(application, procedure)),
        ]
    return [Piece(Part.WHOLE, procedure.number_tag)]


def combined(row: Procedure) -> list[Piece]:
    """A 2.8 request and the KG or VA of that row (Besluit ggo 2.9 lid 2)."""
    return [Piece(Part.REQUEST, "2.8"), Piece(Part.FOLLOW_UP, row.number_tag, row)]


def follow_up(application: Application, books: Law) -> Procedure:
    """The row of the KG or VA that an application combines with its 2.8 request."""
    content, filed_at = application.content, application.filed_at
    if content is None or filed_at is None:
        raise ValueError(f"{application.pk} has not been filed.")
    key = content["answers"]["combination"]["procedure"]
    return books.in_force(key, legal_day(filed_at))


def outcome(application: Application, procedure: Procedure) -> str:
    """The level of the KG in a combined 2.8 + KG: MI-I, MI-II or S-III."""
    if procedure.level != Level.MI_I_II:
        return procedure.level
    answers = (application.content or {}).get("answers", {})
    return answers["large-scale"]["outcome"]
