"""Letters as PDF/A-2a and PDF/UA-1, typeset by typst: archivable and accessible."""

import json
from pathlib import Path

import font_source_sans_pro
import typst

from dossiers.letters.text import LetterText

TEMPLATE = Path(__file__).with_name("letter.typ")
FONTS = Path(font_source_sans_pro.__file__).parent / "files"


def typeset(text: LetterText) -> bytes:
    """The letter as a tagged PDF that meets PDF/A-2a and PDF/UA-1.

    Its creation date is the letter's own moment, so the same letter gives the same
    bytes whenever a worker makes it.
    """
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(text.moment.timestamp()),
        sys_inputs={"letter": json.dumps(text.as_data())},
    )
