"""A program of its own, so that it can be stopped: sets a letter as PDF by typst.

It reads a job as JSON on standard input and writes the PDF to standard output; what
typst refuses goes to standard error. It needs nothing of the portal.
"""

import json
import sys
from typing import Any

import typst


def compile_pdf(job: dict[str, Any]) -> bytes:
    """The PDF of a job: `template`, `fonts`, `families`, `moment` and `letter`."""
    fonts = typst.Fonts(
        # Only ours: with those of the machine the same letter would look otherwise on
        # another.
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=job["fonts"],
    )
    data = job["letter"] | {"fonts": ordered_families(fonts.families())}
    return typst.compile(
        job["template"],
        font_paths=fonts,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=job["moment"],
        sys_inputs={"letter": json.dumps(data)},
    )


def ordered_families(families: list[str]) -> list[str]:
    """The families as typst tries them for a sign: the body first, emoji last."""
    # Emoji last: that font has the digits as well.
    first, last = ["Source Sans Pro", "Noto Sans"], ["Noto Emoji"]
    return first + sorted(set(families) - {*first, *last}) + last


if __name__ == "__main__":
    try:
        sys.stdout.buffer.write(compile_pdf(json.load(sys.stdin)))
    except typst.TypstError as error:
        sys.exit(str(error))
