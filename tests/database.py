"""The test database: made once with the law in it, copied for each process, put back.

The template is kept beside the copies for as long as its server lives, and made anew
when what it is made from has changed. Its tables are made as on a server: by their
owner, who is no superuser. What it holds stands in it a second time, in the schema
`pristine`; the tests' own `manage.py flush` puts that back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from psycopg import sql

from ggo_portal.build.assets import files_fingerprint
from ggo_portal.build.places import ROOT
from procedures.law_rows import law_files
from procedures.models.change import DIGEST
from tests.cast import NOW

LAW_SINCE = datetime(2025, 1, 1, tzinfo=UTC)
"""When the tests' law was loaded, by its log: before all that the tests play."""

OWNER = "ggo_test_owner"
"""Who owns all tables of the tests, and the password of that role."""

MADE_BY = [Path(__file__), ROOT / "procedures" / "law_rows" / "loading.py"]
MADE_BY += [ROOT / "procedures" / "models" / "change.py"]

# The digests of the log are made anew, as its moments are in them.
DATE_THE_LAW = f"""
    DO $$
    DECLARE
        change bigint;
        last text := '';
    BEGIN
        SET LOCAL session_replication_role = replica;
        FOR change IN SELECT id FROM procedures_lawchange ORDER BY id LOOP
            UPDATE procedures_lawchange
            SET at = '{LAW_SINCE.isoformat()}', previous = last WHERE id = change;
            UPDATE procedures_lawchange
            SET sha256 = {DIGEST} WHERE id = change RETURNING sha256 INTO last;
        END LOOP;
    END $$
"""  # noqa: S608 - constants of ours

# A table that must not be changed refuses by a trigger; in the role of a replica none
# fires, that of a foreign key included. The lock waits for who still writes.
KEEP_PRISTINE = """
    CREATE SCHEMA pristine;

    CREATE FUNCTION pristine.columns_of(of name) RETURNS text LANGUAGE sql AS $$
        SELECT string_agg(format('%I', column_name), ', ' ORDER BY ordinal_position)
        FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = of AND is_generated = 'NEVER'
    $$;

    CREATE FUNCTION pristine.put_back() RETURNS void LANGUAGE plpgsql
    SET session_replication_role = replica AS $$
    DECLARE
        it name;
        names text;
        is_other boolean;
    BEGIN
        EXECUTE (
            SELECT format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE',
                          string_agg(format('public.%I', tablename), ', '))
            FROM pg_tables WHERE schemaname = 'public'
        );
        FOR it IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            names := pristine.columns_of(it);
            IF to_regclass(format('pristine.%I', it)) IS NULL THEN
                EXECUTE format('SELECT EXISTS (TABLE public.%I)', it) INTO is_other;
            ELSE
                EXECUTE format(
                    'SELECT EXISTS ((SELECT %2$s FROM public.%1$I EXCEPT ALL '
                    'TABLE pristine.%1$I) UNION ALL (TABLE pristine.%1$I EXCEPT ALL '
                    'SELECT %2$s FROM public.%1$I))', it, names) INTO is_other;
            END IF;
            CONTINUE WHEN NOT is_other;
            EXECUTE format('DELETE FROM public.%I', it);
            CONTINUE WHEN to_regclass(format('pristine.%I', it)) IS NULL;
            EXECUTE format('INSERT INTO public.%1$I (%2$s) TABLE pristine.%1$I',
                           it, names);
        END LOOP;
    END $$;

    DO $$
    DECLARE
        it name;
        has_rows boolean;
    BEGIN
        FOR it IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE format('SELECT EXISTS (TABLE public.%I)', it) INTO has_rows;
            CONTINUE WHEN NOT has_rows;
            EXECUTE format('CREATE TABLE pristine.%1$I AS SELECT %2$s FROM public.%1$I',
                           it, pristine.columns_of(it));
        END LOOP;
    END $$;
"""


