"""How we measure: medians of many calls, and how a figure is told."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Figure(NamedTuple):
    """A measurement beside its floor; `bar` says in words what the ratio must be."""

    what: str
    measured: str
    floor: str
    ratio: float
    bar: str
    holds: bool


def median_ms(job: Callable[[], object], times: int, warm_up: int = 3) -> float:
    """The median time of one call, in milliseconds."""
    # The first calls pay for plans, imports and caches that a server has long since.
    for _ in range(warm_up):
        job()
    # The median: one call that the machine held up must not decide.
    return statistics.median(seconds_taken(job) for _ in range(times)) * 1000


def seconds_taken(job: Callable[[], object]) -> float:
    """How long one call takes, in seconds."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def at_most(what: str, measured: float, floor: float, bar: float) -> Figure:
    """A figure in milliseconds that may be at most `bar` times its floor."""
    ratio = measured / floor
    return Figure(
        what,
        f"{measured:.1f} ms",
        f"{floor:.1f} ms",
        ratio,
        f"at most {bar:g}",
        ratio <= bar,
    )
