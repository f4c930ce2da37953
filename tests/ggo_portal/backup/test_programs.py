"""Which `pg_dump` is run, and that it understands how to connect."""

import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from ggo_portal.backup.programs import WORDS, _address, _program

pytestmark = pytest.mark.django_db


def test_address_holds_no_word_that_an_older_program_refuses():
    said = conninfo_to_dict(_address())

    assert set(said) <= set(WORDS)
    assert said["dbname"] == connection.settings_dict["NAME"]


def test_address_holds_no_password():
    assert "password" not in conninfo_to_dict(_address())


@pytest.mark.parametrize("name", ["pg_dump", "pg_restore"])
def test_program_is_there_for_this_server(name):
    assert _program(name).exists()
