"""What the law leaves open when the day for an answer has passed unused."""

from datetime import date
from typing import NamedTuple

from dossiers.models import Case
from dossiers.states import Kind
from procedures.counting.clock import (
    NOT_TREATING_GROUNDS,
    LegalGround,
    not_treating_until,
)
from procedures.law_rows import law
from procedures.models import DecisionTemplate, ProcedureType


class NotTreating(NamedTuple):
    """Leaving a filing untreated: by which decision, and until when it is made known.

    `key` names the kind of decision, with its grounds; empty when the law of the day
    has none for this case.
    """

    key: str
    grounds: tuple[LegalGround, ...]
    until: date
    until_grounds: tuple[LegalGround, ...]


def not_treating_template(case: Case, *, on: date) -> DecisionTemplate | None:
    """The kind of decision that leaves a case untreated, as the law of a day has it."""
    is_kg = case.kind == Kind.NOTIFICATION
    # The KG of a combination is decided on as a KG, though the row of its pair has
    # another type.
    type_ = ProcedureType.KG if is_kg else case.governing.type
    rows = law.current_law().decisions_on(on).values()
    # In a combination the coupled case may end by it too, by a decision of its own.
    found = (
        row
        for row in rows
        if row.after_missed_answer and not row.in_coupled_case and type_ in row.types
        if not row.keys or case.governing.key in row.keys
    )
    return next(found, None)


def missed_answer_grounds(case: Case, *, on: date) -> tuple[LegalGround, ...]:
    """The articles on a filing whose answer does not come, by the kind of case."""
    row = not_treating_template(case, on=on)
    return row.grounds()["decision"] if row else ()


def not_treating_if_missed(case: Case, *, answer_by: date, on: date) -> NotTreating:
    """What it takes to leave a case untreated after that day has passed unused."""
    row = not_treating_template(case, on=on)
    return NotTreating(
        row.key if row else "",
        row.grounds()["decision"] if row else (),
        # Counted from the day for the answer, whether BGGO looked that day or not (Awb
        # 4:5 lid 4).
        not_treating_until(answer_by, law.current_calendar()),
        NOT_TREATING_GROUNDS,
    )
