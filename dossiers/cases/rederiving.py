"""Deriving the dates of open cases anew, in bulk (ADR 3), and after a change of law."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet

from accounts.actor import SYSTEM
from dossiers.cases.dates import (
    Dates,
    changes,
    dates,
    is_behind,
    put,
    reckoning,
    stored,
    with_parts,
)
from dossiers.cases.derivation import begun, brought_up_to_date, finished
from dossiers.cases.event_chain import append
from dossiers.daily_round.one_by_one import Outcome, together
from dossiers.daily_round.troubles import clear, conclude, note
from dossiers.models import Case, Event, Step
from dossiers.reminders.promising import take_back_what_moved, tell_dates_changed
from dossiers.states import Act
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
    outcome = Outcome()
    for keys in batches(Case.objects.open()):
        outcome.add(derive_batch(keys, at=at))
    return conclude(Step.DERIVE, outcome, at=at)


def derive_what_is_behind(*, at: datetime) -> int:
    """Derive the dates that rest on the law before its last change; how many moved.

    Batch by batch, each committed by itself with how many are left, so that it goes on
    where it was killed. Two at once pass by what the other has locked. What is locked
    all the time or cannot be reckoned stays behind, and is tried at the next run.
    """
    number, moved = law.current().number, 0
    behind = Case.objects.behind(number)
    if begun(number, at=at) is None:
        return 0
    for keys in batches(behind):
        outcome = derive_batch(keys, at=at)
        moved += outcome.done
        clear(Step.DERIVE, set(keys) - outcome.left, at=at)
        note(Step.DERIVE, outcome, at=at)
        brought_up_to_date(number, len(set(keys) - outcome.left))
    finished(number, at=at)
    return moved


def batches(cases: QuerySet[Case]) -> Iterator[list[int]]:
    """The keys of these cases, in order, a batch at a time."""
    last = 0
    while True:
        rows = cases.filter(pk__gt=last).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return
        yield keys
        last = keys[-1]


def derive_batch(keys: list[int], *, at: datetime) -> Outcome:
    """Derive one batch; only cases that moved or were behind are locked and written."""

    def all_at_once() -> tuple[int, set[int]]:
        wanted = to_write(keys, at=at)
        free = read(wanted).select_for_update(skip_locked=True) if wanted else ()
        locked = with_parts(free)
        passed_by = set(wanted) - {case.pk for case in locked}
        return write(locked, at=at), passed_by

    def one(key: int) -> int:
        return write(with_parts(read([key]).select_for_update()), at=at)

    return together(keys, all_at_once, one)


def to_write(keys: list[int], *, at: datetime) -> list[int]:
    """Of which of these cases the dates are not what law and facts give, or behind."""
    books, today = law.current(), legal_day(at)
    return [
        case.pk
        for case in with_parts(read(keys))
        if is_behind(case, books)
        or derived(case, today=today, books=books) != stored(case)
    ]


def write(locked: list[Case], *, at: datetime) -> int:
    """Write the new dates of locked cases, with event and message; how many moved."""
    books, today = law.current(), legal_day(at)
    found = [(case, derived(case, today=today, books=books)) for case in locked]
    changed = [(case, new) for case, new in found if new != stored(case)]
    keys = [case.pk for case in locked if is_behind(case, books)]
    Case.objects.filter(pk__in=keys).update(law_number=books.number)
    if not changed:
        return 0
    events = [rewind(case, new, books.number, at=at) for case, new in changed]
    cases = [case for case, _new in changed]
    Case.objects.bulk_update(cases, [*Dates._fields, "changed_at", "head"])
    take_back_what_moved(cases)
    tell_dates_changed(Event.objects.bulk_create(events), at=at)
    return len(changed)


def catch_up(case: Case, *, at: datetime) -> None:
    """Derive a locked case before an act on it, when the law has changed since.

    So the act rests on dates that hold, and what the law moved has its own event.
    """
    if is_behind(case, law.current()):
        write(with_parts([case]), at=at)


def read(keys: list[int]):
    """The open cases with these keys, in the order in which they are locked."""
    return Case.objects.open().filter(pk__in=keys).order_by("pk")


def derived(case: Case, *, today: date, books: Law) -> Dates:
    """What the facts of a case give on a day."""
    return dates(case, reckoning(case, today=today, books=books))


def rewind(case: Case, new: Dates, number: int, *, at: datetime) -> Event:
    """Set the dates of a case in memory, and make the event that says what moved."""
    event = Event(
        case=case,
        act=Act.REDERIVE,
        old_state=case.state,
        new_state=case.state,
        at=at,
        actor_name=SYSTEM.name,
        facts={"changes": changes(stored(case), new)},
    )
    put(case, new, number)
    case.changed_at = at
    return append(case, event)
