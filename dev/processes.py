"""The processes of the demo: started together, watched, and ended together.

Each runs in a session of its own, so that Ctrl-C reaches only us and they end in
order. What they write goes to `var/log/`.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from ggo_portal.build.places import LOGS, ROOT, print_progress

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
PATIENCE = 10.0  # seconds for a process to end by itself


class Stopped(BaseException):
    """Somebody wants the demo to end."""


@dataclass
class Process:
    """One process and its log."""

    name: str
    running: subprocess.Popen[bytes]
    log: Path

    def end_of_log(self) -> str:
        return self.log.read_text(errors="replace")[-2000:]


def stop_on_signals() -> None:
    """Turn Ctrl-C, an ended session and a closed terminal into `Stopped`."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        ignore_signals()
        raise Stopped

    for number in SIGNALS:
        signal.signal(number, stop)
    end_with_parent()


def ignore_signals() -> None:
    """From here on we are ending; a second Ctrl-C must not break that off."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def launch_process(
    name: str, command: list[str], environment: Mapping[str, str]
) -> Process:
    """Start `python -m command` with its output in the log."""
    log = LOGS / f"{name}.log"
    with log.open("w") as output:
        running = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_obey,
        )
    return Process(name, running, log)


def watch_processes(processes: list[Process]) -> None:
    """Return when one of them has ended, telling which and why.

    `make` keeps the signal of a closed terminal to itself, so we look as well.
    """
    at_terminal = os.isatty(0)
    while True:
        if at_terminal and not os.isatty(0):
            ignore_signals()
            raise Stopped
        for process in processes:
            if process.running.poll() is not None:
                print_progress(f"\n{process.name} ended by itself ({process.log}):")
                print_progress(process.end_of_log())
                return
        time.sleep(0.3)


def end_processes(processes: list[Process]) -> None:
    """End all, the last started first; who does not listen is killed."""
    # Beat first and web last: no new work is handed out while workers finish.
    for process in reversed(processes):
        _signal(process, signal.SIGTERM)
    last = time.monotonic() + PATIENCE
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.running.wait(timeout=max(0.1, last - time.monotonic()))
        # The whole group: what a process left behind would keep its port or its lock.
        _signal(process, signal.SIGKILL, group=True)


def _signal(process: Process, number: int, *, group: bool = False) -> None:
    """Only the first process gets a polite signal: it ends its own children."""
    send = os.killpg if group else os.kill
    with contextlib.suppress(ProcessLookupError, PermissionError):
        send(process.running.pid, number)


def _obey() -> None:
    """In the new process: react to signals again, and end when we are killed."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    end_with_parent()


PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask the kernel (of Linux) for a SIGTERM when our parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
