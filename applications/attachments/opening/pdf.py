"""Does a PDF open, without a password, with pages and with nothing in it that runs?"""

import zlib
from pathlib import PurePosixPath
from typing import BinaryIO

import pikepdf

from applications.attachments.opening.active import require_nothing_runs, within
from applications.attachments.opening.verdict import BLOCK, FileVerdict, Unfit, Unpacked

END = b"%%EOF"
TAIL = 64 * 1024
IMAGE = "/Image"
MAY_BE_INSIDE = {
    *(".pdf", ".docx", ".odt", ".xlsx", ".ods", ".csv", ".txt", ".xml", ".json"),
    *(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".svg", ".md", ".rtf"),
}
"""Endings of files that may go along inside a PDF: data and pictures, no programs."""


def inspect_pdf(file: BinaryIO) -> None:
    """Raises `Unfit` for a PDF that nobody can open, or that holds what runs."""
    with _opened(file) as pdf:
        if not len(pdf.pages):
            raise Unfit(FileVerdict.EMPTY)
        # Pictures unpack far without harm: a scan of a white page is nearly nothing
        # when packed.
        text, pictures = Unpacked(), Unpacked(bounded=False)
        # All objects and not the pages: a script can stand where no page points.
        for found in pdf.objects:
            if isinstance(found, pikepdf.Stream):
                _require_bounded(found, pictures if _is_picture(found) else text)
            for held in within(found):
                _require_no_program(held)
                require_nothing_runs(held)


def _opened(file: BinaryIO) -> pikepdf.Pdf:
    """The PDF as it stands; else as readers mend it, when its end is there."""
    try:
        return pikepdf.open(file, attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Unfit(FileVerdict.ENCRYPTED) from error
    except pikepdf.PdfError as error:
        # Cut off while sending: a reader would show what is there, and the rest would
        # be missed too late.
        if not _has_end(file):
            raise Unfit(FileVerdict.BROKEN) from error
    try:
        return pikepdf.open(file, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Unfit(FileVerdict.ENCRYPTED) from error


def _has_end(file: BinaryIO) -> bool:
    """Was it written to its end? Mail programs put empty bytes behind it."""
    size = file.seek(0, 2)
    file.seek(max(size - TAIL, 0))
    tail = file.read(TAIL).rstrip(b"\0 \r\n\t")
    file.seek(0)
    return END in tail[-1024:]


def _require_bounded(stream: pikepdf.Stream, unpacked: Unpacked) -> None:
    """What a reader unpacks of it stays within bounds."""
    filters = _filters(stream)
    if filters == ["/FlateDecode"]:
        _inflate(stream.read_raw_bytes(), unpacked)
    elif any(name in filters for name in ("/FlateDecode", "/LZWDecode")):
        _require_readable(stream, unpacked)


def _filters(stream: pikepdf.Stream) -> list[str]:
    said = stream.get("/Filter")
    if said is None:
        return []
    return (
        [str(name) for name in said] if isinstance(said, pikepdf.Array) else [str(said)]
    )


def _is_picture(stream: pikepdf.Stream) -> bool:
    return str(stream.get("/Subtype")) == IMAGE


def _inflate(packed: bytes, unpacked: Unpacked) -> None:
    """Unpack piece by piece and keep nothing."""
    engine, part, size = zlib.decompressobj(), 0, len(packed)
    try:
        while packed:
            out = engine.decompress(packed, BLOCK)
            part += len(out)
            unpacked.add(len(out), part=part, packed=size)
            packed = engine.unconsumed_tail if out else b""
    except zlib.error:
        return  # a reader shows the rest of the page


def _require_readable(stream: pikepdf.Stream, unpacked: Unpacked) -> None:
    """Of a stream that was packed more than once, within the memory that there is."""
    try:
        size = len(stream.read_bytes())
    except pikepdf.PdfError:
        return  # packed as a picture; nothing of it can be unpacked here
    unpacked.add(size, part=size, packed=len(stream.read_raw_bytes()))


def _require_no_program(found: pikepdf.Object) -> None:
    """A file in the PDF, in a portfolio or beside a note, is of a kind that is read."""
    if "/EF" not in found:
        return
    name = str(found.get("/UF", found.get("/F", "")))
    if PurePosixPath(name.replace("\\", "/")).suffix.lower() not in MAY_BE_INSIDE:
        raise Unfit(FileVerdict.HOLDS_FILE, name)
    for stream in dict(found["/EF"]).values():
        if stream.read_bytes()[:4].startswith((b"MZ", b"\x7fELF", b"#!")):
            raise Unfit(FileVerdict.HOLDS_FILE, name)
