"""Several people at the same moment: what each of them gets."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


def at_once(*acts: Callable[[], Any]) -> list:
    """What each act gave or raised: none begins before all are there.

    Each has a thread and a connection of its own, closed at the end; so the test has
    to be one without a transaction around it.
    """
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait(timeout=60)
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def kinds(results: Iterable) -> set[type]:
    """The types of what came of it."""
    return {type(result) for result in results}
