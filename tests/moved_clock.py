"""`python -m tests.moved_clock +365d COMMAND …`: a command at another time.

The clock of the command and of all that it starts (workers, PostgreSQL, Chromium) is
moved by libfaketime, and goes on from there. `00:30` is the next time that it is that
late in Amsterdam, when UTC still has the day before.

The database has to be moved along: its triggers ask `now()` whether a row of the law
has begun, and date the logs of law and access. It waits in `epoll_wait`, during which
libfaketime shows the true time, also to the handler of the alarm that ends the waiting:
by that clock a `lock_timeout` is due in a year. So we preload a copy in which
`epoll_wait` has another name, and nothing stands between the database and the kernel.

Only the time of day is moved. By a moved monotonic clock a thread that waits for 0.3
seconds would wait for a year: the kernel counts by the true one. `clock_nanosleep`
would reckon with the moved time all the same, and refuse; so it is hidden as well.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import datetime, time, timedelta
from pathlib import Path

from procedures.counting.legal_day import AMSTERDAM

# `ggo_portal` is not imported here: that names its settings, and pytest has others.
PACKAGE = ["apt-get", "install", "-y", "--no-install-recommends", "faketime"]
WHERE = "*/faketime/libfaketimeMT.so.1"
NOT_MONOTONIC = {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}
HIDDEN = {
    b"\0epoll_wait\0": b"\0epoll_none\0",
    b"\0clock_nanosleep\0": b"\0clock_nanospeep\0",
}
"""The names in the library that others shall not find, each with one as long."""


def moved_by(wanted: str, now: datetime) -> str:
    """As libfaketime reads it: `+365d` as it is, `00:30` in seconds from now."""
    if ":" not in wanted:
        return wanted
    here = now.astimezone(AMSTERDAM)
    there = datetime.combine(here, time.fromisoformat(wanted), AMSTERDAM)
    if there <= here:
        there = datetime.combine(here + timedelta(days=1), there.timetz())
    return f"+{there.timestamp() - now.timestamp():.0f}s"


def library() -> Path | None:
    """Where the system keeps libfaketime."""
    return next(Path("/usr/lib").glob(WHERE), None)


def ensure_library() -> Path:
    """The library; as root it is installed when it is not there."""
    if library() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update"], stdin=subprocess.DEVNULL)  # noqa: S607 - the command of who runs it, by his PATH
        subprocess.run(PACKAGE, stdin=subprocess.DEVNULL)
    found = library()
    if found is None:
        sys.exit("CLOCK needs libfaketime (Debian: apt-get install faketime).")
    return found


def copy_without_waits(original: Path, folder: Path) -> Path:
    """The library as those that wait can bear it, where the server's user may read.

    Its names for others stand before those by which it asks for the true functions.
    """
    folder.chmod(0o755)
    content, copy = original.read_bytes(), folder / original.name
    for name, hidden in HIDDEN.items():
        content = content.replace(name, hidden, 1)
    copy.write_bytes(content)
    copy.chmod(0o644)
    return copy


def main(wanted: str, *command: str) -> int:
    """Run the command with its clock moved; its exit status."""
    moved = moved_by(wanted, datetime.now().astimezone())
    with tempfile.TemporaryDirectory(prefix="ggo-clock-") as folder:
        preload = copy_without_waits(ensure_library(), Path(folder))
        moving = {"LD_PRELOAD": str(preload), "FAKETIME": moved, **NOT_MONOTONIC}
        with subprocess.Popen(command, env=os.environ | moving) as running:
            # Who ends us means the command, which has servers to stop.
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it heard that itself
            signal.signal(signal.SIGTERM, lambda *_: running.terminate())
            return running.wait()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
