"""What passes by itself is a 503 that says when to try again, never a 500."""

import errno

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from psycopg import errors

from ggo_portal.errors import LATER, SOON, seconds_to_wait
from tests.api.conftest import machine
from tests.cast import PASSWORD

NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device'
    USING ERRCODE = '{code}'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON {table} EXECUTE FUNCTION no_room();
"""


@pytest.fixture
def visitor():
    """Somebody whose errors are answered, not raised."""
    return Client(raise_request_exception=False)


@pytest.fixture
def full(db):
    """`full(table, code)`: PostgreSQL refuses every new row of a table from now on."""

    def make_full(table: str, code: str = "53100") -> None:
        with connection.cursor() as cursor:
            cursor.execute(NO_ROOM.format(table=table, code=code))

    return make_full


@pytest.mark.parametrize(
    ("code", "wait"), [("53100", LATER), ("55P03", SOON), ("40001", SOON)]
)
def test_page_that_finds_the_database_full_or_locked(
    visitor, full, researcher, code, wait
):
    full("applications_application", code)
    visitor.force_login(researcher)

    answer = visitor.post("/applications/new?procedure=i-new", {"procedure": "i-new"})

    assert answer.status_code == 503
    assert answer["Retry-After"] == str(wait)
    text = answer.content.decode()
    assert "Dit kan nu even niet" in text
    assert answer.reference in text


def test_machine_that_finds_the_database_full(full, lab):
    client = machine(lab, "LIMS")
    client.raise_request_exception = False
    full("applications_application")

    answer = client.post("/applications", {"procedure": "i-new"})

    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Retry-After"] == str(LATER)
    said = answer.json()
    assert said["type"].endswith(":unavailable")
    assert len(said["reference"]) == 8


@pytest.fixture
def no_connection_left(transactional_db):
    """The portal's role may have no connection more than it has: none."""
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS ggo_crowded")
        cursor.execute("CREATE ROLE ggo_crowded LOGIN CONNECTION LIMIT 0")
    known = connection.settings_dict["USER"]
    connections.close_all()
    connection.settings_dict["USER"] = "ggo_crowded"
    yield
    connection.settings_dict["USER"] = known
    connections.close_all()
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE ggo_crowded")


def test_connections_used_up(no_connection_left, visitor):
    for address in ("/", "/procedures"):
        answer = visitor.get(address)
        assert answer.status_code == 503, address
        assert answer["Retry-After"] == str(LATER)
    said = {"login": "anna@umcnoord.nl", "password": PASSWORD}
    assert visitor.post("/account/login/", said).status_code == 503
    answer = visitor.get("/api/v1/procedures")
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    answer = visitor.post("/oauth/token", {"grant_type": "client_credentials"})
    assert answer.status_code == 503
    assert visitor.get("/health/live").status_code == 200
    assert visitor.get("/health/ready").json()["checks"]["database"] == "down"
    assert visitor.get("/health/work").status_code == 503


def test_what_does_not_pass_stays_an_error():
    assert seconds_to_wait(ValueError()) is None
    assert seconds_to_wait(None) is None
    assert seconds_to_wait(OSError(errno.ENOSPC, "full")) == LATER
    assert seconds_to_wait(OSError(errno.ENOENT, "gone")) is None
    held = OperationalError()
    held.__cause__ = errors.LockNotAvailable()
    assert seconds_to_wait(held) == SOON


def test_page_of_a_fault_names_its_number(visitor, full, researcher):
    full("applications_application", "42P01")
    visitor.force_login(researcher)

    answer = visitor.post("/applications/new?procedure=i-new", {"procedure": "i-new"})

    assert answer.status_code == 500
    assert answer.reference in answer.content.decode()
    assert "Retry-After" not in answer
