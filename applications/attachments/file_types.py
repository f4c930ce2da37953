"""Which files we take, told by how they begin; the name must agree with that.

Text is read to its end. Any other file is opened in a process apart (`opening`).
"""

import puremagic
from django.core.files import File

from applications.attachments.opening.office import EXCEL, ODS, ODT, OLD_OFFICE, WORD

TYPES = {
    "pdf": "application/pdf",
    "docx": WORD,
    "odt": ODT,
    "xlsx": EXCEL,
    "ods": ODS,
    "csv": "text/csv",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "tif": "image/tiff",
    "tiff": "image/tiff",
}
"""The media type for each ending of a file name."""

HEAD = 16 * 1024
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f"))
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")


def expected_type(name: str) -> str | None:
    """The media type that a file name promises; None for one we do not take."""
    _, dot, ending = name.rpartition(".")
    return TYPES.get(ending.lower()) if dot else None


def is_type(file: "File[bytes]", media_type: str) -> bool:
    """Does the file begin as the media type says, or is all of it text?"""
    file.seek(0)
    head = file.read(HEAD)
    if media_type.startswith("text/"):
        return _is_text(file)
    if media_type in (WORD, EXCEL, ODT, ODS):
        # An old file, or one with a password, is let through here: opening it says what
        # to do with it.
        return bool(head.startswith((b"PK", OLD_OFFICE)))
    return media_type in _signatures(head)


def _signatures(head: bytes) -> set[str]:
    """The media types whose first bytes these are."""
    try:
        return {match.mime_type for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return set()


def _is_text(file: "File[bytes]") -> bool:
    """Is this plain text: no control characters, no markup that a browser would run?"""
    file.seek(0)
    first = True
    while block := file.read(1024 * 1024):
        if block.translate(None, CONTROLS) != block:
            return False
        if first and block.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
            return False
        first = False
    return True


def is_blank(file: "File[bytes]") -> bool:
    """Is there nothing in this text that can be seen?"""
    file.seek(0)
    while block := file.read(1024 * 1024):
        if block.strip(b"\xef\xbb\xbf \t\r\n\f"):
            return False
    return True
