"""Two roles at the database: one owns the tables, the portal reads and writes rows.

Who owns a table can drop it, empty it, and switch off the triggers that keep what is on
record. So the portal's own role owns nothing: `manage.py migrate` connects as the owner
that `DATABASE_OWNER_URL` names, and grants the portal's role what it needs. `restore`
connects as the owner too: it makes the tables anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import environ
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

WHO = ("USER", "PASSWORD", "HOST", "PORT")
"""Of the settings of a connection, what another role has otherwise."""

RIGHTS = """
    GRANT USAGE ON SCHEMA public TO {role};
    REVOKE CREATE ON SCHEMA public FROM {role}, PUBLIC;
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
    REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
"""
"""Rows and nothing else: no TRUNCATE, no TRIGGER, no REFERENCES, nothing of its own."""

# django-pgtrigger asks this before each trigger, and it answers by a setting of the
# session that every role may set. Here it answers no: what keeps the record has no
# switch.
NO_SWITCH = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME)
    RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS 'SELECT FALSE'
"""


@contextmanager
def as_owner(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Be connected as the owner of the tables meanwhile, where one is named."""
    if not settings.DATABASE_OWNER_URL:
        yield
        return
    own = connection.settings_dict
    connection.close()
    connection.settings_dict = own | _of_the_owner(own["OPTIONS"])
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = own


def _of_the_owner(options: dict[str, Any]) -> dict[str, Any]:
    """Settings of a connection as the owner; a URL says `user` before `@` or after `?`.

    `options` are those of the portal's own connection.
    """
    owner = environ.Env.db_url_config(settings.DATABASE_OWNER_URL)
    said = owner.get("OPTIONS", {})
    # The database stays the portal's own: only who connects differs.
    return {name: owner[name] for name in WHO} | {"OPTIONS": options | said}


def role_of(connection: BaseDatabaseWrapper) -> str:
    """The role as which it is connected, by the database itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def grant_rights(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give the portal's role the rows of all tables, and take all else from it.

    To be called as the owner. `role` is a name at the database.
    """
    with connection.cursor() as cursor:
        # A name of a role cannot be a parameter of a statement, so it is quoted as an
        # identifier.
        cursor.execute(sql.SQL(RIGHTS).format(role=sql.Identifier(role)).as_string())


def keep_triggers_on(connection: BaseDatabaseWrapper) -> None:
    """Let no session pass by a trigger; to be called as the owner, after migrating."""
    with connection.cursor() as cursor:
        cursor.execute(NO_SWITCH)
