"""Does a document or spreadsheet open: all its parts whole, none of them a program?"""

import re
import zipfile
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException, sax

from applications.attachments.opening.verdict import (
    BLOCK,
    MAX_PARTS,
    FileVerdict,
    Unfit,
    Unpacked,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

IN_ALL = "content.xml"
MAIN_PARTS = {
    WORD: "word/document.xml",
    EXCEL: "xl/workbook.xml",
    ODT: IN_ALL,
    ODS: IN_ALL,
}
"""The part that makes a zip a document of a media type, or an OpenDocument."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How files of Office before 2007 begin, and newer ones with a password."""

ENCRYPTED = 1
"""The bit of a part that says so."""

MANIFEST = "META-INF/manifest.xml"
CONTENT_TYPES = "[Content_Types].xml"
MACROS = re.compile(
    r"(vba(Project|Data)[^/]*|^xl/macrosheets/.+"
    r"|^Basic/[^/]+/(?!(script|dialog)-l[bc]\.xml$)[^/]+|^Scripts/.+/[^/]+)$",
    re.IGNORECASE,
)
"""Parts with macros: of Office, of Excel 4.0, and of LibreOffice."""

WITH_MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
"""How the list of parts names them, whatever they are called."""

PROGRAM = re.compile(
    r"\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|lnk|sh|app)$", re.I
)


def inspect_office(file: IO[bytes], media_type: str) -> None:
    """Raises `Unfit` for a zip that is no such document, or that nobody can open."""
    if file.read(4) == OLD_OFFICE:
        raise Unfit(FileVerdict.ENCRYPTED)
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        parts = {part.filename: part for part in archive.infolist()}
        _require_parts(archive, parts)
        _require_kind(archive, parts, media_type)
        # Before any XML is parsed: only then is it known that no part bursts.
        _require_whole(archive)
        _require_xml(archive, parts, MAIN_PARTS[media_type])


def _require_parts(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> None:
    """Not too many, none with a password, none that runs."""
    if len(archive.infolist()) > MAX_PARTS:
        raise Unfit(FileVerdict.TOO_MUCH)
    if any(part.flag_bits & ENCRYPTED for part in parts.values()):
        raise Unfit(FileVerdict.ENCRYPTED)
    if any(MACROS.search(name) for name in parts):
        raise Unfit(FileVerdict.HOLDS_SCRIPT, "macro")
    for name in parts:
        if PROGRAM.search(name):
            raise Unfit(FileVerdict.HOLDS_FILE, name.rsplit("/", 1)[-1])


def _require_kind(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], kind: str
) -> None:
    """It is the kind of document that its name says; an OpenDocument states it."""
    if MAIN_PARTS[kind] != IN_ALL:
        if MAIN_PARTS[kind] not in parts:
            raise Unfit(FileVerdict.OTHER_KIND)
        return
    stated = b""
    if "mimetype" in parts:
        with archive.open("mimetype") as part:
            stated = part.read(100).strip()
    if stated != kind.encode():
        raise Unfit(FileVerdict.OTHER_KIND)


def _require_whole(archive: zipfile.ZipFile) -> None:
    """Each part unpacks to what it says, and to no more than we dare."""
    unpacked = Unpacked()
    for part in archive.infolist():
        if part.file_size:
            # What the header promises is judged first: a bomb is refused without
            # unpacking it.
            unpacked.add(0, part=part.file_size, packed=part.compress_size)
        size = 0
        with archive.open(part) as stream:
            while block := stream.read(BLOCK):
                size += len(block)
                unpacked.add(len(block), part=size, packed=part.compress_size)


def _require_xml(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], main: str
) -> None:
    """The parts without which no program opens it can be read."""
    needed = {main} if main == IN_ALL else {main, CONTENT_TYPES}
    if not needed <= set(parts):
        raise Unfit(FileVerdict.BROKEN)
    if MANIFEST in parts and b"encryption-data" in archive.read(MANIFEST):
        raise Unfit(FileVerdict.ENCRYPTED)
    if CONTENT_TYPES in needed and _names_macros(archive):
        raise Unfit(FileVerdict.HOLDS_SCRIPT, "macro")
    for name in needed:
        with archive.open(name) as part:
            try:
                # Only the parts without which no program opens it: the others need not
                # be XML at all.
                sax.parse(part, ContentHandler())
            except (SAXException, DefusedXmlException) as error:
                raise Unfit(FileVerdict.BROKEN) from error


def _names_macros(archive: zipfile.ZipFile) -> bool:
    """Does the list of parts name macros, in whatever width its letters are?"""
    return bool(WITH_MACROS.search(archive.read(CONTENT_TYPES).replace(b"\0", b"")))
