"""Is a file clean? Asked of clamd by its INSTREAM command, where one is configured."""

import re
import socket
import struct
from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Any

import structlog
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error
from django.core.files import File
from django.utils.translation import gettext as _

from accounts.errors import InputRefused

BLOCK = 64 * 1024
"""Bytes of a file that are sent at once; a whole file is never held in memory."""

PATIENCE = 20.0
"""Seconds for the whole scan: well within what a web server waits for an answer."""

ANSWER_MAX = 4096
TOO_LARGE = "size limit exceeded"
FOUND = re.compile(r"^stream: (?P<name>.+) FOUND$")

log = structlog.get_logger(__name__)


class ScannerDown(InputRefused):
    """No verdict could be had; the same file may be taken later."""


def check_scanner(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[Error]:
    """What `manage.py check --deploy` says: none is a choice, not an omission."""
    # Without https it is a desk or the demo, where nobody needs a scanner.
    if not settings.HTTPS or settings.SCANNER:
        return []
    hint = "Set CLAMD_ADDRESS: where clamd listens, or “none” to scan nothing."
    return [Error("Nothing says who scans attachments.", hint=hint, id="ggo.E020")]


def scan_file(upload: "File[bytes]", *, at: datetime) -> datetime | None:
    """When the scanner found the file clean; None when no scanner is configured.

    Raises `InputRefused` when something is found in it or when it is more than the
    scanner takes, and `ScannerDown` without a verdict: what cannot be scanned is not
    taken.
    """
    if not settings.CLAMD_ADDRESS:
        return None
    try:
        answer = _verdict(upload)
    except OSError as error:
        log.error("scanner_unreachable", error=str(error))
        raise _no_verdict() from error
    if answer == "stream: OK":
        return at
    raise _refusal(answer, upload)


def _refusal(answer: str, upload: "File[bytes]") -> InputRefused:
    """What is wrong by the answer of the scanner, and what to do."""
    if found := FOUND.match(answer):
        text = _(
            "“%(name)s” has not been taken: the virus scanner found %(found)s in it. "
            "Have your computer checked, and add a clean file."
        )
        log.warning("infected_upload", found=found["name"])
        return InputRefused(text % {"name": upload.name, "found": found["name"]})
    if TOO_LARGE in answer:
        text = _(
            "“%(name)s” is larger than the virus scanner takes. Make it smaller, or "
            "split it into parts."
        )
        return InputRefused(text % {"name": upload.name})
    log.error("scanner_without_verdict", answer=answer)
    return _no_verdict()


def _no_verdict() -> ScannerDown:
    return ScannerDown(
        _(
            "The file could not be checked for viruses just now, so it has not been "
            "added. Try again later; what you filled in is kept."
        )
    )


def _verdict(upload: "File[bytes]") -> str:
    """What clamd says of the file. Raises `OSError` when it does not say anything."""
    # One bound over all steps: a scanner that answers a byte at a time would pass each
    # single one.
    until = monotonic() + PATIENCE
    with _connected(until) as connection:
        try:
            _send(connection, upload, until)
        except OSError:
            # It stops reading when the file is too large, and has said so by then.
            return _answer(connection, until)
        return _answer(connection, until)


def _connected(until: float) -> socket.socket:
    """A connection to the address of the settings: a path, or host and port."""
    address = settings.CLAMD_ADDRESS
    if not address.startswith("/"):
        host, _colon, port = address.rpartition(":")
        place = (host.strip("[]"), int(port))
        return socket.create_connection(place, timeout=_left(until))
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(_left(until))
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, upload: "File[bytes]", until: float) -> None:
    """The file in blocks, each after its length; a length of nothing ends it."""
    upload.seek(0)
    # The z form: command and answer end in a NUL, so that a name with a newline cannot
    # end the answer.
    connection.sendall(b"zINSTREAM\0")
    for block in upload.chunks(BLOCK):
        connection.settimeout(_left(until))
        connection.sendall(struct.pack("!L", len(block)) + block)
    connection.sendall(struct.pack("!L", 0))


def _answer(connection: socket.socket, until: float) -> str:
    """One line, ended by a NUL."""
    said = b""
    while b"\0" not in said and len(said) < ANSWER_MAX:
        connection.settimeout(_left(until))
        block = connection.recv(ANSWER_MAX)
        if not block:
            raise ConnectionError("the scanner hung up")
        said += block
    return said.split(b"\0")[0].decode("utf-8", "replace").strip()


def _left(until: float) -> float:
    """Seconds that remain. Raises `TimeoutError` when there are none."""
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError("the scanner takes too long")
    return left
