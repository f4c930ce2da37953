"""What runs in a PDF: scripts, and the starting of programs. Forms and links do not.

PDF 32000-1: 12.6.4.5 (launch), 12.6.4.16 (JavaScript), 12.7.8 (XFA), 13.6 (3D);
RichMedia is of Adobe's supplement to it.
"""

import re
from collections.abc import Iterator

import pikepdf

from applications.attachments.opening.verdict import FileVerdict, Unfit

Held = pikepdf.Dictionary | pikepdf.Stream

RUNS = {"/JavaScript": "JavaScript", "/Launch": "Launch"}
"""Actions that run something. The others go to a page, a place, or fill in a form."""

XFA_SCRIPT = re.compile(rb"<(?:[^\s<>/:]+:)?script[\s/>]", re.IGNORECASE)


TELLING = {"/S", "/JS", "/OnInstantiate", "/Subtype", "/XFA"}
"""Keys of which one at least stands where something runs; asked once, for speed."""


def require_nothing_runs(found: Held) -> None:
    """Raises `Unfit`, with what it is, for an action or a note that runs something."""
    keys = found.keys() & TELLING
    if kind := _what_runs(found, keys) if keys else None:
        raise Unfit(FileVerdict.HOLDS_SCRIPT, kind)


def _what_runs(found: Held, keys: set[str]) -> str | None:
    """The name of what runs, if anything does."""
    if "/S" in keys and (kind := RUNS.get(str(found["/S"]))):
        return kind
    if "/OnInstantiate" in keys or ("/JS" in keys and _is_script(found)):
        return "JavaScript"
    if "/Subtype" in keys and str(found["/Subtype"]) == "/RichMedia":
        return "RichMedia"
    return "XFA" if "/XFA" in keys and _has_script(found["/XFA"]) else None


def within(found: pikepdf.Object) -> Iterator[Held]:
    """An object, and what stands in it and not elsewhere, as far as it has keys."""
    # A list and no recursion: a file can nest deeper than Python's stack.
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Held):
            yield one
            inside = [value for _key, value in one.items()]
        elif isinstance(one, pikepdf.Array):
            inside = list(one)
        else:
            continue
        waiting += [each for each in inside if not _stands_elsewhere(each)]


def _stands_elsewhere(value: object) -> bool:
    """Is it met among the objects of the file, or no object at all?"""
    return not isinstance(value, pikepdf.Object) or value.is_indirect


def _is_script(found: Held) -> bool:
    """Is a script here, in words or beside a film? A picture may be called JS too."""
    return "/S" in found or isinstance(found["/JS"], pikepdf.String)


def _has_script(form: pikepdf.Object) -> bool:
    """Does an XFA form, whole or in packets, have a script? UTF-16 is read too."""
    packets = list(form) if isinstance(form, pikepdf.Array) else [form]
    streams = [one for one in packets if isinstance(one, pikepdf.Stream)]
    text = b"".join(one.read_bytes() for one in streams)
    # Without NULs the same pattern finds the tag in UTF-16.
    return bool(XFA_SCRIPT.search(text.replace(b"\0", b"")))
