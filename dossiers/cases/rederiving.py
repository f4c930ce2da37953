"""Deriving the dates of open cases anew, in bulk (ADR 3), and after a change of law."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet

from accounts.actor import SYSTEM
from dossiers.cases.acts import REDERIVE
from dossiers.cases.dates import (
    Dates,
    case_dates,
    case_reckoning,
    date_changes,
    is_behind,
    stored_dates,
    with_requests_and_parts,
    write_dates,
)
from dossiers.cases.derivation import (
    begin_derivation,
    finished,
    record_derivation_progress,
)
from dossiers.cases.event_chain import append_to_chain
from dossiers.daily_round.one_by_one import RoundOutcome, run_together
from dossiers.daily_round.troubles import (
    clear_troubles,
    note_troubles,
    record_step_result,
)
from dossiers.facts.date_facts import RederivedFacts
from dossiers.models import Case, Event, Step
from dossiers.models.dossier import CaseQuerySet
from dossiers.reminders.promising import delete_untrue_reminders, tell_dates_changed
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.law_rows.law import Law

BATCH = 2000


def derive_open_cases(*, at: datetime) -> int:
    """Bring the stored dates of all open cases in line with law and facts.

    A few queries for each batch, never one a case. Each case whose dates moved gets
    an event with the old and the new dates, and those concerned get a message. A case
    that is locked or cannot be reckoned holds up no other (ADR 19).
    Returns how many moved; run again, none does.
    """
    outcome = RoundOutcome()
    # All that are open: some dates follow from the day it is, so no column tells which
    # will move.
    for keys in key_batches(Case.objects.open()):
        outcome.add(derive_batch(keys, at=at))
    return record_step_result(Step.DERIVE, outcome, at=at)


def derive_what_is_behind(*, at: datetime) -> int:
    """Derive the dates that rest on the law before its last change; how many moved.

    Batch by batch, each committed by itself with how many are left, so that it goes on
    where it was killed. Two at once pass by what the other has locked. What is locked
    all the time or cannot be reckoned stays behind, and is tried at the next run.
    """
    number, moved = law.current_law().number, 0
    behind = Case.objects.behind(number)
    if begin_derivation(number, at=at) is None:
        return 0
    for keys in key_batches(behind):
        outcome = derive_batch(keys, at=at)
        moved += outcome.done
        # Not `record_step_result`: that clears what is not among its cases, and this is
        # one batch.
        clear_troubles(Step.DERIVE, set(keys) - outcome.left, at=at)
        note_troubles(Step.DERIVE, outcome, at=at)
        record_derivation_progress(number, len(set(keys) - outcome.left))
    finished(number, at=at)
    return moved


def key_batches(cases: QuerySet[Case]) -> Iterator[list[int]]:
    """The keys of these cases, in order, a batch at a time."""
    last = 0
    while True:
        rows = cases.filter(pk__gt=last).order_by("pk")
        # By key, and only keys: cases that leave `behind` while it goes on shift no
        # batch, and nothing is read before it is needed.
        keys = list(rows.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return
        yield keys
        last = keys[-1]


def derive_batch(keys: list[int], *, at: datetime) -> RoundOutcome:
    """Derive one batch; only cases that moved or were behind are locked and written."""

    def all_at_once() -> tuple[int, set[int]]:
        # First without a lock: on most days nothing moved, and then nobody is made to
        # wait.
        wanted = keys_to_rewrite(keys, at=at)
        free = (
            # Passed by and tried apart, with patience: one handler at work must not
            # stop two thousand cases.
            open_cases_by_key(wanted).select_for_update(skip_locked=True)
            if wanted
            else ()
        )
        locked = with_requests_and_parts(free)
        passed_by = set(wanted) - {case.pk for case in locked}
        return store_new_dates(locked, at=at), passed_by

    def one(key: int) -> int:
        return store_new_dates(
            with_requests_and_parts(open_cases_by_key([key]).select_for_update()), at=at
        )

    return run_together(keys, all_at_once, one)


def keys_to_rewrite(keys: list[int], *, at: datetime) -> list[int]:
    """Of which of these cases the dates are not what law and facts give, or behind."""
    books, today = law.current_law(), legal_day(at)
    return [
        case.pk
        for case in with_requests_and_parts(open_cases_by_key(keys))
        if is_behind(case, books)
        or dates_from_facts(case, today=today, books=books) != stored_dates(case)
    ]


def store_new_dates(locked: list[Case], *, at: datetime) -> int:
    """Write the new dates of locked cases, with event and message; how many moved."""
    books, today = law.current_law(), legal_day(at)
    # Once more, now under the lock: since the first look somebody may have acted.
    found = [
        (case, dates_from_facts(case, today=today, books=books)) for case in locked
    ]
    changed = [(case, new) for case, new in found if new != stored_dates(case)]
    keys = [case.pk for case in locked if is_behind(case, books)]
    # Also of those that did not move, or they would be looked at for ever.
    Case.objects.filter(pk__in=keys).update(law_number=books.number)
    if not changed:
        return 0
    events = [rederive_event(case, new, books.number, at=at) for case, new in changed]
    cases = [case for case, _new in changed]
    # `head` goes along: it is the digest of the event written below, in one transaction
    # with it.
    Case.objects.bulk_update(cases, [*Dates._fields, "changed_at", "head"])
    delete_untrue_reminders(cases)
    tell_dates_changed(Event.objects.bulk_create(events), at=at)
    return len(changed)


def derive_if_behind(case: Case, *, at: datetime) -> None:
    """Derive a locked case before an act on it, when the law has changed since.

    So the act rests on dates that hold, and what the law moved has its own event.
    """
    if is_behind(case, law.current_law()):
        store_new_dates(with_requests_and_parts([case]), at=at)


def open_cases_by_key(keys: list[int]) -> CaseQuerySet:
    """The open cases with these keys, in the order in which they are locked."""
    # Everybody who locks several cases takes them in this order, so no two wait for
    # each other.
    return Case.objects.open().filter(pk__in=keys).order_by("pk")


def dates_from_facts(case: Case, *, today: date, books: Law) -> Dates:
    """What the facts of a case give on a day."""
    return case_dates(case, case_reckoning(case, today=today, books=books))


def rederive_event(case: Case, new: Dates, number: int, *, at: datetime) -> Event:
    """Set the dates of a case in memory, and make the event that says what moved."""
    event = Event(
        case=case,
        act=REDERIVE,
        old_state=case.state,
        new_state=case.state,
        at=at,
        actor_name=SYSTEM.name,
        facts=RederivedFacts(changes=date_changes(stored_dates(case), new)).stored(),
    )
    # After the facts above, which tell the dates as they were.
    write_dates(case, new, number)
    case.changed_at = at
    return append_to_chain(case, event)
