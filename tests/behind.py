"""Getting behind the triggers of the database, as only who owns its tables can."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def behind_the_triggers() -> Iterator[None]:
    """Change what is on record meanwhile; no trigger is asked, of keys neither."""
    _in_the_role_of("replica")
    yield
    _in_the_role_of("origin")


def _in_the_role_of(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"SET session_replication_role = {role}")
