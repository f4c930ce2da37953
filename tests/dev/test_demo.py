"""The demo as a visitor starts it: from nothing to ready, and all gone afterwards."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ggo_portal.build.places import ROOT
from tests import services

SERVER_ONLY = {"DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", *services.FIXED}


class Demo:
    """A demo with data of its own, on a port of its own."""

    def __init__(self, var: Path):
        self.var = var
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]

    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in SERVER_ONLY}
        own = {"PORT": str(self.port), "GGO_VAR": str(self.var)}
        return kept | own | {"DJANGO_SETTINGS_MODULE": "ggo_portal.settings"}

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen]:
        """The process, from when it says that it is ready; it ends with the `with`."""
        with subprocess.Popen(
            [sys.executable, "-m", "dev", "demo"],
            cwd=ROOT,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            try:
                self.told = _wait_until_it_runs(process)
                yield process
            finally:
                process.terminate()

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run manage.py beside it, with nothing in the environment."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
        )

    def get(self, path: str) -> bytes:
        address = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read()


def _wait_until_it_runs(process: subprocess.Popen) -> str:
    """What it told until then."""
    told: list[str] = []
    for line in process.stdout or []:
        told.append(line)
        if "Ctrl-C" in line:
            return "".join(told)
    raise AssertionError("".join(told))


def children(parent: int) -> dict[int, str]:
    """The processes that one has started, with their command lines."""
    columns = ["ps", "-eo", "pid=,ppid=,args="]
    table = subprocess.run(columns, capture_output=True, text=True).stdout
    rows = [line.split(maxsplit=2) for line in table.splitlines()]
    return {int(pid): args for pid, ppid, args in rows if int(ppid) == parent}


def descendants(pid: int) -> set[int]:
    """All processes under one, down to the last, and itself."""
    return {pid}.union(*(descendants(child) for child in children(pid)))


def runs(pid: int) -> bool:
    """Does it still run? A zombie that waits for its parent does not."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


@dataclass(frozen=True)
class Ran:
    """What was seen of a demo that ran once, from nothing to its end."""

    demo: Demo
    started: set[int]
    told: str
    page: bytes
    term: subprocess.CompletedProcess
    status: int


@pytest.fixture(scope="module")
def ran():
    """The first time that the demo ran; each process has its own, gone with the run."""
    demo = Demo(services.folder() / f"var-{os.getpid()}")
    with demo.running() as process:
        pid_file = demo.var / "postgres" / "data" / "postmaster.pid"
        started = descendants(process.pid) | {int(pid_file.read_text().split()[0])}
        told, page = demo.told, demo.get("/")
        term = demo.manage("term", "iik-new", "--received", "2026-03-02", "--json")
        process.send_signal(signal.SIGINT)
        status = process.wait(timeout=30)
    return Ran(demo, started, told, page, term, status)


@pytest.fixture
def demo(ran):
    """A demo that has run before, so that its data is there."""
    return ran.demo


def test_demo_starts_serves_and_leaves_nothing_behind(ran):
    assert b"<h1" in ran.page
    assert ran.term.returncode == 0, ran.term.stderr
    assert len(ran.started) >= 6
    assert ran.status == 0
    assert {pid for pid in ran.started if runs(pid)} == set()
    log = (ran.demo.var / "postgres" / "server.log").read_text()
    assert "database system is shut down" in log


def test_the_first_start_tells_its_steps_and_no_log(ran):
    assert "demo data …" in ran.told
    assert "[info" not in ran.told


def test_demo_goes_on_with_its_data(demo):
    before = set((demo.var / "media").rglob("*.*"))

    with demo.running():
        pass

    assert before
    assert before <= set((demo.var / "media").rglob("*.*"))


def test_demo_ends_all_when_one_process_dies(demo):
    with demo.running() as process:
        started = descendants(process.pid)
        own = children(process.pid).items()
        worker = next(pid for pid, command in own if " worker " in command)

        os.kill(worker, signal.SIGKILL)
        status = process.wait(timeout=30)

    assert status == 1
    assert {pid for pid in started if runs(pid)} == set()


def test_manage_starts_the_database_by_itself_when_no_demo_runs(demo):
    done = demo.manage("procedures", "--on", "2026-03-02", "--json")

    assert done.returncode == 0, done.stderr
    assert "iik-new" in done.stdout
    assert not (demo.var / "postgres" / "data" / "postmaster.pid").exists()


def test_port_in_use_is_told(demo):
    with socket.create_server(("127.0.0.1", demo.port)):
        done = subprocess.run(
            [sys.executable, "-m", "dev", "demo"],
            cwd=ROOT,
            env=demo.environment(),
            capture_output=True,
            text=True,
        )

    assert done.returncode == 1
    assert f"Port {demo.port}" in done.stderr
    assert "make demo PORT=" in done.stderr


def test_secret_key_is_for_its_owner_alone(demo):
    key = demo.var / "secret-key"

    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_text()) >= 50


def test_reset_removes_all_data(demo):
    done = subprocess.run(
        [sys.executable, "-m", "dev", "demo-reset"],
        cwd=ROOT,
        env=demo.environment(),
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert not demo.var.exists()