# Found before that of PostgreSQL, in the transaction of one test.
PLAY_NOW = f"""
    CREATE SCHEMA playing;
    CREATE FUNCTION playing.now() RETURNS timestamptz STABLE
        RETURN timestamptz '{NOW.isoformat()}';
    SET LOCAL search_path = playing, pg_catalog, public
"""


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_blocker
):
    """Every process has a copy of the template; a second run with its name waits.

    Gives the name of the template.
    """
    settings = connection.settings_dict
    given = settings["NAME"]
    template = f"test_{given}_template"
    name = connection.creation._get_test_db_name()
    with django_db_blocker.unblock(), open_server() as server, _turn(server, name):
        _copy(server, template, name)
        yield template
        connection.close()
        drop_database(server, name)
        settings["NAME"] = given


def _copy(server: psycopg.Connection, template: str, name: str) -> None:
    """Copy the template, which is made first when there is none for this code."""
    with _turn(server, template):
        if _made_from(server, template) != _state_of_the_code():
            _make(server, template)
        drop_database(server, name)
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(copy.format(*map(sql.Identifier, (name, template))))
    _use(name)


def _make(server: psycopg.Connection, template: str) -> None:
    """All tables, the law, and what `flush` needs to put that back."""
    drop_database(server, template)
    ensure_role(server, OWNER)
    create = sql.SQL("CREATE DATABASE {} OWNER {}")
    server.execute(create.format(*map(sql.Identifier, (template, OWNER))))
    _use(template)
    with override_settings(DATABASE_OWNER_URL=url_of(OWNER)):
        call_command("migrate", verbosity=0)
    call_command("load_law", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(DATE_THE_LAW)
        cursor.execute(KEEP_PRISTINE)
    connection.close()
    remark = sql.SQL("COMMENT ON DATABASE {} IS {}")
    made_from = sql.Literal(_state_of_the_code())
    server.execute(remark.format(sql.Identifier(template), made_from))


def ensure_role(server: psycopg.Connection, name: str) -> None:
    """A role that may sign in, with its name as password, and may nothing else."""
    with _turn(server, name):
        asked = "SELECT FROM pg_roles WHERE rolname = %s"
        if server.execute(asked, [name]).fetchone() is None:
            create = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
            server.execute(create.format(sql.Identifier(name), name))


def url_of(role: str) -> str:
    """How to connect as a role of `ensure_role`, in the form of `DATABASE_URL`."""
    own = connection.get_connection_params()
    where = {name: own[name] for name in ("host", "port") if own.get(name)}
    who = {"user": role, "password": role}
    return f"postgresql:///{own['dbname']}?{urlencode(where | who)}"


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def open_server() -> Iterator[psycopg.Connection]:
    """A connection of its own, beside every test database.

    It waits as long as it must: another process may be making the template.
    """
    params = connection.get_connection_params() | {"dbname": "postgres"}
    with psycopg.connect(**params, autocommit=True) as server:
        for limit in ("lock_timeout", "statement_timeout"):
            server.execute(f"SET {limit} = 0")
        yield server


@contextmanager
def _turn(server: psycopg.Connection, name: str) -> Iterator[None]:
    """Wait until no other process is at work on a database of this name."""
    server.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
    yield
    server.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def drop_database(server: psycopg.Connection, name: str) -> None:
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    server.execute(drop.format(sql.Identifier(name)))


def _made_from(server: psycopg.Connection, template: str) -> str | None:
    """The state of the code from which the template was made; None without one."""
    asked = """
        SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s
    """
    row = server.execute(asked, [template]).fetchone()
    return row[0] if row else None


def _state_of_the_code() -> str:
    """One hash over all that makes a new database what it is."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    migrations = [file for folder in folders for file in folder.glob("*.py")]
    return files_fingerprint([*migrations, *law_files.FOLDER.glob("*"), *MADE_BY])


@pytest.fixture
def day_of_the_tests(db, time_machine) -> None:
    """It is the day on which tests play, also for the triggers of the database.

    A free day of January 2027 can be changed until it has come, whenever that is.
    """
    time_machine.move_to(NOW)
    with connection.cursor() as cursor:
        cursor.execute(PLAY_NOW)
