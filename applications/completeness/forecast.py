"""What filing a draft on a day would come to: its dates, as far as they are known."""

from datetime import date

from procedures.counting.clock import reckon
from procedures.counting.terms import Facts
from procedures.explaining.outcomes import TermOutcome, term_outcomes
from procedures.law_rows.law import Law
from procedures.models import Procedure


def filing_forecast(procedure: Procedure, on: date, books: Law) -> list[TermOutcome]:
    """Every date of a filing received on a day; empty when it cannot be filed then."""
    if not procedure.holds(on):
        return []
    reckoning = reckon(books.rule(procedure), Facts(on), books.calendar, on)
    return term_outcomes(procedure, reckoning, on)
