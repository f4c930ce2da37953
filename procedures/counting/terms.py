"""What a term is made of: the rule, the facts, the steps of the ledger, the result."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

DAYS_ROLLED, WEEKS_ROLLED = 90, 12


class LegalGround(NamedTuple):
    """A reference to the law: `Besluit ggo`, `2.37 lid 1 onder a`, the address."""

    text: str
    article: str
    url: str


class RequestDates(NamedTuple):
    """A request for further information; `answered` is None while it is open.

    Of one that was `withdrawn` it is the day of that: no answer came.
    `answer_by` is the date set for the answer. It matters only for rows on which a
    missed date lets the clock run again (Awb 4:15).
    """

    asked: date
    answered: date | None = None
    answer_by: date | None = None
    withdrawn: bool = False

    @property
    def days(self) -> tuple[date, date | None, date | None]:
        """Its days: asked, ended, and the last one for the answer."""
        return self.asked, self.answered, self.answer_by


class Facts(NamedTuple):
    """All that the dates follow from: days in Europe/Amsterdam, order is irrelevant.

    `treated` is the day on which the applicant was told that an application for a
    permit is treated as this notification (Besluit ggo 2.39 lid 3). `asks_consent`
    when a notification comes with a request for consent (2.17 lid 2, 2.26 lid 2).
    """

    received: date
    requests: tuple[RequestDates, ...] = ()
    extension_days: int = 0
    first_decision: date | None = None
    treated: date | None = None
    asks_consent: bool = False


class WorkStart(StrEnum):
    """From when work may start, per row of the table."""

    ON_RECEIPT = "on-receipt"  # on the day of receipt
    AFTER_TERM = "after-term"  # on the day after the waiting term, free days included
    ON_TERM_DAY = "on-term-day"  # on the day on which it is counted out, free or not
    ON_DECISION = "on-decision"  # on receipt of the permit, consent or decision
    AFTER_REPORT = "after-report"  # nothing is filed: after updating the report
    FOLLOW_UP = "follow-up"  # never by itself: notify, apply or report afterwards
    BY_PARTS = "by-parts"  # as the KG or VA in the combination says
    NOT_APPLICABLE = "not-applicable"


WAITING_STARTS = frozenset({WorkStart.AFTER_TERM, WorkStart.ON_TERM_DAY})
"""Work waits for the days of the term; by which reading of them, the row says."""


@dataclass(frozen=True, slots=True)
class TermRule:
    """How one row of the law counts.

    `kind` is `none`, `waiting` or `decision`; `days` the waiting or decision term;
    `objection_days` the window in which BGGO may object to a notification (0: none);
    `count` 2 for a combination, whose second term runs from the first decision. `aim`
    is in working days on top of the term, not rolled, and binds nobody.
    `other_start` is a second reading of the start that the ledger names as well.
    `consent_days` are those in which BGGO decides on a request for consent that came
    with a notification (Besluit ggo 2.26 lid 2; Awb 4:13); 0: within its waiting term.
    `extension_days` is the most that may be added. `rolls` is false for terms beyond 90
    days or 12 weeks (Atw 4).
    `grounds` names the articles per aspect: receipt, term, objection, start,
    suspension, extension, rolling, second-term, coupled-term, aim, other-start,
    consent.
    """

    key: str
    kind: str
    days: int = 0
    count: int = 1
    aim: int | None = None
    objection_days: int = 0
    start: WorkStart = WorkStart.ON_DECISION
    other_start: WorkStart | None = None
    consent_days: int = 0
    extension_days: int = 0
    resume_on_missed_deadline: bool = False
    rolls: bool = True
    grounds: Mapping[str, tuple[LegalGround, ...]] = field(default_factory=dict)

    @property
    def running_days(self) -> int:
        """Days of the term that runs after receipt; 0 when nothing runs."""
        # A notification without a waiting term has still a window: that is then what
        # runs and stands still.
        return self.days or self.objection_days

    def of_consent(self) -> "TermRule":
        """How the decision on a request for consent is counted, beside the window.

        It has no rule on suspension of its own, so Awb 4:15 lid 1 onder a holds.
        """
        return replace(
            self,
            kind="decision",
            days=self.consent_days,
            objection_days=0,
            resume_on_missed_deadline=True,
        )

    def runs_on_from(self, answer_by: date | None) -> date | None:
        """The day from which the clock runs on when no answer came by a date.

        None where the row waits for the answer itself (Besluit ggo 2.9, 2.18, 2.38), or
        no date was set. Awb 4:15 lid 1 onder a.
        """
        if answer_by is None or not self.resume_on_missed_deadline:
            return None
        return answer_by + timedelta(days=1)

    @property
    def running_aspect(self) -> str:
        """Which ground the running days rest on."""
        return "objection" if self.kind == "none" else "term"


class Effect(StrEnum):
    """What a step of the ledger does. The codes are stable; labels are elsewhere."""

    RECEIPT = "receipt"  # a day: day 0
    RUNS = "runs"  # a period that counts
    STANDS_STILL = "stands-still"  # a period that does not count; open: `to` is None
    EXTENDED = "extended"  # a period that counts, in the extension
    ROLLED = "rolled"  # free days and the working day after them
    NOT_SUSPENDED = "not-suspended"  # a request without a day between it and its answer
    AFTER_TERM = "after-term"  # a request made when the term was over: no effect
    LAST_DAY = "last-day"  # the day by which BGGO must decide
    CONSENT_LAST_DAY = "consent-last-day"  # the same, on consent asked with a change
    COUPLED_LAST_DAY = "coupled-last-day"  # of the KG or VA by its own term
    SECOND_TERM = "second-term"  # the first decision: day 0 of the second term
    SECOND_PROJECTED = "second-term-projected"  # the same, on the first one's last day
    SECOND_LAST_DAY = "second-last-day"
    AIM = "aim"  # what BGGO strives for; binds nobody
    MAY_START = "may-start"  # the day from which work may start
    OTHER_START = "other-start"  # that day by another reading; nobody builds on it
    OBJECTION_WINDOW = "objection-window"  # the period in which BGGO may object
    NO_TERM = "no-term"  # nothing runs for this row


class LedgerStep(NamedTuple):
    """One line of the ledger: from day to day inclusive, with its ground and facts.

    `days` counts calendar days; for `last-day` the days of the term itself, for `aim`
    working days, for `objection-window` the days of the law, which has its day 0 in it
    and may be lengthened. `fact` holds the dated facts it rests on, for `rolled` the
    free days. `also` holds further grounds, `withdrawn` the days on which requests
    behind it were withdrawn instead of answered, `missed` the dates for an answer that
    passed unused and so let the clock run on.
    """

    from_: date
    to: date | None
    days: int
    effect: Effect
    ground: LegalGround
    fact: tuple[date, ...] = ()
    also: tuple[LegalGround, ...] = ()
    withdrawn: tuple[date, ...] = ()
    missed: tuple[date, ...] = ()


class Reckoning(NamedTuple):
    """Every date of a filing. None: there is none, or the clock stands still.

    `if_answered_today` is, while the clock stands still, the date that would follow if
    the answer came today: the last day to decide, for a waiting row the day from which
    work may start, for other notifications the end of the objection window.
    `suspended_days` counts an open request up to today. `coupled_last_day` is of a
    combination the last day of the KG or VA by its own term, from its own receipt;
    `second_last_day` what the procedures page says of it.
    """

    last_day: date | None = None
    coupled_last_day: date | None = None
    second_last_day: date | None = None
    may_start_on: date | None = None
    objection_until: date | None = None
    aim_on: date | None = None
    standing_still: bool = False
    if_answered_today: date | None = None
    suspended_days: int = 0
    steps: tuple[LedgerStep, ...] = ()


class FactsRefused(ValueError):
    """Facts that cannot be, for this row. `field` is the path to the wrong fact."""

    code = "refused"

    def __init__(self, message: str, *field: str | int):
        super().__init__(message)
        self.field = field


class AnswerBeforeRequest(FactsRefused):
    """An answer, or the date set for it, lies before its request."""

    code = "answer-before-request"


class RequestBeforeReceipt(FactsRefused):
    """A request lies before the day of receipt."""

    code = "request-before-receipt"


class NothingToSuspend(FactsRefused):
    """A request on a row for which no term runs."""

    code = "nothing-to-suspend"


class ExtensionRefused(FactsRefused):
    """An extension that the row does not know, or a longer one than it allows."""

    code = "extension-refused"


class NotACombination(FactsRefused):
    """A first decision on a row with one term only."""

    code = "not-a-combination"


class DecisionBeforeReceipt(FactsRefused):
    """A first decision before the day of receipt."""

    code = "decision-before-receipt"


class DateOutOfRange(FactsRefused):
    """A date so far away that the free days around it are not known."""

    code = "date-out-of-range"


def is_under_atw(amount: int, unit: str) -> bool:
    """Does the Atw lengthen a term that ends on a free day (art. 4 under a)?"""
    # Art. 4 names both bounds, and 12 weeks are 84 days: so it must be known in what
    # the law counts.
    return amount <= (WEEKS_ROLLED if unit == "weeks" else DAYS_ROLLED)


def fact_problems(
    rule: TermRule, facts: Facts, covers: Callable[[date], bool]
) -> list[FactsRefused]:
    """Everything in the facts that cannot be for this row; empty when all is well.

    `covers` tells of a day whether the calendar reaches that far.
    """
    received, requests, extension, decided, treated, _asks_consent = facts
    # All faults and not the first: a form shows each at its own question.
    found: list[FactsRefused] = []
    if not covers(received):
        found.append(_out_of_range(received, "received"))
    for index, request in enumerate(requests):
        if not rule.running_days:
            found.append(_nothing_to_suspend(rule, index))
        _check_request(found, received, index, request)
        asked, answered, answer_by = request.days
        # The common case is two look-ups; the exact list is made only when something
        # may be wrong.
        if not (covers(asked) and covers(answered or asked)) or answer_by:
            found += _requests_out_of_range(request, index, covers)
    if extension:
        found += _extension_problems(rule, extension)
    if decided is not None:
        found += _first_decision_problems(rule, received, decided)
        if not covers(decided):
            found.append(_out_of_range(decided, "first_decision"))
    if treated is not None and not covers(treated):
        found.append(_out_of_range(treated, "treated"))
    return found


def _out_of_range(day: date, *field: str | int) -> DateOutOfRange:
    return DateOutOfRange(f"The free days around {day} are not known.", *field)


def _requests_out_of_range(
    request: RequestDates, index: int, covers: Callable[[date], bool]
) -> list[FactsRefused]:
    return [
        _out_of_range(day, "requests", index, name)
        for name, day in zip(RequestDates._fields, request.days, strict=False)
        if day is not None and not covers(day)
    ]


def _nothing_to_suspend(rule: TermRule, index: int) -> NothingToSuspend:
    message = f"No term runs for {rule.key}, so no request can suspend it."
    return NothingToSuspend(message, "requests", index, "asked")


def _check_request(
    found: list[FactsRefused], received: date, index: int, request: RequestDates
) -> None:
    asked, answered, answer_by = request.days
    if asked < received:
        message = f"The request of {asked} lies before the receipt on {received}."
        found.append(RequestBeforeReceipt(message, "requests", index, "asked"))
    if answered is not None and answered < asked:
        message = f"The answer of {answered} lies before the request of {asked}."
        found.append(AnswerBeforeRequest(message, "requests", index, "answered"))
    if answer_by is not None and answer_by < asked:
        message = f"The date for the answer lies before the request of {asked}."
        found.append(AnswerBeforeRequest(message, "requests", index, "answer_by"))


def _extension_problems(rule: TermRule, days: int) -> Iterator[FactsRefused]:
    if not 0 <= days <= rule.extension_days:
        yield ExtensionRefused(
            f"{rule.key} can be extended by 0 to {rule.extension_days} days,"
            f" not by {days}.",
            "extension_days",
        )


def _first_decision_problems(
    rule: TermRule, received: date, decided: date
) -> Iterator[FactsRefused]:
    if rule.count < 2:
        yield NotACombination(
            f"{rule.key} has one term; only a combination has a first decision.",
            "first_decision",
        )
    if decided < received:
        yield DecisionBeforeReceipt(
            f"The first decision of {decided} lies before the receipt on {received}.",
            "first_decision",
        )
