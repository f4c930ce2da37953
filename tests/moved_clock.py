"""`python -m tests.moved_clock +365d COMMAND …`: a command at another time.

The clock of the command and of all that it starts (workers, PostgreSQL, Chromium) is
moved by libfaketime, and goes on from there. `00:30` is the next time that it is that
late in Amsterdam, when UTC still has the day before.
"""

import os
import shutil
import subprocess
import sys
from datetime import datetime, time, timedelta
from pathlib import Path

from procedures.counting.legal_day import AMSTERDAM

# `ggo_portal` is not imported here: that names its settings, and pytest has others.
PACKAGE = ["apt-get", "install", "-y", "--no-install-recommends", "faketime"]
WHERE = "*/faketime/libfaketimeMT.so.1"


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


def main(wanted: str, *command: str) -> None:
    """Become the command, with its clock moved."""
    os.environ["LD_PRELOAD"] = str(ensure_library())
    os.environ["FAKETIME"] = moved_by(wanted, datetime.now().astimezone())
    os.execvp(command[0], command)  # noqa: S606 - the command of who runs it, by his PATH


if __name__ == "__main__":
    main(*sys.argv[1:])
