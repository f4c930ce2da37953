"""May the work start? A verdict with its reason, per row of the law and state."""

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dossiers.models import Case
from dossiers.states import Act, Kind, Part, State
from procedures.terms import Reckoning, Start


class Verdict(NamedTuple):
    """The answer to “may I start?”, as page, letter and API give it.

    `from_` is the first day on which work may start, if there is one. The reason is in
    the language that is active.
    """

    verdict: Literal["yes", "no", "not-before", "on-condition"]
    from_: date | None
    reason: str

    @property
    def words(self) -> str:
        """The answer in a word or two."""
        return {
            "yes": _("Yes"),
            "no": _("No"),
            "not-before": _("Not yet"),
            "on-condition": _("On condition"),
        }[self.verdict]


def may_start(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """The verdict on a day, from the row of the law that governs the case.

    An objection of article 2.19 goes before what the row says.
    """
    if case.state == State.OBJECTED:
        return _after_objection(case, reckoning, today)
    if case.part:
        return _in_combination(case)
    return BY_START[case.procedure.term_rule().start](reckoning, today)


def _on_receipt(reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.16, 2.25: at once, when the proof of receipt is there."""
    reason = _("as soon as the acknowledgement of receipt has reached you")
    return Verdict("yes", reckoning.may_start_on, reason)


def _after_term(reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.17(5): 45 days after receipt, if Bureau GGO does not object."""
    start = reckoning.may_start_on
    if start is None:
        return Verdict("not-before", None, _("the clock stands still: answer first"))
    if today >= start:
        return Verdict("yes", start, _("the waiting term has passed"))
    return Verdict(
        "not-before",
        start,
        _("from %(day)s, unless Bureau GGO objects")
        % {"day": date_format(start, "j F Y")},
    )


def _on_decision(reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.35, 2.46, 2.20: never before the decision has been received."""
    return Verdict("no", None, _("only after you have received the decision"))


def _after_report(reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.24(2): nothing is filed for work in the same CFI."""
    reason = _("as soon as the report of the risk assessment is up to date")
    return Verdict("yes", None, reason)


def _follow_up(reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.8, 2.13, 2.13a: the decision alone lets no work begin."""
    reason = _("not on this decision alone: a notification or permit comes first")
    return Verdict("no", None, reason)


def _by_parts(reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.9(2): as the notification or permit in the combination says."""
    reason = _("as the notification or permit in this combination says")
    return Verdict("on-condition", None, reason)


def _in_combination(case: Case) -> Verdict:
    """Besluit ggo 2.8, 2.9(2): no work begins on the 2.8 request, nor before it."""
    if case.part == Part.REQUEST:
        reason = _("not on the 2.8 decision alone, but as the case coupled to it says")
        return Verdict("no", None, reason)
    if case.kind == Kind.NOTIFICATION:
        reason = _("not before the 2.8 decision in the case coupled to it")
        return Verdict("no", None, reason)
    return Verdict("no", None, _("only after you have received the permit"))


def _not_applicable(reckoning: Reckoning, today: date) -> Verdict:
    """The administrative form: work in progress does not wait for it."""
    return Verdict("yes", None, _("this filing does not hold up your work"))


BY_START: dict[Start, Callable[[Reckoning, date], Verdict]] = {
    Start.ON_RECEIPT: _on_receipt,
    Start.AFTER_TERM: _after_term,
    Start.ON_DECISION: _on_decision,
    Start.AFTER_REPORT: _after_report,
    Start.FOLLOW_UP: _follow_up,
    Start.BY_PARTS: _by_parts,
    Start.NOT_APPLICABLE: _not_applicable,
}


def _after_objection(case: Case, reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.19: stop, or go on with the containment that is assigned.

    Where another level is assigned there is no wait any more; where only the CFI
    changes, a row that waits still waits.
    """
    facts = _objection(case)
    if facts["kind"] == "cannot-agree":
        reason = _("Bureau GGO objects: do not start, or stop at once")
        return Verdict("no", None, reason)
    if facts["kind"] == "other-level":
        reason = _("only at level %(level)s, with CFI %(cfi)s") % facts
        return Verdict("on-condition", None, reason)
    reason = _("only with CFI %(cfi)s") % facts
    waits = case.procedure.term_rule().start == Start.AFTER_TERM
    return Verdict("on-condition", reckoning.may_start_on if waits else None, reason)


def _objection(case: Case) -> dict:
    """The facts of the objection; reads prefetched events without a query."""
    return next(
        event.facts for event in reversed(case.events.all()) if event.act == Act.OBJECT
    )
