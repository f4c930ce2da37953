"""Text as people meant it, whatever program it was copied from."""

import re

from ftfy import TextFixerConfig, fix_encoding

# What is certain alone: what must be guessed of a byte that was lost stays as it is.
CERTAIN = TextFixerConfig(
    unescape_html=False,
    restore_byte_a0=False,
    replace_lossy_sequences=False,
    fix_c1_controls=False,
    normalization=None,
)
NEWLINE = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029]")
"""Ends of lines, among them those that Word makes inside a paragraph."""

C1 = {
    code: meant
    for code in range(0x80, 0xA0)
    if (meant := bytes([code]).decode("cp1252", "ignore"))
}
"""What a program meant that took Windows-1252 for Latin-1: U+0092 is ’."""

SYMBOL_ASCII = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
SYMBOL_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
)
SYMBOL_END = "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
SYMBOL = {
    start + place: meant
    for start, signs in ((0xF020, SYMBOL_ASCII), (0xF0A0, SYMBOL_HIGH))
    for place, meant in enumerate(signs)
} | {0xF0F1 + place: meant for place, meant in enumerate(SYMBOL_END)}
"""What the font Symbol shows for the code points that Word gives it (Adobe Symbol)."""

WINGDINGS = {
    0xF0A7: "▪",
    0xF0A8: "◻",
    0xF0DF: "←",
    0xF0E0: "→",
    0xF0E8: "➔",
    0xF0FB: "✗",
    0xF0FC: "✓",
    0xF0FD: "☒",
    0xF0FE: "☑",
}
"""What Word itself writes in Wingdings: squares, arrows of AutoCorrect, ticks.

The same code points are in Symbol suits of cards, pieces of brackets and arrows that
Word inserts by their own Unicode, so these go before it.
"""

POINTS = WINGDINGS | {0xF06E: "■", 0xF071: "❑", 0xF076: "❖", 0xF0D8: "➢"}
"""The marks of Word's own lists that are in Wingdings; in a line they may be Symbol."""

BULLET = re.compile("^[\uf020-\uf0ff](?=[\t \xa0])", re.MULTILINE)
"""A mark before a point, of Symbol or Wingdings."""

DROPPED = dict.fromkeys(
    [
        *(code for code in range(0x20) if code not in (0x09, 0x0A)),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),  # changes of direction, that can hide what is said
        *range(0x2066, 0x206A),
        *range(0xFDD0, 0xFDF0),
        0xFEFF,
        *(
            plane + end
            for plane in range(0, 0x110000, 0x10000)
            for end in (0xFFFE, 0xFFFF)
        ),
    ]
)
"""Controls, byte order marks and what is no character."""

MENDED = 100_000
"""The longest text that is searched for UTF-8 read as Windows-1252, in characters."""

SPECIAL = re.compile(r"[^\t\n\x20-\x7e]")
UNSEEN = re.compile(
    r"[\s\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]*"
)


def clean_text(text: str) -> str:
    """The text without what is none, and with what was meant for what came instead.

    Byte order marks, controls and half characters go; Windows-1252 and Symbol become
    what they show; UTF-8 that was read as Windows-1252 (“â€™”) is mended where it
    cannot be anything else. A text of which nothing can be seen is empty.
    """
    if not SPECIAL.search(text):
        return text
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = NEWLINE.sub("\n", text)
    if len(text) <= MENDED:
        text = fix_encoding(text, CERTAIN)
    text = BULLET.sub(lambda mark: POINTS.get(ord(mark[0]), "•"), text)
    text = text.translate(C1).translate(SYMBOL | WINGDINGS).translate(DROPPED)
    return "" if UNSEEN.fullmatch(text) else text
