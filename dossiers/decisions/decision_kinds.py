"""Which kinds of decision are for a case, and what each makes of it."""

from datetime import date

from dossiers.cases.case_plan import procedure_type_of
from dossiers.decisions.acts import CONVERT, DECIDE, NOT_TREAT, OBJECT
from dossiers.decisions.conversion import conversion_procedures
from dossiers.models import Case
from dossiers.states import IN_TERM, Act, Part
from procedures.counting.legal_day import legal_day
from procedures.law_rows.law import Law
from procedures.models import DecisionTemplate

ACT_BY_ENDING = {
    DecisionTemplate.Ending.DECISION: DECIDE,
    DecisionTemplate.Ending.OBJECTION: OBJECT,
    DecisionTemplate.Ending.NOT_TREATED: NOT_TREAT,
    DecisionTemplate.Ending.CONVERSION: CONVERT,
}
"""How a decision ends a case, as an act of the log."""


def ending_act(template: DecisionTemplate) -> Act:
    """The act by which signing a decision of this kind ends the case."""
    return ACT_BY_ENDING[DecisionTemplate.Ending(template.ending)]


def open_decision_kinds(case: Case, books: Law, today: date) -> list[DecisionTemplate]:
    """The kinds of decision that are for a case, in force today, in their order.

    Without those that need what this case has not: a request for consent, or another
    procedure that it may become.
    """
    if case.kind not in IN_TERM:
        return []
    return [
        row
        for row in books.decisions_on(today).values()
        if is_kind_for(row, case) and (not row.for_consent or case.asks_consent)
        # Offered only where there is something to become: the choice would be an empty
        # list.
        if not _is_conversion(row)
        or conversion_procedures(case, books, legal_day(case.received_at))
    ]


def is_kind_for(template: DecisionTemplate, case: Case) -> bool:
    """Is it taken on cases of this row of the law?"""
    if procedure_type_of(case) not in template.types:
        return False
    if template.in_coupled_case and case.part == Part.WHOLE:
        return False
    return not template.keys or case.governing.key in template.keys


def _is_conversion(template: DecisionTemplate) -> bool:
    return template.ending == DecisionTemplate.Ending.CONVERSION
