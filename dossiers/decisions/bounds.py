"""When a decision may be prepared and signed, and why not."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dossiers.cases.combination import coupled_open
from dossiers.decisions.containment import contradictions
from dossiers.decisions.conversion import may_become
from dossiers.decisions.decision_kinds import open_kinds
from dossiers.models import Case, Decision, InformationRequest
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.models import ContainmentCategory, DecisionTemplate

Assigns = DecisionTemplate.Assigns


def refusals(case: Case, decision: Decision, *, today: date) -> list[str]:
    """All that stands in the way of this decision on a day; empty when nothing does."""
    return [why for bound in BOUNDS for why in bound(case, decision, today)]


def hindrances(case: Case, decision: Decision, *, today: date) -> list[str]:
    """What stands in the way of a kind of decision whatever one writes in it."""
    return [why for bound in OF_CASE for why in bound(case, decision, today)]


def _kind(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """The law of today knows this decision on this case, in these words."""
    if decision.template not in open_kinds(case, law.current(), today):
        yield _("This decision cannot be taken on this case.")


def _window(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """A refusal to agree may come through the last day of the window (2.19 lid 2)."""
    if not decision.template.in_window_only:
        return
    until = case.objection_until
    if until and today > until:
        day = date_format(until, "j F Y")
        yield _("The objection window ended on %(day)s.") % {"day": day}


def _requests(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """No decision while an answer may still come; one on its absence after its day."""
    waiting = open_requests(case)
    if not decision.template.after_missed_answer:
        if waiting:
            yield _(
                "A request for further information is open. Wait for the answer, or "
                "withdraw the request."
            )
        return
    if not any(request.answer_by < today for request in waiting):
        yield _(
            "This is only possible when the day for an answer has passed and the "
            "answer has not come."
        )


def open_requests(case: Case) -> list[InformationRequest]:
    """Those that wait for an answer, also in the case coupled to this one."""
    asked = InformationRequest.objects.filter(application=case.application_id)
    return list(asked.open())


def _advice(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """Who was asked is heard first, or told that it is no longer needed (Awb 3:9)."""
    if case.advices.open().exists():
        yield _("Advice is awaited. Wait for it, or withdraw the question.")


def _first_decision(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """The level is settled by the 2.8 decision, so that comes first (2.8, 2.9)."""
    if case.is_projected and decision.template.is_grant and coupled_open(case).exists():
        yield _("Decide on the 2.8 request first: this decision rests on it.")


def _reasons(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """A decision says why (Awb 3:46)."""
    if decision.template.needs_reasons and not decision.reasons.strip():
        yield _("Give the reasons for the decision.")


def _assigned(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """What the decision names is there, and was in force today."""
    assigns = decision.template.assigns
    if assigns == Assigns.LEVEL and not decision.level:
        yield _("Choose the level that is assigned.")
    if assigns in (Assigns.LEVEL, Assigns.CFI):
        yield from _cfis(decision, today)
        yield from contradictions(case, decision, today)
    if assigns == Assigns.PROCEDURE:
        yield from _procedure(case, decision)


def _cfis(decision: Decision, today: date) -> Iterator[str]:
    if not decision.cfis:
        yield _("Choose the CFI that is assigned.")
    known = ContainmentCategory.objects.on(today).filter(key__in=decision.cfis)
    found = set(known.values_list("key", flat=True))
    for unknown in sorted(set(decision.cfis) - found):
        yield _("The CFI %(cfi)s is not in force.") % {"cfi": unknown}


def _procedure(case: Case, decision: Decision) -> Iterator[str]:
    day = legal_day(case.received_at)
    if decision.becomes not in may_become(case, law.current(), day):
        yield _("Choose the procedure as which it is treated.")


Bound = Callable[[Case, Decision, date], Iterator[str]]
OF_CASE: list[Bound] = [_kind, _window, _requests, _advice, _first_decision]
BOUNDS: list[Bound] = [*OF_CASE, _assigned, _reasons]
