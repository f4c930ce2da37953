"""May the work start, in a combination of a 2.8 request with a KG or VA?"""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dossiers.cases import announcement
from dossiers.cases.dates import case_dates
from dossiers.models import Case
from dossiers.states import Kind, Part, State
from dossiers.work_start.start_while_running import Verdict, no_start
from procedures.counting.terms import WAITING_STARTS, Reckoning
from procedures.models import ProcedureType


def verdict_in_combination(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.8, 2.9(2): no work begins on the 2.8 request, nor before it."""
    if case.part == Part.REQUEST:
        return no_start(
            _("not on the 2.8 decision alone, but as the case coupled to it says")
        )
    if case.kind != Kind.NOTIFICATION:
        return no_start(_("only after you have received the permit"))
    if case.first_decision_on is None:
        return no_start(_("not before the 2.8 decision in the case coupled to it"))
    if announcement.is_first_request_granted(case) is False:
        return no_start(_("the 2.8 request in the case coupled to it was refused"))
    known = announcement.first_decision_known_on(case) or case.first_decision_on
    if case.governing.term_rule().start in WAITING_STARTS:
        return _after_both(case, reckoning, known, today)
    return _on_2_8_decision(case, known)


def _on_2_8_decision(case: Case, decided: date) -> Verdict:
    """A KG for which nobody waits: from the 2.8 decision, as that decision says.

    For MI-I, MI-II and S-III the procedures page says so. For another KG at level I it
    says that its own rule holds, and that is at once; but the containment is what the
    2.8 decision names, so the portal answers with a condition and not with a plain yes.
    """
    reason = _("only with the containment that the 2.8 decision names")
    if case.governing.type == ProcedureType.R28_KG:
        return Verdict("yes", decided, reason)
    return Verdict("on-condition", decided, reason)


def _after_both(case: Case, reckoning: Reckoning, known: date, today: date) -> Verdict:
    """A KG that waits 45 days: after its own term, and not before the 2.8 decision.

    The later of the two counts (Besluit ggo 2.8, 2.17 lid 1). The day after the end of
    the term, free days included: through that BGGO can refuse to agree.
    """
    last = case_dates(case, reckoning).objection_until
    if last is None:
        return Verdict("not-before", None, _("the clock stands still: answer first"))
    start = max(known, last + timedelta(days=1))
    if today >= start or case.state == State.CLOSED:
        return Verdict("yes", start, _("the waiting term has passed"))
    day = date_format(start, "j F Y")
    return Verdict(
        "not-before",
        start,
        _("from %(day)s, unless Bureau GGO does not agree") % {"day": day},
    )
