"""When a decision may be prepared and signed, and why not."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dossiers.cases.combination import open_coupled_cases
from dossiers.cases.dates import has_running_term
from dossiers.cases.first_decision import first_decision
from dossiers.cases.standing_still import is_suspended_by
from dossiers.decisions.containment import WITH_LEVEL, containment_contradictions
from dossiers.decisions.conversion import conversion_procedures
from dossiers.decisions.decision_kinds import open_decision_kinds
from dossiers.decisions.decision_parts import given_advices
from dossiers.decisions.hearing import advice_use_missing, hearing_faults
from dossiers.models import Case, Decision, InformationRequest
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.models import ContainmentCategory, DecisionTemplate

Assigns = DecisionTemplate.Assigns


def decision_obstacles(case: Case, decision: Decision, *, today: date) -> list[str]:
    """All that stands in the way of this decision on a day; empty when nothing does."""
    return [why for bound in BOUNDS for why in bound(case, decision, today)]


def kind_obstacles(case: Case, decision: Decision, *, today: date) -> list[str]:
    """What stands in the way of a kind of decision whatever one writes in it."""
    return [why for bound in CASE_BOUNDS for why in bound(case, decision, today)]


def _check_kind(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """The law of today knows this decision on this case, in these words."""
    # By the row and not by its key: where a successor has other words, what was drafted
    # in the old ones is not the law of today any more.
    if decision.template not in open_decision_kinds(case, law.current_law(), today):
        yield _("This decision cannot be taken on this case.")


def _check_window(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """A refusal to agree may come through the last day of the window (2.19 lid 2)."""
    if not decision.template.in_window_only:
        return
    if not has_running_term(case):
        yield _("There is no period here in which Bureau GGO can refuse to agree.")
    until = case.objection_until
    # Not “on or after”: on the last day of the window BGGO may still object.
    if until and today > until:
        day = date_format(until, "j F Y")
        yield _("The window of article 2.19 ended on %(day)s.") % {"day": day}


def _check_requests(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """No decision while an answer may still come; one on its absence after its day."""
    waiting = open_filing_requests(case)
    if not decision.template.after_missed_answer:
        if waiting:
            yield _(
                "A request for further information is open. Wait for the answer, or "
                "withdraw the request."
            )
        return
    # An article of its own for the case in which it was asked, another for the coupled
    # one (2.9, 2.18, 2.38 lid 3).
    asked = [
        request
        for request in waiting
        if (request.case_id != case.pk) == decision.template.in_coupled_case
    ]
    # On the day itself an answer can still come in time.
    if not any(request.answer_by < today for request in asked):
        yield _(
            "This is only possible when the day for an answer has passed and the "
            "answer has not come."
        )


def open_filing_requests(case: Case) -> list[InformationRequest]:
    """Those that wait for an answer, also in a case that this one stands still with."""
    asked = InformationRequest.objects.filter(application=case.application_id).open()
    rows = asked.select_related("case")
    return [row for row in rows if is_suspended_by(case, row.case)]


def _check_advice(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """Who was asked is heard first, or told that it is no longer needed (Awb 3:9)."""
    if case.advices.open().exists():
        yield _("Advice is awaited. Wait for it, or withdraw the question.")


def _check_first_decision(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """The level is settled by the 2.8 decision, so that comes first (2.8, 2.9)."""
    # A refusal needs no 2.8 decision first.
    if not (case.is_projected and decision.template.is_grant):
        return
    # With one that was signed and not sent, or with one to come, there is something to
    # wait for; a request that was withdrawn leaves nothing.
    if first_decision(case) or open_coupled_cases(case).exists():
        yield _(
            "Decide on the 2.8 request first, and send it: this decision rests on it."
        )


def _check_reasons(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """A decision says why (Awb 3:46)."""
    if decision.template.needs_reasons and not decision.reasons.strip():
        yield _("Give the reasons for the decision.")


def _check_hearing(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """Heard, or why not, where the applicant may not want it (Awb 4:7, 4:8)."""
    for _field, words in hearing_faults(case, decision, today):
        yield words


def _check_advice_use(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """A decision says whether it follows the advice that was given (Awb 3:50)."""
    if given_advices(case) and not decision.advice_use:
        yield advice_use_missing()
    if decision.advice_use == Decision.AdviceUse.DEPARTED and not (
        decision.reasons.strip() or decision.template.needs_reasons
    ):
        yield _("Give the reasons for which you depart from the advice (Awb 3:50).")


def _check_assigned(case: Case, decision: Decision, today: date) -> Iterator[str]:
    """What the decision names is there, and was in force today."""
    assigns = decision.template.assigns
    if assigns in WITH_LEVEL and not decision.level:
        yield _("Choose the level that is assigned.")
    if assigns in (*WITH_LEVEL, Assigns.CFI):
        yield from _check_cfis(decision, today)
        yield from containment_contradictions(case, decision, today)
    if assigns in (Assigns.PROCEDURE, Assigns.NOTIFICATION):
        yield from _check_procedure(case, decision)


def _check_cfis(decision: Decision, today: date) -> Iterator[str]:
    if not decision.cfis:
        yield _("Choose the CFI that is assigned.")
    known = ContainmentCategory.objects.on(today).filter(key__in=decision.cfis)
    found = set(known.values_list("key", flat=True))
    for unknown in sorted(set(decision.cfis) - found):
        yield _("The CFI %(cfi)s is not in force.") % {"cfi": unknown}


def _check_procedure(case: Case, decision: Decision) -> Iterator[str]:
    day = legal_day(case.received_at)
    if decision.becomes not in conversion_procedures(case, law.current_law(), day):
        yield _("Choose the procedure as which it is treated.")
    elif decision.level and decision.becomes and not _goes_with(decision):
        words = {"level": decision.level, "procedure": decision.becomes.name}
        yield (
            _("Level %(level)s does not go with “%(procedure)s”: choose one anew.")
            % words
        )


def _goes_with(decision: Decision) -> bool:
    """Is the level that it names that of the row as which the filing is treated?"""
    return decision.becomes is None or decision.level == decision.becomes.level


Bound = Callable[[Case, Decision, date], Iterator[str]]
# Apart, since the page that offers the kinds asks these before anything is written.
CASE_BOUNDS: list[Bound] = [
    _check_kind,
    _check_window,
    _check_requests,
    _check_advice,
    _check_first_decision,
]
BOUNDS: list[Bound] = [
    *CASE_BOUNDS,
    _check_assigned,
    _check_reasons,
    _check_hearing,
    _check_advice_use,
]
