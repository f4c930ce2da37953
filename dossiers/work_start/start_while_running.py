"""May the work start? The answer, and how the row of the law alone gives it."""

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from procedures.counting.terms import Reckoning, WorkStart


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


def no_start(reason: str) -> Verdict:
    """No work, no day from which it may begin, and why."""
    return Verdict("no", None, reason)


def _on_receipt(reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.16, 2.25: at once, when the proof of receipt is there."""
    reason = _("as soon as the acknowledgement of receipt has reached you")
    return Verdict("yes", reckoning.may_start_on, reason)


def _after_term(reckoning: Reckoning, today: date) -> Verdict:
    """Besluit ggo 2.17(1): after the waiting term, by the reading of its row."""
    start = reckoning.may_start_on
    if start is None:
        return Verdict("not-before", None, _("the clock stands still: answer first"))
    if today >= start:
        return Verdict("yes", start, _("the waiting term has passed"))
    return Verdict(
        "not-before",
        start,
        _("from %(day)s, unless Bureau GGO does not agree")
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


def _not_applicable(reckoning: Reckoning, today: date) -> Verdict:
    """The administrative form: work in progress does not wait for it."""
    return Verdict("yes", None, _("this filing does not hold up your work"))


BY_START: dict[WorkStart, Callable[[Reckoning, date], Verdict]] = {
    WorkStart.ON_RECEIPT: _on_receipt,
    WorkStart.AFTER_TERM: _after_term,
    WorkStart.ON_TERM_DAY: _after_term,
    WorkStart.ON_DECISION: _on_decision,
    WorkStart.AFTER_REPORT: _after_report,
    WorkStart.FOLLOW_UP: _follow_up,
    WorkStart.BY_PARTS: _by_parts,
    WorkStart.NOT_APPLICABLE: _not_applicable,
}
