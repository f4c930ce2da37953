"""What every test can count on: real servers, the law in the database, and a cast."""

import pytest
from django.utils import translation

pytest_plugins = [
    "tests.browser",
    "tests.cast",
    "tests.database",
    "tests.mailbox",
    "tests.signing_in",
    "tests.silence",
    "tests.worker",
]


@pytest.fixture(autouse=True)
def dutch():
    """Every test begins in Dutch; a request of an earlier one may have left English."""
    with translation.override("nl"):
        yield
