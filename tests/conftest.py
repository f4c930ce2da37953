"""What every test can count on: real servers, the law in the database, and a cast."""

import pytest
from django.core.cache import cache
from django.core.management import call_command, get_commands
from django.utils import translation

from procedures.models import Procedure

pytest_plugins = ["tests.browser", "tests.cast", "tests.mailbox", "tests.worker"]

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test database holds the law."""
    with django_db_blocker.unblock():
        load_law()


@pytest.fixture(autouse=True)
def law(request):
    """Put the law back where an earlier test with real transactions emptied all tables.

    Such tests run without the rollback at the end, so Django truncates.
    """
    marked = request.node.get_closest_marker("django_db")
    if not marked and DATABASE_FIXTURES.isdisjoint(request.fixturenames):
        return
    request.getfixturevalue("db")
    if not Procedure.objects.exists():
        load_law()
        cache.clear()  # the counters have no model, so Django leaves them


@pytest.fixture(autouse=True)
def dutch():
    """Every test begins in Dutch; a request of an earlier one may have left English."""
    with translation.override("nl"):
        yield


def load_law():
    """The shipped rows of the law."""
    if "load_law" in get_commands():
        call_command("load_law", verbosity=0)
