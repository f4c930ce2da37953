"""Two roles at the database: the portal's own reads and writes rows, and no more."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from psycopg import sql

from accounts.actor import Actor
from applications.models import Application
from dossiers.decisions.deciding import prepare_decision, sign_prepared_decision
from dossiers.decisions.decision_drafts import save_decision_draft
from dossiers.handling.taking_up import take_up
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Event, Letter
from dossiers.operations.sending_round import send_due
from dossiers.states import State
from dossiers.tasks import STEPS
from ggo_portal.build.places import ROOT
from ggo_portal.database_roles import as_owner, role_of
from procedures.models import DecisionTemplate
from tests.cast import NOW
from tests.database import OWNER, drop_database, ensure_role, open_server, url_of
from tests.dossiers.conftest import NOT_HEARD

pytestmark = pytest.mark.django_db

# What an extension brings belongs to the server.
OWNERS = """
    SELECT pg_get_userbyid(relowner) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace
    UNION SELECT pg_get_userbyid(proowner) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e'
    )
    UNION SELECT pg_get_userbyid(datdba) FROM pg_database
    WHERE datname = current_database()
"""
POWERS = """
    SELECT rolname, rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls
        OR rolreplication OR EXISTS (SELECT FROM pg_auth_members WHERE member = oid)
    FROM pg_roles WHERE rolname = ANY(%s)
"""
REFUSED = ("must be owner of", "permission denied", "must be able to SET ROLE")
TABLES = sorted(model._meta.db_table for model in apps.get_models())


@pytest.fixture(scope="module", autouse=True)
def portal(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The role of the portal, with the rights that the release gives.

    The tests here are connected as it, to a database of their own.
    """
    own = connection.settings_dict
    name = f"{own['NAME']}_roles"
    role = f"{name}_portal"
    with django_db_blocker.unblock(), open_server() as server:
        _remove(server, name, role)
        ensure_role(server, role)
        copy = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        names = map(sql.Identifier, (name, OWNER, django_db_setup))
        server.execute(copy.format(*names))
        connection.close()
        connection.settings_dict = own | {"NAME": name}
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA pristine CASCADE")
        connection.close()
        connection.settings_dict |= {"USER": role, "PASSWORD": role}
        with override_settings(DATABASE_OWNER_URL=url_of(OWNER)):
            call_command("migrate", verbosity=0)
        yield role
        connection.close()
        connection.settings_dict = own
        _remove(server, name, role)


def _remove(server: psycopg.Connection, database: str, role: str) -> None:
    drop_database(server, database)
    server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


@pytest.fixture
def case(signed_draft, researcher) -> Case:
    """A notification that was just received."""
    return receive_application(signed_draft("i-new"), by=Actor(user=researcher), at=NOW)


def refusal(statement: str) -> str:
    """What the database says to a statement that it refuses; empty when it does it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return str(error)
    return ""


def is_refused(statement: str) -> bool:
    """Does the database say that this role may not?"""
    return any(words in refusal(statement) for words in REFUSED)


def test_owner_owns_all_and_neither_role_has_powers(portal):
    with connection.cursor() as cursor:
        cursor.execute(OWNERS)
        owners = [name for (name,) in cursor.fetchall()]
        cursor.execute(POWERS, [[OWNER, portal]])
        powers = dict(cursor.fetchall())

    assert owners == [OWNER]
    assert powers == {OWNER: False, portal: False}
    assert role_of(connection) == portal


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE {} CASCADE",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "ALTER TABLE {} ADD COLUMN x int",
        "ALTER TABLE {} OWNER TO CURRENT_USER",
        "DROP TABLE {} CASCADE",
        "CREATE RULE x AS ON DELETE TO {} DO INSTEAD NOTHING",
    ],
)
def test_no_table_is_emptied_altered_or_left_without_its_triggers(statement):
    assert len(TABLES) > 40
    assert [it for it in TABLES if not is_refused(statement.format(it))] == []


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "CREATE TABLE x (y int)",
        "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) "
        "RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE SCHEMA x",
        "DELETE FROM django_migrations",
        "UPDATE django_migrations SET name = 'x'",
        "COPY accounts_user TO PROGRAM 'cat'",
        f"SET ROLE {OWNER}",
    ],
)
def test_portal_makes_nothing_and_switches_nothing_off(statement):
    assert is_refused(statement)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Application.objects.update(title="anders"),
        lambda: Event.objects.update(actor_name="een ander"),
        lambda: Event.objects.all()._raw_delete("default"),
        lambda: Letter.objects.all()._raw_delete("default"),
    ],
    ids=["application", "event", "event-gone", "letter-gone"],
)
def test_what_is_on_record_stays_as_it_is(case, change):
    with (
        pytest.raises(DatabaseError, match=r"on record|pgtrigger: Cannot"),
        transaction.atomic(),
    ):
        change()


def test_portal_does_all_its_work(
    case, signed_draft, researcher, handler_user, decider_user, time_machine
):
    """A filing, a decision of two, letters and a round; then the record is proved."""
    permit = receive_application(
        signed_draft("iii-new"), by=Actor(user=researcher), at=NOW
    )
    handler = Actor(user=handler_user)
    take_up(permit, by=handler, at=NOW)
    said = {"level": "III", "cfis": ["ML-III"], "reasons": "Passend.", "version": 0}
    said |= NOT_HEARD
    template = DecisionTemplate.objects.in_force("permit", NOW.date())
    save_decision_draft(permit, template=template, by=handler, at=NOW, **said)
    seen = prepare_decision(permit, by=handler, at=NOW).facts["sha256"]
    sign_prepared_decision(permit, sha256=seen, by=Actor(user=decider_user), at=NOW)
    send_due(at=NOW)
    later = NOW + timedelta(days=60)
    for step in STEPS.values():
        step(at=later)

    case.refresh_from_db()
    assert (case.state, permit.state) == (State.CLOSED, State.DECIDED)
    assert not Letter.objects.unsent().exists()
    time_machine.move_to(later)  # each day since would want a seal
    call_command("verify_events", verbosity=0)


@pytest.mark.parametrize("form", ["?user=", "@"])
def test_release_is_the_owner_in_whatever_form_the_url_says_who(portal, form):
    own = connection.get_connection_params()
    other = connection.copy()
    with override_settings(
        DATABASE_OWNER_URL=url_of(OWNER)
        if form == "?user="
        else f"postgresql://{OWNER}:{OWNER}@/{own['dbname']}?host={own['host']}"
    ):
        with as_owner(other):
            assert role_of(other) == OWNER
        assert role_of(other) == portal
    other.close()


def manage(*arguments: str | Path, **own: str) -> str:
    """What a command says that runs as the portal's role, as on a server."""
    done = subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "ggo_portal.settings"} | own,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_portal_makes_a_backup_that_the_owner_puts_back(portal, tmp_path):
    own = {"DATABASE_URL": url_of(portal), "MEDIA_ROOT": str(tmp_path / "media")}
    owner = {"DATABASE_OWNER_URL": url_of(OWNER)}
    rows = procedures_as(portal)

    manage("restore", manage("backup", tmp_path, **own), "--replace", **own, **owner)
    with pytest.raises(psycopg.errors.UndefinedTable):  # it may not even look
        procedures_as(portal)
    manage("migrate", "--verbosity=0", **own, **owner)

    assert procedures_as(portal) == rows
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        procedures_as(portal, "TRUNCATE procedures_procedure")


def procedures_as(role: str, query: str = "TABLE procedures_procedure") -> list[tuple]:
    """What a query gives on a connection of its own."""
    with psycopg.connect(url_of(role)) as other:
        return other.execute(query).fetchall()
