"""Characters that broke something once, or might."""

import unicodedata

PASTED = [
    "\ufeff",  # a byte order mark
    "\u0092",  # an apostrophe of Windows-1252
    "\uf0b7",  # the bullet of Word's font Symbol
    "\x07\x0b\x1b\x7f\x9f",  # controls
    "\u200b\u2060\u00ad",  # what nobody sees
    "\u202e",  # from right to left from here
    "\ue000\ufffe\U0010ffff",  # private, and no characters at all
    "e\u0333\u20dd",  # marks that no font puts on an e
    "\U0001f9ec",  # DNA
    "\U0001f469\u200d\U0001f52c",  # a woman with a microscope, of two emoji
    "\U0001f1f3\U0001f1f1",  # a flag
    "山田太郎 김 Ελλάδα Δψ β-гал",
    "→⇌∑≥±µ½°²₃\U0001d6fc",  # arrows, maths, a mathematical alpha
    "עברית العربية",
    "\u2028\u2029\x85\r\n\t",  # ends of lines
]
MARKUP = (
    '#import "x.typ" #panic("a") *b* _i_ $x$ `c` = H \\ <l> @r [/] #{1+1} https://a.nl'
)
LONG = "ATGC" * 2000
"""A sequence without a space."""


def every_block() -> str:
    """A character that is assigned from each row of 128 code points of Unicode."""
    found = []
    for start in range(0x80, 0x110000, 0x80):
        row = map(chr, range(start, start + 0x80))
        found += [c for c in row if unicodedata.category(c) not in ("Cn", "Cs")][:1]
    return " ".join(found)
