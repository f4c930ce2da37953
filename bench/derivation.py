"""Deriving the dates of 100,000 open cases, against one bare UPDATE of as many rows."""

import resource
from collections.abc import Iterator

from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.measuring import Figure, at_most, seconds_taken
from bench.population import grow_to
from dossiers.cases.rederiving import derive_open_cases
from dossiers.models import Case

COUNT = 100_000
MANY_QUERIES = 0.01


def measure_derivation() -> Iterator[Figure]:
    """Time beside the bare update, queries for each case, and growth of memory."""
    grow_to(COUNT)
    derive_open_cases(at=timezone.now())  # the made-up dates are put right
    # An update of the same rows is the least that any derivation can cost the database.
    floor = seconds_taken(
        lambda: Case.objects.update(objection_until=F("objection_until"))
    )
    small = peak_memory()
    with CaptureQueriesContext(connection) as captured:
        measured = seconds_taken(lambda: derive_open_cases(at=timezone.now()))
    yield at_most(f"deriving {COUNT:,} cases", measured * 1000, floor * 1000, 5)
    share = len(captured) / COUNT
    yield Figure(
        "its queries for each case",
        str(len(captured)),
        str(COUNT),
        share,
        f"at most {MANY_QUERIES}",
        share <= MANY_QUERIES,
    )
    yield flat_memory(small)


def flat_memory(before: float) -> Figure:
    """The peak may hardly grow with the number of cases."""
    after = peak_memory()
    growth = after / before
    what = "peak memory after, beside before"
    return Figure(
        what, f"{after:.0f} MB", f"{before:.0f} MB", growth, "at most 1.1", growth < 1.1
    )


def peak_memory() -> float:
    """The peak resident memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
