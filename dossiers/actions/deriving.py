"""Deriving the dates of all open cases anew, in bulk (ADR 3)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial

from django.db.models import prefetch_related_objects

from accounts.actor import SYSTEM
from dossiers.actions.reminding import tell_dates_changed
from dossiers.deadlines import (
    Dates,
    changes,
    dates,
    put,
    reckoning,
    stored,
    with_requests,
)
from dossiers.models import Case, Event, Step
from dossiers.record.chain import append
from dossiers.round.one_by_one import Outcome, together
from dossiers.round.troubles import conclude
from dossiers.states import Act
from procedures import law
from procedures.law import Law
from procedures.legal_day import legal_day

BATCH = 2000


def derive_open_cases(*, at: datetime) -> int:
    """Bring the stored dates of all open cases in line with law and facts.

    A few queries for each batch, never one a case. Each case whose dates moved gets
    an event with the old and the new dates, and those concerned get a message. A case
    that is locked or cannot be reckoned holds up no other (ADR 19).
    Returns how many moved; run again, none does.
    """
    outcome = Outcome()
    for keys in batches_of_open_cases():
        outcome.add(derive_batch(keys, at=at))
    return conclude(Step.DERIVE, outcome, at=at)


def batches_of_open_cases() -> Iterator[list[int]]:
    """The keys of all open cases, in order, a batch at a time."""
    last = 0
    while True:
        rows = Case.objects.open().filter(pk__gt=last).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return
        yield keys
        last = keys[-1]


def derive_batch(keys: list[int], *, at: datetime) -> Outcome:
    """Derive one batch; only the cases that moved are locked and written."""

    def all_at_once() -> tuple[int, set[int]]:
        moved = moved_of(keys, at=at)
        free = read(moved).select_for_update(skip_locked=True) if moved else ()
        locked = with_parts(free)
        passed_by = set(moved) - {case.pk for case in locked}
        return rewind_moved(locked, at=at), passed_by

    def one(key: int) -> int:
        return rewind_moved(with_parts(read([key]).select_for_update()), at=at)

    return together(keys, all_at_once, one)


def moved_of(keys: list[int], *, at: datetime) -> list[int]:
    """Of which of these cases the dates are not what law and facts give."""
    new_dates = partial(derived, today=legal_day(at), books=law.current())
    return [
        case.pk for case in with_parts(read(keys)) if new_dates(case) != stored(case)
    ]


def rewind_moved(locked: list[Case], *, at: datetime) -> int:
    """Write the new dates of locked cases, with event and message; how many moved."""
    new_dates = partial(derived, today=legal_day(at), books=law.current())
    found = [(case, new_dates(case)) for case in locked]
    changed = [(case, new) for case, new in found if new != stored(case)]
    if not changed:
        return 0
    events = [rewind(case, new, at=at) for case, new in changed]
    Case.objects.bulk_update(
        [case for case, new in changed], [*Dates._fields, "changed_at", "head"]
    )
    tell_dates_changed(Event.objects.bulk_create(events), at=at)
    return len(changed)


def read(keys: list[int]):
    """The open cases with these keys, in the order in which they are locked."""
    return Case.objects.open().filter(pk__in=keys).order_by("pk")


def with_parts(cases: Iterable[Case]) -> list[Case]:
    """The cases with their requests, and what says which part of a filing they are."""
    found = list(cases)
    coupled = [case for case in found if case.part]
    prefetch_related_objects(coupled, "procedure", "follow_up")
    return with_requests(found)


def derived(case: Case, *, today: date, books: Law) -> Dates:
    """What the facts of a case give on a day."""
    return dates(case, reckoning(case, today=today, books=books))


def rewind(case: Case, new: Dates, *, at: datetime) -> Event:
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
    put(case, new)
    case.changed_at = at
    return append(case, event)
