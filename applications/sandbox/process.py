"""Looking into a file that somebody sent, in a process that may break and nothing else.

A file can be made to take all memory or to go on for ever. Whatever opens one runs by
itself, with bounds that the system keeps, without the portal's settings or secrets.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import structlog

log = structlog.get_logger(__name__)

ROOT = Path(__file__).resolve().parents[2]
NOTHING_OF_OURS = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    # It may write no file, and Python would try to keep compiled code.
    "PYTHONDONTWRITEBYTECODE": "1",
}
PATIENCE = 20.0
"""Seconds by the clock, for a machine that is busy; then it is killed."""


class TookTooMuch(Exception):
    """It did not end within its bounds, or broke: the file was made to hurt."""


def run_sandboxed(module: str, arguments: Sequence[str], file: IO[bytes]) -> bytes:
    """What a module writes about a file, which it reads from its standard input.

    The module calls `sandbox.bounds.keep_within_bounds` first, and ends with 0.
    Raises `TookTooMuch`.
    """
    file.seek(0)
    try:
        with _source(file) as source:
            done = subprocess.run(  # noqa: S603 - our own module, without a shell
                [sys.executable, "-m", module, *arguments],
                cwd=ROOT,
                env=NOTHING_OF_OURS,
                capture_output=True,
                timeout=PATIENCE,
                **source,
            )
    except subprocess.TimeoutExpired as error:
        log.warning("file_took_too_long", module=module)
        raise TookTooMuch from error
    if done.returncode:
        why = done.stderr[-500:].decode(errors="replace")
        log.warning("file_took_too_much", module=module, ended=done.returncode, why=why)
        raise TookTooMuch
    written: bytes = done.stdout
    return written


@contextmanager
def _source(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The file itself where it lies on disk, else what is in it.

    The process moves the place in the file that both have; Python does not look where
    that is, so whoever read on would get nothing.
    """
    try:
        number = file.fileno()
    except (AttributeError, OSError):
        yield {"input": file.read()}
        return
    before = os.lseek(number, 0, os.SEEK_CUR)
    os.lseek(number, 0, os.SEEK_SET)
    try:
        yield {"stdin": number}
    finally:
        os.lseek(number, before, os.SEEK_SET)
