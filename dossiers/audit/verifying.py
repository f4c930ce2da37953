"""Proving the record: the chain of each case, and that its events give what is stored.

A batch of cases at a time, with the same few queries for each, however many there are.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain as joined
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet

from dossiers.audit.frozen_papers import faults_in_papers, unproved_answers
from dossiers.audit.replay import History, replay_faults
from dossiers.cases.event_chain import RecordFault, chain_faults
from dossiers.cases.standing_still import is_suspended_by
from dossiers.models import Case, Event, InformationRequest
from procedures.law_rows import law
from procedures.law_rows.law import Law
from procedures.models import FreeDay, LawChange

BATCH = 1000
ROUND = timedelta(hours=2)
"""Within this time the daily round, which runs every hour, has derived all dates."""


class Batch(NamedTuple):
    """What was looked at in one go, and what is wrong with it."""

    cases: int
    events: int
    faults: list[RecordFault]
    unproved: int = 0

    def with_more(self, other: "Batch") -> "Batch":
        return Batch(
            self.cases + other.cases,
            self.events + other.events,
            self.faults + other.faults,
            self.unproved + other.unproved,
        )


def cases_to_verify(*, number: str = "", since: date | None = None) -> QuerySet[Case]:
    """The cases to verify: one, those to which something happened since, or all."""
    cases = Case.objects.all()
    if number:
        cases = cases.filter(number=number)
    if since:
        cases = cases.filter(events__at__date__gte=since).distinct()
    return cases


def verify_cases(
    cases: QuerySet[Case], *, at: datetime, with_files: bool = True
) -> Iterator[Batch]:
    """Look at cases in the order of their keys, a batch at a time.

    `with_files` False leaves the files unread, which takes most of the time.
    """
    books, changed, last = law.current_law(), free_days_changed(), 0
    rows = cases.select_related("procedure", "follow_up").defer("search")
    rows = rows.order_by("pk")
    # By key and not by offset, so that what is filed meanwhile shifts no batch.
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        found = case_histories(batch)
        # Both cases of a combination bring the events of their filing; each counts
        # once.
        told = list({e.pk: e for each in found for e in each.filing}.values())
        faults = list(faults_in_papers(batch, told, with_files=with_files))
        more = Batch(0, 0, faults, unproved_answers(told))
        yield _verified(found, books, changed, at).with_more(more)
        last = batch[-1].pk


def free_days_changed() -> datetime | None:
    """When a free day was put in, changed or taken out for the last time."""
    table = FreeDay._meta.db_table
    last = LawChange.objects.filter(table=table).order_by("-id").first()
    return last.at if last else None


def case_histories(cases: list[Case]) -> list[History]:
    """The cases, each with its events and those of the same filing; four queries."""
    filings = [case.application_id for case in cases]
    events: dict[UUID, list[Event]] = defaultdict(list)
    found = Event.objects.filter(case__application__in=filings).order_by("pk")
    for event in found.annotate(filing=F("case__application")):
        events[event.filing].append(event)
    requests: dict[UUID, list[InformationRequest]] = defaultdict(list)
    for row in InformationRequest.objects.filter(application__in=filings):
        requests[row.application_id].append(row)
    together: dict[UUID, list[Case]] = defaultdict(list)
    for one in Case.objects.filter(application__in=filings).defer("search"):
        together[one.application_id].append(one)
    return [
        History(
            case=case,
            events=[
                one for one in events[case.application_id] if one.case_id == case.pk
            ],
            filing=events[case.application_id],
            requests=requests[case.application_id],
            suspending=frozenset(
                one.pk
                for one in together[case.application_id]
                if is_suspended_by(case, one)
            ),
        )
        for case in cases
    ]


def _verified(
    found: list[History], books: Law, changed: datetime | None, at: datetime
) -> Batch:
    """The faults of a batch: chains and replay, without papers and files."""
    faults = [faults_of(each, books, changed, at) for each in found]
    events = sum(len(each.events) for each in found)
    return Batch(len(found), events, list(joined.from_iterable(faults)))


def faults_of(
    history: History, books: Law, changed: datetime | None, at: datetime
) -> list[RecordFault]:
    """What is wrong with one case; events that were tampered with are not replayed."""
    faults = list(chain_faults(history.case, history.events))
    if faults:
        return faults
    with_dates = are_dates_settled(history, changed, at)
    return list(replay_faults(history, books, with_dates=with_dates))


def are_dates_settled(history: History, changed: datetime | None, at: datetime) -> bool:
    """Do its dates rest on the free days as they are now?

    An open case is derived anew within the hour after they changed; one that has ended
    keeps its dates.
    """
    # An act derives the dates first, by the free days as they are by then.
    if changed is None or history.events[-1].at > changed:
        return True
    return history.case.ended_at is None and at - changed > ROUND
