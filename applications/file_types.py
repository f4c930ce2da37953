"""Which files we take, told by what is in them; the name must agree with that."""

import zipfile

import puremagic
from django.core.files import File

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

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

OFFICE_PARTS = {WORD: "word/document.xml", EXCEL: "xl/workbook.xml"}
MACROS = "vbaProject.bin"
HEAD = 16 * 1024
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f"))
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")


def expected_type(name: str) -> str | None:
    """The media type that a file name promises; None for one we do not take."""
    _, dot, ending = name.rpartition(".")
    return TYPES.get(ending.lower()) if dot else None


def is_type(file: File, media_type: str) -> bool:
    """Is the content of the file what the media type says?"""
    file.seek(0)
    head = file.read(HEAD)
    if media_type.startswith("text/"):
        return _is_text(file)
    if media_type in (WORD, EXCEL, ODT, ODS):
        return head.startswith(b"PK") and _is_office(file, media_type)
    return media_type in _signatures(head)


def _signatures(head: bytes) -> set[str]:
    """The media types whose first bytes these are."""
    try:
        return {match.mime_type for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return set()


def _is_office(file: File, media_type: str) -> bool:
    """Is this zip the document it says, and without macros?"""
    try:
        with zipfile.ZipFile(file) as parts:
            names = set(parts.namelist())
            if any(name.endswith(MACROS) for name in names):
                return False
            if media_type in OFFICE_PARTS:
                return OFFICE_PARTS[media_type] in names
            with parts.open("mimetype") as stated:
                return stated.read(100).strip() == media_type.encode()
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return False


def _is_text(file: File) -> bool:
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
