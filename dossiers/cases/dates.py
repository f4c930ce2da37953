"""The dates of a case, derived from its dated facts and nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from dossiers.cases.standing_still import is_suspended_by
from dossiers.facts.date_facts import DateChange
from dossiers.models import Case, InformationRequest
from dossiers.states import OPEN, Kind, Part
from procedures.counting.clock import Facts, Reckoning, RequestDates, reckon
from procedures.counting.legal_day import legal_day
from procedures.counting.terms import TermRule
from procedures.law_rows import law
from procedures.law_rows.law import Law


class Dates(NamedTuple):
    """The dates that a case stores as an index."""

    due_on: date | None
    objection_until: date | None
    may_start_on: date | None


def clock_facts(case: Case) -> Facts:
    """The dated facts of a case that its clock rests on."""
    requests = suspending_requests(case)
    return Facts(
        received=legal_day(case.received_at),
        # Where nothing runs nothing can be suspended, also not by what was asked while
        # the filing was another procedure. Only then the row itself is asked: without
        # a request the law in memory is enough.
        requests=requests if requests and has_running_term(case) else (),
        extension_days=case.extension_days,
        first_decision=second_term_start(case),
        treated=case.treated_on,
        asks_consent=case.asks_consent,
    )


def has_running_term(case: Case) -> bool:
    """Does the row that governs it have a term, or a window, that runs?"""
    return bool(case.governing.term_amount or case.governing.objection_days)


def has_two_terms(case: Case) -> bool:
    """Is it told by the two terms of a combination (the procedures page)?

    A KG or VA that does not stand still with its 2.8 request has its own term alone.
    """
    is_alone = case.part == Part.FOLLOW_UP and not case.stands_still_together
    return case.procedure.term_count > 1 and not is_alone


def second_term_start(case: Case) -> date | None:
    """The day of the 2.8 decision, where a second term is counted from it.

    With MI-I, MI-II and S-III the decision lets the KG run on, but starts no term.
    """
    if case.first_decision_on and has_two_terms(case):
        return case.first_decision_on
    return None


def suspending_requests(case: Case) -> tuple[RequestDates, ...]:
    """The requests that take days out of its term, those of a coupled case among them.

    Read once a case; `with_suspending_requests` reads them for many at once.
    """
    # Kept on the object: page, ledger and verdict each ask for the clock of the same
    # case.
    if not hasattr(case, "suspending"):
        with_suspending_requests([case])
    return case.suspending


def with_suspending_requests(cases: Iterable[Case]) -> list[Case]:
    """The cases, each with the requests that suspend it, by one query for all."""
    found = list(cases)
    asked = defaultdict(list)
    stored = [
        case.application_id
        for case in found
        # A new case has none, unless its filing goes on from another case.
        if case.pk or case.part == Part.CONVERTED
    ]
    rows = InformationRequest.objects.filter(application__in=stored)
    for row in rows.select_related("case") if stored else ():
        asked[row.application_id].append(row)
    for case in found:
        case.suspending = tuple(
            clock_request(row)
            for row in asked[case.application_id]
            if is_suspended_by(case, row.case)
        )
    return found


def clear_cached_requests(case: Case) -> None:
    """Read the requests of a case anew the next time: it was locked, or one came."""
    vars(case).pop("suspending", None)


def clock_request(row: InformationRequest) -> RequestDates:
    """A request as the clock reads it; withdrawn, the clock runs on from that day."""
    # Withdrawn it takes out the same days as answered then: nothing is waited for any
    # more.
    ended = row.answered_at or row.revoked_at
    return RequestDates(
        asked=legal_day(row.asked_at),
        answered=ended and legal_day(ended),
        answer_by=row.answer_by,
        withdrawn=row.answered_at is None and row.revoked_at is not None,
    )


def case_reckoning(
    case: Case,
    *,
    today: date,
    books: Law | None = None,
    supposing: Facts | None = None,
) -> Reckoning:
    """The term ledger of a case as seen on a day (ADR 3).

    `books` is the law as it stands; give it when you reckon many cases. `supposing` are
    facts to reckon with instead of its own; raises `FactsRefused` when they cannot be.
    """
    # Without `books` one small query tells whether the law in memory still holds.
    books, known = books or law.current_law(), supposing or clock_facts(case)
    rule, coupled = case_rules(case, books)
    return reckon(rule, known, books.calendar, today, coupled=coupled)


def case_rules(case: Case, books: Law) -> tuple[TermRule, TermRule | None]:
    """The row by which a case is counted, and that of the KG or VA beside it."""
    row = books.rules[case.procedure_id]
    if case.part != Part.FOLLOW_UP or case.follow_up_id is None:
        return row, None
    own = books.rules[case.follow_up_id]
    return (row, own) if has_two_terms(case) else (own, None)


def case_dates(case: Case, reckoned: Reckoning) -> Dates:
    """What a case stores of its reckoning: in a combination what is for its part.

    A KG with a request for consent is decided within its window (2.17 lid 3); with a
    change there is a term of its own, and the work has begun (2.24 lid 1, 2.26 lid 2).
    """
    if case.part == Part.FOLLOW_UP:
        return _follow_up_dates(case, reckoned)
    waits = waits_for_consent(case)
    return Dates(
        # The window is then the day on which a decision must be there, so it sorts and
        # reminds as one.
        due_on=reckoned.objection_until if waits else reckoned.last_day,
        objection_until=reckoned.objection_until,
        may_start_on=None if waits else reckoned.may_start_on,
    )


def waits_for_consent(case: Case) -> bool:
    """Does the work wait for the consent that is asked (Besluit ggo 2.17 lid 2)?

    That of a change does not: it begins on receipt (2.24 lid 1).
    """
    return case.asks_consent and not case.governing.consent_days


def _follow_up_dates(case: Case, reckoned: Reckoning) -> Dates:
    """The KG or VA of a combination: by its own term, from its own receipt.

    That is the earlier day and the one to which BGGO is held; what the procedures page
    says of a second term is told beside it. When work may start hangs on the 2.8
    decision too, so the verdict says it (`work_start`).
    """
    last = reckoned.objection_until or reckoned.last_day
    if has_two_terms(case):
        last = reckoned.coupled_last_day
    if case.kind != Kind.NOTIFICATION:
        return Dates(due_on=last, objection_until=None, may_start_on=None)
    # BGGO need not decide on a KG, unless consent is asked: its term is the window.
    due_on = last if case.asks_consent else None
    return Dates(due_on=due_on, objection_until=last, may_start_on=None)


def is_window_open(case: Case, last: date) -> bool:
    """Did the window for an objection, with this last day, not end with the case?

    It did when the case ended before that day or on it.
    """
    return case.ended_at is None or legal_day(case.ended_at) > last


def objection_window_end(case: Case, last: date | None) -> date | None:
    """The last day of the window, as it is told: none once the case ended within it."""
    return last if last and is_window_open(case, last) else None


def stored_dates(case: Case) -> Dates:
    """The dates in its columns, which may rest on an earlier law (`is_behind`)."""
    return Dates(case.due_on, case.objection_until, case.may_start_on)


def set_dates(case: Case, *, at: datetime, books: Law | None = None) -> Reckoning:
    """Set the date columns of a case, in memory, to what its facts give."""
    books = books or law.current_law()
    reckoned = case_reckoning(case, today=legal_day(at), books=books)
    write_dates(case, case_dates(case, reckoned), books.number)
    return reckoned


def write_dates(case: Case, new: Dates, number: int) -> None:
    """Set the date columns of a case in memory; `number` is that of the law."""
    for column, value in new._asdict().items():
        setattr(case, column, value)
    # `due` is a generated column: set here as well, for who goes on with the object in
    # memory.
    case.due, case.law_number = new.due_on or new.objection_until, number


def is_behind(case: Case, books: Law) -> bool:
    """Do its dates rest on the law before a change? Those of an ended case stay."""
    return case.state in OPEN and case.law_number < books.number


def with_current_dates(
    cases: Iterable[Case], *, today: date, books: Law | None = None
) -> list[Case]:
    """The cases, as they may be shown: those that are behind are derived in memory.

    What is stored says in a moment what is shown here (ADR 25). A case that cannot be
    derived `is_undatable`, and has no dates. One query more, two when one is behind.
    """
    found = list(cases)
    # Without an open case not even the law is asked for.
    if not any(case.state in OPEN for case in found):
        return found
    books = books or law.current_law()
    for case in with_requests_and_parts(
        case for case in found if is_behind(case, books)
    ):
        set_current_dates(case, today, books)
    return found


def set_current_dates(case: Case, today: date, books: Law) -> None:
    """Set the dates of a case in memory, or that there are none that hold."""
    try:
        new = case_dates(case, case_reckoning(case, today=today, books=books))
    # One case that cannot be reckoned must not take a whole list with it; the round
    # names it to Bureau GGO.
    except (ValueError, OverflowError):
        case.is_undatable, new = True, Dates(None, None, None)
    write_dates(case, new, books.number)


def with_requests_and_parts(cases: Iterable[Case]) -> list[Case]:
    """The cases with their requests, and what says which part of a filing they are."""
    found = with_suspending_requests(cases)
    # Only these ask their rows what they are; all others go by the law in memory.
    asking = [one for one in found if one.part or one.suspending or one.asks_consent]
    prefetch_related_objects(asking, "procedure", "follow_up")
    return found


def date_changes(old: Dates, new: Dates) -> list[DateChange]:
    """What moved, as an event keeps it."""
    return [
        DateChange(date=column, old=before, new=after)
        for column, before, after in zip(Dates._fields, old, new, strict=True)
        if before != after
    ]
