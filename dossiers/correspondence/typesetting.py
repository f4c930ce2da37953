"""Letters as PDF/A-2a and PDF/UA-1, typeset by typst: archivable and accessible."""

import json
import subprocess
import sys
from pathlib import Path

from dossiers.correspondence.fonts import font_folders, legible_data
from dossiers.correspondence.letter_text import LetterText

TYPST_PROGRAM = Path(__file__).with_name("typst_process.py")
TEMPLATE = Path(__file__).with_name("letter.typ")
SECONDS = 30
"""A letter takes a tenth of a second; one of a megabyte a few."""


class CannotBeSet(Exception):
    """No PDF came out of a letter: typst refused it, or did not end in time."""


def typeset(text: LetterText) -> bytes:
    """The letter as a tagged PDF that meets PDF/A-2a and PDF/UA-1.

    What no font has is shown by its code point. Its creation date is the letter's own
    moment, so the same letter gives the same bytes whenever a worker makes it. Raises
    `CannotBeSet`.
    """
    job = {
        "template": str(TEMPLATE),
        "fonts": [str(folder) for folder in font_folders()],
        # Also as the date of the PDF, so that the same letter has the same bytes and
        # the same digest.
        "moment": int(text.moment.timestamp()),
        "letter": legible_data(text.as_data()),
    }
    try:
        # A process of its own, for typst cannot be stopped inside ours: a letter that
        # it never finishes would hold a worker for ever (ADR 19).
        made = subprocess.run(  # noqa: S603 - our own module; the letter goes in by stdin
            [
                sys.executable,
                "-P",
                str(TYPST_PROGRAM),
            ],  # -P: no module beside it is in the way
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotBeSet(f"no PDF within {SECONDS} s") from error
    if made.returncode:
        raise CannotBeSet(made.stderr.decode(errors="replace")[:500])
    return made.stdout
