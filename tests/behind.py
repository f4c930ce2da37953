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


def sql(statement: str, *values) -> None:
    """As somebody at the database does it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def behind_the_trigger(statement: str, *values) -> None:
    """As an owner of the tables can, who switches their triggers off."""
    with behind_the_triggers():
        sql(statement, *values)
