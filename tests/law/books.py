"""The law as the reviewed files say it, without a database."""

from datetime import date

from procedures.counting.calendar import Calendar
from procedures.counting.terms import Facts, RequestDates
from procedures.law_rows import law_files
from procedures.law_rows.law import Law
from procedures.models import DecreesKnown, FreeDay, Procedure

ROWS = law_files.read_law_files()
KNOWN = next(row.through for row in ROWS if isinstance(row, DecreesKnown))
FREE_DAYS = [row.rule() for row in ROWS if isinstance(row, FreeDay)]
CALENDAR = Calendar(FREE_DAYS, known_through=KNOWN)
# By key the last row, which is in force today; the page of Bureau GGO has the first.
PROCEDURES = {row.key: row for row in ROWS if isinstance(row, Procedure)}
ON_THE_PAGE = {row.key: row for row in reversed(ROWS) if isinstance(row, Procedure)}
RULES = {key: row.term_rule() for key, row in PROCEDURES.items()}


def books() -> Law:
    """All rows, as `procedures.law_rows.law.current_law` gives them."""
    histories: dict[str, list[Procedure]] = {}
    rules = {}
    for number, row in enumerate(row for row in ROWS if isinstance(row, Procedure)):
        row.pk = number
        rules[number] = row.term_rule()
        histories.setdefault(row.key, []).append(row)
    return Law(CALENDAR, histories, rules, [], [])


def facts(received: date, *requests: tuple, **others) -> Facts:
    """Facts from plain dates: `facts(received, (asked, answered), …)`."""
    return Facts(
        received, tuple(RequestDates(*request) for request in requests), **others
    )
