"""As what a filing may be treated instead, and as what it is treated."""

from datetime import date
from typing import NamedTuple

from dossiers.cases.dates import suspending_requests
from dossiers.models import Case
from dossiers.models.dossier import CaseQuerySet
from dossiers.states import Kind, Part, State
from procedures.counting.clock import Facts, reckon
from procedures.counting.legal_day import legal_day
from procedures.law_rows.law import Law
from procedures.models import NotInForce, Procedure, ProcedureType

AS_PERMIT = ("iiv-new", "iii-new", "iv-new")
"""As what a notification may be treated: an application for a permit (2.19 lid 6)."""
AS_NOTIFICATION = ("i-new", "ii-treated")
"""As what a permit application may be treated: a notification (2.39 lid 3).

The 45 days of waiting do not apply then, so level II has a row of its own, without a
term and without a window. At level I the window of 2.19 lid 2 onder a stays.
"""


def conversion_procedures(case: Case, books: Law, day: date) -> list[Procedure]:
    """The rows as which BGGO may treat a case instead, in force on a day; maybe none.

    `day` is the day of receipt of the case: its row is the law of that day. The KG or
    VA of a combination stays what it is, since its term hangs on the 2.8 decision; and
    nothing is converted twice.
    """
    if case.part != Part.WHOLE:
        return []
    found = []
    for key in _conversion_keys(case):
        try:
            found.append(books.in_force(key, day))
        # The row may have begun after the filing was received; then it was no option.
        except NotInForce:
            continue
    # As itself it is not treated otherwise.
    return [row for row in found if row.pk != case.governing.pk]


class ConversionOption(NamedTuple):
    """A row as which a case may be treated, with the dates that it then has.

    `day` is BGGO's last day, to decide or to object; None while the clock stands still.
    `days_left` is less than 0 when it has passed already.
    """

    procedure: Procedure
    day: date | None
    is_decision: bool
    days_left: int | None
    starts_on: date | None


def conversion_options(case: Case, books: Law, today: date) -> list[ConversionOption]:
    """What becomes of the dates by each choice: they count from the first receipt."""
    rows = conversion_procedures(case, books, legal_day(case.received_at))
    return [_conversion_option(case, row, books, today) for row in rows]


def _conversion_option(
    case: Case, row: Procedure, books: Law, today: date
) -> ConversionOption:
    rule = books.rules[row.pk]
    # Without an extension: that was given under the row that is left.
    known = Facts(
        received=legal_day(case.received_at),
        requests=suspending_requests(case) if rule.running_days else (),
        treated=today,
    )
    reckoned = reckon(rule, known, books.calendar, today)
    day = reckoned.last_day or reckoned.objection_until
    return ConversionOption(
        procedure=row,
        day=day,
        is_decision=reckoned.last_day is not None,
        days_left=(day - today).days if day else None,
        starts_on=reckoned.may_start_on,
    )


def _conversion_keys(case: Case) -> tuple[str, ...]:
    """By what the case is: a notification, a permit application, or neither."""
    if case.kind == Kind.NOTIFICATION:
        return AS_PERMIT
    is_permit = case.governing.type == ProcedureType.VA
    return AS_NOTIFICATION if is_permit else ()


def case_converted_into(case: Case) -> Case | None:
    """The case as which a converted one goes on; None until it was opened."""
    if case.state != State.CONVERTED:
        return None
    return _same_filing(case).filter(part=Part.CONVERTED).first()


def case_converted_from(case: Case) -> Case | None:
    """The case from which this one goes on; None for all but a converted one."""
    if case.part != Part.CONVERTED:
        return None
    return _same_filing(case).filter(state=State.CONVERTED).first()


def _same_filing(case: Case) -> CaseQuerySet:
    return Case.objects.filter(application=case.application_id).exclude(pk=case.pk)
