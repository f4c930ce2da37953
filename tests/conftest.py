"""What every test can count on: real servers, the law in the database, and a cast."""

from collections.abc import Callable

import hypothesis
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

pytest_plugins = [
    "tests.browser",
    "tests.cast",
    "tests.database",
    "tests.mailbox",
    "tests.signing_in",
    "tests.silence",
    "tests.worker",
    "tests.world",
]

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture
def count_queries(db) -> Callable[[Callable[[], object]], int]:
    """`count_queries(act)`: how many queries a function takes."""

    def count(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    return count


@pytest.fixture(autouse=True)
def dutch():
    """Every test begins in Dutch; a request of an earlier one may have left English."""
    with translation.override("nl"):
        yield
