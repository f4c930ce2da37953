"""Deriving the dates of all open cases anew, in bulk (ADR 3)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial

from django.db import transaction
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
from dossiers.models import Case, Event
from dossiers.record.chain import append
from dossiers.states import Act
from procedures import law
from procedures.law import Law
from procedures.legal_day import legal_day

BATCH = 2000


def derive_open_cases(*, at: datetime) -> int:
    """Bring the stored dates of all open cases in line with law and facts.

    A few queries for each batch, never one a case. Each case whose dates moved gets
    an event with the old and the new dates, and those concerned get a message.
    Returns how many moved; run again, none does.
    """
    return sum(derive_batch(keys, at=at) for keys in batches_of_open_cases())


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


@transaction.atomic
def derive_batch(keys: list[int], *, at: datetime) -> int:
    """Derive one batch; only the cases that moved are locked and written."""
    new_dates = partial(derived, today=legal_day(at), books=law.current())
    moved = [
        case.pk for case in with_parts(read(keys)) if new_dates(case) != stored(case)
    ]
    if not moved:
        return 0
    locked = with_parts(read(moved).select_for_update())
    found = [(case, new_dates(case)) for case in locked]
    changed = [(case, new) for case, new in found if new != stored(case)]
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
