"""The fonts of letters, and text in what these can show.

PDF/A-2a allows no missing glyph (ISO 19005-2, 6.2.11.8), so typst refuses a letter for
one. Three packages of Noto stand behind Source Sans: maths, arrows and signs; emoji and
other scripts; Chinese, Japanese and Korean. What none of them has is shown by its code
point.
"""

import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import font_source_sans_pro
import manimgx_fonts
import noto_cjk_sans_jp_regular
from fontTools.ttLib import TTFont
from pymupdf_fonts import NotoSansMath_Regular, NotoSansSymbols2_Regular

from applications.text_input.cleaning import clean_text

BODY_FONT_FOLDER = Path(font_source_sans_pro.__file__).parent / "files"
BODY_STYLES = ("SourceSansPro-Regular.otf", "SourceSansPro-Bold.otf")
OTHER_FONT_FOLDERS = [
    Path(package.__file__).parent
    for package in (manimgx_fonts, noto_cjk_sans_jp_regular)
]
INVISIBLE = {
    *map(chr, [0x09, 0x0A, 0x0D, 0x20, 0xA0, 0xAD, 0x034F, 0x061C, 0x3000]),
    *map(chr, range(0x2000, 0x2010)),
    *map(chr, range(0x2028, 0x2030)),
    *map(chr, range(0x205F, 0x2070)),
    *map(chr, range(0xFE00, 0xFE10)),
    *map(chr, range(0xE0000, 0xE0200)),
}
"""Spaces, breaks, directions, joiners, variants and tags (Unicode, UAX 44)."""
NO_TEXT = frozenset([*range(0x20), *range(0x7F, 0xA0), 0xFEFF, 0xFFFE, 0xFFFF])
"""What is no text; some fonts have a glyph for it, PDF/A refuses it."""
MAX_UNBROKEN = 40
"""So many characters without a space fit on a line, also in a table."""


@cache
def symbol_font_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder with the fonts that come inside Python modules, while we run."""
    # Kept by the cache, so that the folder lives as long as the process and goes with
    # it.
    folder = tempfile.TemporaryDirectory(prefix="ggo-fonts-")
    for module in (NotoSansMath_Regular, NotoSansSymbols2_Regular):
        name = module.fontdescriptor["name"].replace(" ", "")
        (Path(folder.name) / f"{name}.otf").write_bytes(module.fontbuffer)
    return folder


def font_folders() -> list[Path]:
    """Where typst finds the fonts; those of the body come first."""
    return [BODY_FONT_FOLDER, *OTHER_FONT_FOLDERS, Path(symbol_font_folder().name)]


@cache
def font_coverage() -> list[frozenset[int]]:
    """The code points of each font, of the body's styles what both have."""
    styles = [
        glyph_code_points((BODY_FONT_FOLDER / name).read_bytes())
        for name in BODY_STYLES
    ]
    others = [
        path for folder in font_folders()[1:] for path in sorted(folder.glob("*.?tf"))
    ]
    return [
        # A heading is bold: what one of the two styles lacks would be missing there.
        frozenset.intersection(*styles),
        *(glyph_code_points(path.read_bytes()) for path in others),
    ]


def glyph_code_points(font: bytes) -> frozenset[int]:
    """The code points that a font has a glyph for."""
    return frozenset(TTFont(BytesIO(font), lazy=True).getBestCmap()) - NO_TEXT


def legible_data(value: Any) -> Any:
    """The same lists and dictionaries, with text that our fonts can show."""
    if isinstance(value, str):
        text = clean_text(value)  # also what was frozen before it was cleaned
        return "".join(
            breakable_parts(shown_cluster(each) for each in glyph_clusters(text))
        )
    if isinstance(value, dict):
        return {key: legible_data(item) for key, item in value.items()}
    return [legible_data(item) for item in value] if isinstance(value, list) else value


def glyph_clusters(text: str) -> Iterator[str]:
    """What is shaped together: a character with the marks and joiners after it."""
    cluster = ""
    # Composed first: most fonts have é, not every one can put an accent on an e.
    for sign in unicodedata.normalize("NFC", text):
        if cluster and not (is_mark(sign) or cluster.endswith("\u200d")):
            yield cluster
            cluster = ""
        cluster += sign
    if cluster:
        yield cluster


def shown_cluster(cluster: str) -> str:
    """A cluster when one font has all of it; else each sign for itself."""
    needed = {ord(sign) for sign in cluster if not is_invisible(sign)}
    # One font for the whole cluster: a sign and its marks out of two fonts do not fit
    # together.
    if any(needed <= font for font in font_coverage()):
        return cluster
    return "".join(shown_sign(sign) for sign in cluster)


def shown_sign(sign: str) -> str:
    """A sign as it is, or its code point in brackets when no font has it."""
    stands = not is_mark(sign) and any(ord(sign) in font for font in font_coverage())
    return sign if stands else f"[U+{ord(sign):04X}]"


def is_mark(sign: str) -> bool:
    """Does it belong to the sign before it: an accent, a joiner, a tint of skin?"""
    return (
        unicodedata.category(sign)[0] == "M"
        or sign == "\u200d"
        or 0x1F3FB <= ord(sign) <= 0x1F3FF
    )


def is_invisible(sign: str) -> bool:
    """Is it drawn as nothing whatever the font: a space, a joiner, a variant?"""
    return sign in INVISIBLE


def breakable_parts(parts: Iterable[str]) -> Iterator[str]:
    """The parts, with a place to break in whatever has no space for a whole line.

    Without one it runs off the page, and PDF/A refuses a string of over 32,767 bytes.
    """
    length = 0
    for part in parts:
        length = 0 if part.isspace() else length + len(part)
        yield part
        if length >= MAX_UNBROKEN:
            yield "\u200b"
            length = 0
