"""Where the local portal keeps its things: all under `var/`, sockets excepted.

`GGO_VAR` names another folder.
"""

import contextlib
import os
import secrets
import sys
import tempfile
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("GGO_VAR", ROOT / "var")).resolve()
LOGS = VAR / "log"
MAIL = VAR / "mail"
SECRET = VAR / "secret-key"


def print_progress(line: str, to: TextIO | None = None) -> None:
    """One line of progress, seen at once; a closed terminal does not stop us."""
    with contextlib.suppress(OSError):
        print(line, file=to or sys.stdout, flush=True)


def make_folders() -> None:
    """Make `var/` with what every run needs; mails are private."""
    for folder in (VAR, LOGS):
        folder.mkdir(parents=True, exist_ok=True)
    MAIL.mkdir(mode=0o700, exist_ok=True)


def socket_folder() -> Path:
    """A new private folder with a path so short that a Unix socket fits in it.

    The system allows about 100 characters, and a clone may lie deeper than that.
    """
    roomy = tempfile.gettempdir()
    base = roomy if len(roomy) < 60 else "/tmp"  # noqa: S108 - mkdtemp makes it private
    return Path(tempfile.mkdtemp(prefix="ggo-", dir=base))


def secret_key() -> str:
    """The key of this clone: made once, readable by its owner alone."""
    if not SECRET.exists():
        # EXCL: of two commands that start at once one makes the key, and the mode is
        # right from the first byte.
        file = os.open(SECRET, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(file, "w") as made:
            made.write(secrets.token_urlsafe(50))
    return SECRET.read_text()


def is_root() -> bool:
    """Do we run as root? PostgreSQL then needs another user."""
    return os.geteuid() == 0
