"""A real Celery worker in a process of its own, on this test process's database."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from django.db import connection

from tests import services

COMMAND = "-m celery --quiet -A ggo_portal worker --loglevel INFO".split()
SOLO = ("--pool", "solo")
QUIET = "--without-gossip --without-mingle --without-heartbeat".split()


class Worker:
    """Starts, stops and kills the process; its log tells what it did."""

    def __init__(
        self, environment: dict[str, str], log: Path, *, how: tuple[str, ...] = SOLO
    ):
        self.environment = environment
        self.log = log
        self.how = how
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start, and wait until it takes work."""
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, *COMMAND, *QUIET, *self.how],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.until(lambda: " ready." in self.log.read_text(), seconds=60)

    def kill(self) -> None:
        """As the kernel would: at once, in the middle of what it does."""
        self._end("kill")

    def stop(self) -> None:
        """Let it finish its task."""
        self._end("terminate")

    def _end(self, how: str) -> None:
        if self.process is not None:
            process, self.process = self.process, None
            getattr(process, how)()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                # What it holds in the database would stop every test after this one.
                process.kill()
                raise

    def until(self, holds: Callable[[], object], seconds: float = 20) -> None:
        """Wait until something holds; fails with the end of the log."""
        last = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > last:
                pytest.fail(f"It did not come about:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)


@pytest.fixture
def celery_worker_process(transactional_db, smtp_server):
    """A worker that runs during this test; it may `kill()`, `stop()` and `start()` it.

    Its mail goes to the server of `smtp_sink`. One that outlived its test would do the
    work of the next, which counts what is done by itself.
    """
    redis.from_url(os.environ["REDIS_URL"]).flushdb()
    worker = Worker(environment(smtp_server), log_file("celery"))
    worker.start()
    yield worker
    worker.stop()


def log_file(what: str) -> Path:
    """Where a worker of this test process writes."""
    name = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return services.folder() / f"{what}-{name}.log"


def environment(smtp_server, **settings: str) -> dict[str, str]:
    """What a worker is told: this test's database, and where its mail goes."""
    name = connection.settings_dict["NAME"]
    return (
        os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "ggo_portal.settings",
            "DATABASE_URL": services.database_url(os.environ["DATABASE_URL"], name),
            # Celery says so before it has a log.
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
            "EMAIL_URL": f"smtp://{smtp_server.hostname}:{smtp_server.port}",
        }
        | settings
    )
