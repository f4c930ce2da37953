"""May the work start? A verdict with its reason, per row of the law and state."""

from datetime import date

from django.utils.translation import gettext as _

from dossiers.cases.announcement import is_unsent
from dossiers.models import Case
from dossiers.states import ENDED, Part, State
from dossiers.work_start.start_after_end import BY_STATE, verdict_until_made_known
from dossiers.work_start.start_answer import Verdict, no_start
from dossiers.work_start.start_in_combination import verdict_in_combination
from dossiers.work_start.start_while_running import BY_START
from procedures.counting.terms import Reckoning

__all__ = ["BY_START", "Verdict", "start_verdict"]


def start_verdict(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """The verdict on a day, from the row of the law that governs the case.

    How the case ended goes before what the row says.
    """
    if case.state in ENDED and (ended := BY_STATE.get(State(case.state))):
        tell = verdict_until_made_known if is_unsent(case) else ended
        return tell(case, reckoning, today)
    if case.part in (Part.REQUEST, Part.FOLLOW_UP):
        return verdict_in_combination(case, reckoning, today)
    if case.asks_consent and case.state != State.CLOSED:
        return no_start(_("only after you have received the consent"))
    return BY_START[case.procedure.term_rule().start](reckoning, today)
