"""What a late decision costs."""

from datetime import date

from dossiers.cases.page_parts import Panel
from dossiers.decisions.deciding import eligible_signers
from dossiers.models import Case, LetterKind
from dossiers.penalties.amounts import (
    default_notice_of,
    is_overdue,
    penalty_end_day,
    penalty_of,
)
from dossiers.states import ENDED, Role
from procedures.counting.clock import objection_period_end
from procedures.counting.penalty import GRACE_ROLLING
from procedures.law_rows import law


def penalty_panel(case: Case, *, held: set[Role], today: date) -> Panel | None:
    """For both sides: that it is late, and what that costs once notice was given."""
    notice = default_notice_of(case)
    if notice is None:
        # Once there is a decision no notice can be given any more, however late it
        # came.
        if case.state in ENDED or not is_overdue(case, today):
            return None
        return Panel(
            "dossiers/penalties/_overdue.html", {"is_mine": Role.APPLICANT in held}
        )
    is_prepared = bool(notice.prepared_at and not notice.fixed_at)
    object_until = penalty_objection_until(case)
    # The applicant reads that it is fixed in the letter first (Awb 3:41).
    is_fixed = notice.fixed_at and (object_until or held != {Role.APPLICANT})
    # What a handler prepared is not the applicant's to read before it is decided.
    shows_outcome = is_fixed or held != {Role.APPLICANT}
    shows = {
        "notice": notice,
        "owed": penalty_of(case, today, notice),
        "today": today,
        "decided_on": penalty_end_day(case),
        "object_until": object_until,
        "is_fixed": bool(is_fixed),
        "grounds": [*notice.scale.references(), GRACE_ROLLING],
        "nothing_owed": notice.get_outcome_display() if shows_outcome else "",
        "is_prepared": is_prepared,
        "shows_signers": is_prepared and held != {Role.APPLICANT},
        "may": eligible_signers(notice),
    }
    return Panel("dossiers/penalties/_penalty.html", shows)


def penalty_objection_until(case: Case) -> date | None:
    """The last day to object to the decision on the penalty; None before it is sent."""
    letter = case.letters.filter(kind=LetterKind.PENALTY).last()
    sent_on = letter and letter.made_known_on
    return objection_period_end(sent_on, law.current_calendar()) if sent_on else None
