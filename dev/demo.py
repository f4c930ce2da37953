"""`make demo`: everything on one machine, from a bare clone to a portal that runs."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from dev.environment import (
    DEMO_ENV,
    DEMO_LOCK,
    PREPARED,
    demo_runs,
    own_settings,
    write_demo_environment,
)
from dev.processes import (
    Process,
    Stopped,
    end_processes,
    ignore_signals,
    launch_process,
    stop_on_signals,
    watch_processes,
)
from dev.redis_server import Redis
from dev.shared_cluster import remove_cluster, shared_cluster
from ggo_portal.build.building import build_all
from ggo_portal.build.places import MAIL, ROOT, VAR, make_folders, print_progress

WEB = (
    "gunicorn ggo_portal.wsgi --workers 2 --threads 4 --graceful-timeout 5 "
    "--no-control-socket"
).split()
WORKER = "celery -A ggo_portal worker --loglevel INFO".split()
# What the mail server holds up must not hold up the round (ADR 19).
ROUND = [*WORKER, *"--concurrency 2 --queues round,other --hostname round@%h".split()]
MAILER = [*WORKER, *"--concurrency 1 --queues mail --hostname mail@%h".split()]
BEAT = "celery -A ggo_portal beat --loglevel INFO --pidfile=".split()

SERVICES = ["DATABASE_URL", "REDIS_URL"]


class CannotStart(RuntimeError):
    """The demo cannot run here; the message says what to do."""


def run_demo() -> int:
    """Run the demo until it is stopped; the exit status for the shell."""
    # First of all: a Ctrl-C during the start must leave no server behind.
    stop_on_signals()
    with ExitStack() as stack:
        try:
            _run(stack)
        except Stopped:
            print_progress("\nStopping …")
            return 0
        finally:
            ignore_signals()
    return 1


def reset_demo() -> None:
    """Remove all data of the demo; an own `DATABASE_URL` is not touched."""
    if demo_runs():
        raise CannotStart("The demo is running. Stop it first (Ctrl-C).")
    remove_cluster()
    shutil.rmtree(VAR, ignore_errors=True)
    print_progress("All data of the demo is gone. `make demo` starts afresh.")


def _run(stack: ExitStack) -> None:
    port = _free_port(os.environ.get("PORT", "8000"))
    make_folders()
    stack.enter_context(_only_one())
    print_progress("[1/5] What must be built")
    build_all()
    print_progress("[2/5] PostgreSQL and Redis")
    environment = _environment(stack, port)
    print_progress("[3/5] Database")
    told = _prepare(environment)
    print_progress("[4/5] Web, Celery workers and Celery beat")
    processes = _launch_all(stack, environment, port)
    _wait_until_ready(port, processes)
    print_progress("[5/5] Ready")
    _welcome(port, told)
    watch_processes(processes)


def _free_port(port: str) -> int:
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise CannotStart(f"PORT={port} is not a port number.")
    try:
        # Tried before anything is built, which can take minutes the first time.
        socket.create_server(("127.0.0.1", int(port))).close()
    except OSError as error:
        raise CannotStart(
            f"Port {port} on 127.0.0.1 cannot be used ({error.strerror}). "
            "Choose another one: make demo PORT=8001"
        ) from error
    return int(port)


@contextmanager
def _only_one() -> Iterator[None]:
    """One demo for each clone: they would share the data."""
    with DEMO_LOCK.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart("The demo of this clone is running already.") from None
        yield


def _environment(stack: ExitStack, port: int) -> dict[str, str]:
    """The settings of the demo, with its services started where none are named."""
    made = own_settings() | {"PORTAL_URL": f"http://127.0.0.1:{port}"}
    if "DATABASE_URL" not in os.environ:
        made["DATABASE_URL"] = stack.enter_context(shared_cluster(stop_always=True))
    if "REDIS_URL" not in os.environ:
        redis = Redis(VAR / "redis")
        stack.callback(redis.stop)
        redis.start()
        made["REDIS_URL"] = redis.url()
    given = {name: os.environ[name] for name in SERVICES if name in os.environ}
    write_demo_environment(made | given)
    stack.callback(DEMO_ENV.unlink, missing_ok=True)
    return os.environ | made


def _prepare(environment: dict[str, str]) -> str:
    """Tables, law and demo data; returns what the demo data has to tell.

    Who waits for it reads what goes wrong alone, not each letter that is promised.
    """
    done = subprocess.run(
        [sys.executable, "-m", "dev", "prepare"],
        cwd=ROOT,
        env={"LOG_LEVEL": "WARNING"} | environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise CannotStart("The database could not be prepared; see above.")
    PREPARED.touch()
    return done.stdout


def _launch_all(
    stack: ExitStack, environment: Mapping[str, str], port: int
) -> list[Process]:
    processes: list[Process] = []
    # Registered before the first one runs; the list fills up behind it.
    stack.callback(end_processes, processes)
    commands = {
        "web": [*WEB, "--bind", f"127.0.0.1:{port}"],
        "worker": ROUND,
        "mailer": MAILER,
        "beat": [*BEAT, "--schedule", str(VAR / "beat-schedule")],
    }
    for name, command in commands.items():
        processes.append(launch_process(name, command, environment))
    return processes


def _wait_until_ready(port: int, processes: list[Process]) -> None:
    last = time.monotonic() + 60
    while not _answers(f"http://127.0.0.1:{port}/health/ready"):
        for process in processes:
            if process.running.poll() is not None or time.monotonic() > last:
                raise CannotStart(f"{process.name}:\n{process.end_of_log()}")
        time.sleep(0.2)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - an address of this machine
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _welcome(port: int, told: str) -> None:
    print_progress(
        f"\n  The portal:  http://127.0.0.1:{port}\n"
        f"  Mail it sends:  {MAIL}\n"
        f"  Logs:  {VAR / 'log'}\n\n"
        f"{told}\n"
        "Ctrl-C ends it; the data stays. `make demo-reset` removes the data."
    )
