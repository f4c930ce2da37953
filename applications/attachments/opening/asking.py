"""Asking whether a file can be opened, and saying what is wrong with it."""

import json
from typing import IO, cast

from django.core.files import File
from django.utils.translation import gettext_lazy

from applications.attachments.opening.verdict import FileVerdict
from applications.errors import Unopenable
from applications.sandbox.process import TookTooMuch, run_sandboxed

WORDS = {
    FileVerdict.BROKEN: gettext_lazy(
        "“%(name)s” cannot be opened: it is damaged, or a part of it is missing. Open "
        "it in the program that made it, save it anew, and add that."
    ),
    FileVerdict.ENCRYPTED: gettext_lazy(
        "“%(name)s” opens with a password only, or was saved in an old kind of file. "
        "Save it anew without a password, and add that."
    ),
    FileVerdict.EMPTY: gettext_lazy(
        "“%(name)s” has no pages or text. Choose the file again, or save it anew first."
    ),
    FileVerdict.OTHER_KIND: gettext_lazy(
        "The content of “%(name)s” is not what its name says. Open it in the program "
        "that made it, save it as PDF, and add that."
    ),
    FileVerdict.HOLDS_FILE: gettext_lazy(
        "In “%(name)s” there is another file, “%(named)s”, which may be a program. "
        "Take it out, save the file anew, and add that."
    ),
    FileVerdict.HOLDS_SCRIPT: gettext_lazy(
        "“%(name)s” holds a script, a macro or the start of a program (%(named)s). "
        "Print or export it to a new PDF, and add that."
    ),
    FileVerdict.TOO_MUCH: gettext_lazy(
        "“%(name)s” becomes too large when it is opened. Save it as PDF with smaller "
        "pictures, or split it into parts."
    ),
}
KEPT = 1000
"""Answers that a process remembers: the same file comes again after a mistake."""

_known: dict[tuple[str, str], dict[str, str]] = {}


def require_openable(
    upload: "File[bytes]", name: str, media_type: str, sha256: str
) -> None:
    """Open the file in a process apart, unless this very content was opened before.

    Raises `Unopenable`, with what to do, when nobody could open it.
    """
    found = _known.get((media_type, sha256))
    if found is None:
        found = _ask(upload, media_type)
        while len(_known) >= KEPT:
            _known.pop(next(iter(_known)), None)
        # Refusals too: the same broken file comes again at once, and would cost seconds
        # each time.
        _known[media_type, sha256] = found
    verdict = FileVerdict(found["verdict"])
    if verdict != FileVerdict.FINE:
        raise unopenable_file(verdict, name, found["named"])


def unopenable_file(verdict: FileVerdict, name: str, named: str = "") -> Unopenable:
    """What a person is told of a file."""
    return Unopenable(WORDS[verdict] % {"name": name, "named": named}, verdict)


def _ask(upload: "File[bytes]", media_type: str) -> dict[str, str]:
    """What the process apart says: `verdict` and `named`."""
    try:
        written = run_sandboxed(
            "applications.attachments.opening",
            [media_type],
            cast(IO[bytes], upload.file),
        )
        return cast(dict[str, str], json.loads(written))
    except TookTooMuch:
        return {"verdict": FileVerdict.TOO_MUCH, "named": ""}
