"""`manage.py backup` and `restore`: what comes back is what was there, and whole."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql

from accounts.actor import Actor
from applications.attachments.attaching import attach_file, detach_file
from dossiers.intake.receiving import receive_application
from dossiers.models import Letter
from dossiers.operations.sending_round import send_due
from ggo_portal.build.places import ROOT
from tests import services
from tests.cast import NOW, report

pytestmark = pytest.mark.django_db(transaction=True)

COPY = "ggo_restored"
ROWS = "SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM {} t"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


def address(name: str) -> str:
    """The `DATABASE_URL` of a database beside the one of the tests."""
    return services.database_url(os.environ["DATABASE_URL"], name)


def manage(*arguments, database: str, media: Path) -> subprocess.Popen:
    """Start a command as on a server, with this database and these files."""
    own = {"DATABASE_URL": address(database), "MEDIA_ROOT": str(media)}
    return subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | own | {"DJANGO_SETTINGS_MODULE": "ggo_portal.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(process: subprocess.Popen) -> str:
    """What it said; fails when it failed."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.strip()


def refused(process: subprocess.Popen) -> str:
    """Why it failed."""
    _out, err = process.communicate(timeout=120)
    assert process.returncode == 1
    return err


def ours() -> str:
    return connection.settings_dict["NAME"]


def back_up(into: Path) -> subprocess.Popen:
    return manage("backup", into, database=ours(), media=settings.MEDIA_ROOT)


def content(database: str) -> dict[str, str]:
    """A fingerprint of all rows, by table."""
    with psycopg.connect(address(database)) as other:
        tables = [name for (name,) in other.execute(TABLES)]
        query = sql.SQL(ROWS).format
        return {
            name: other.execute(query(sql.Identifier(name))).fetchone()[0]
            for name in tables
        }


@pytest.fixture
def case(signed_kg, researcher):
    """A notification that was just received."""
    return receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)


@pytest.fixture
def empty(tmp_path):
    """An empty database and an empty folder to restore into."""
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        name = f"{COPY}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        yield name, tmp_path / "restored"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def locked(table: str):
    """Nobody else reads this table for the length of a `with`."""
    with psycopg.connect(address(ours())) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


def wait_until_it_waits(process: subprocess.Popen) -> None:
    """Until the backup stands before a lock."""
    last = time.monotonic() + 60
    while time.monotonic() < last and process.poll() is None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database "
                "WHERE NOT granted AND datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail(str(process.communicate()))


def test_round_trip_loses_nothing(case, tmp_path, empty):
    send_due(at=NOW)
    database, media = empty

    folder = Path(finished(back_up(tmp_path)))
    told = finished(manage("restore", folder, database=database, media=media))

    assert content(database) == content(ours())
    assert told.startswith("Restored the database and 2 files.")
    letter = Letter.objects.get()
    assert (media / letter.file.name).read_bytes() == letter.file.read()
    said = finished(manage("verify_events", database=database, media=media))
    assert said.startswith("1 cases with 1 events, ")


def test_what_is_written_during_the_backup_is_whole_or_not_there(
    case, complete_draft, researcher, tmp_path, empty
):
    """Before the files are listed somebody removes one, adds one and files."""
    draft, by = complete_draft("i-new"), Actor(user=researcher)
    database, media = empty
    with locked("dossiers_advice"):
        running = back_up(tmp_path)
        wait_until_it_waits(running)
        detach_file(draft.attachments.get(), by=by, at=NOW)
        added = attach_file(draft, upload=report(), kind="risk-report", by=by, at=NOW)

    folder = Path(finished(running))
    finished(manage("restore", folder, database=database, media=media))

    assert content(database) == content(ours())
    assert (media / added.file.name).exists()
    assert len([file for file in media.rglob("*") if file.is_file()]) == 2


def test_what_is_written_while_the_dump_runs_is_left_out_whole(
    case, complete_draft, tmp_path, empty
):
    was = content(ours())
    database, media = empty
    with locked("accounts_idempotentanswer"):  # only the dump reads it
        running = back_up(tmp_path)
        wait_until_it_waits(running)
        complete_draft("i-new")

    finished(manage("restore", finished(running), database=database, media=media))

    assert content(database) == was


def test_file_that_is_lost_is_told_and_not_hidden(case, tmp_path):
    send_due(at=NOW)
    letter = Letter.objects.get()
    letter.file.storage.delete(letter.file.name)

    told = refused(back_up(tmp_path))

    [folder] = tmp_path.iterdir()
    assert f"Made {folder}, but these files" in told
    assert told.strip().endswith(letter.file.name)
    assert json.loads((folder / "backup.json").read_text())["lost"] == [
        letter.file.name
    ]


def test_restore_refuses_what_is_there_already(case, tmp_path, empty):
    folder = finished(back_up(tmp_path))
    database, media = empty
    was = content(ours())

    told = refused(
        manage("restore", folder, database=ours(), media=settings.MEDIA_ROOT)
    )
    assert "tables already. Nothing was changed." in told
    assert content(ours()) == was

    media.mkdir()
    (media / "somebody's").write_text("x")
    told = refused(manage("restore", folder, database=database, media=media))
    assert "holds files already. Nothing was changed." in told
    assert content(database) == {}


def test_restore_replaces_when_told_to(case, complete_draft, tmp_path, empty):
    database, media = empty
    first = finished(back_up(tmp_path))
    was = content(ours())
    finished(manage("restore", first, database=database, media=media))
    time.sleep(1)  # a folder is named by the second
    complete_draft("i-new")
    second = finished(back_up(tmp_path))
    now = content(ours())
    again = {"database": database, "media": media}

    finished(manage("restore", second, "--replace", **again))
    assert content(database) == now

    finished(manage("restore", first, "--replace", **again))
    assert content(database) == was


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_backup_that_is_not_whole_is_not_restored(case, tmp_path, empty, harm):
    folder = Path(finished(back_up(tmp_path)))
    [file] = [file for file in (folder / "media").rglob("*") if file.is_file()]
    file.write_text("x") if harm == "changed" else file.unlink()
    database, media = empty

    told = refused(manage("restore", folder, database=database, media=media))

    assert str(file.relative_to(folder)) in told
    assert content(database) == {}
    assert not media.exists()


def test_sums_are_read_by_the_usual_program(case, tmp_path):
    folder = finished(back_up(tmp_path))

    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],  # noqa: S607 - by the PATH, as an operator runs it
        cwd=folder,
    )

    assert checked.returncode == 0


def test_half_a_backup_never_has_the_name_of_a_whole_one(case, tmp_path):
    with locked("accounts_idempotentanswer"):
        running = back_up(tmp_path)
        wait_until_it_waits(running)
        [part] = tmp_path.iterdir()
        running.kill()
        running.communicate()

    assert part.suffix == ".part"
    told = refused(manage("restore", part, database=ours(), media=tmp_path))
    assert "holds no complete backup" in told


def test_backup_is_closed_to_others(case, tmp_path):
    folder = Path(finished(back_up(tmp_path)))

    assert folder.stat().st_mode & 0o077 == 0
    assert timezone.localdate().isoformat() in folder.name
