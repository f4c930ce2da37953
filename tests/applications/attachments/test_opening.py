"""A file that nobody can open, or that nobody should, is refused with words."""

import io
import random
import struct
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import (
    SimpleUploadedFile,
    TemporaryUploadedFile,
)

from applications.attachments.attaching import attach_file
from applications.attachments.opening.office import ODT
from applications.errors import Unopenable
from applications.sandbox.process import run_sandboxed
from tests.applications.browsing import text, url
from tests.cast import NOW, PDF, report
from tests.files import docx, image, odt, packed, pdf, xlsx

PROGRAM = b"MZ\x90\x00" + bytes(100)


def saved(change, **how) -> bytes:
    """A PDF that was changed by a function, as it is saved."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as made:
        change(made)
        made.save(stream, **how)
    return stream.getvalue()


def locked(**words: str) -> bytes:
    """A PDF with passwords: `user` to open it, `owner` to change it."""
    return saved(lambda made: None, encryption=pikepdf.Encryption(**words))


def holding(name: str, content: bytes) -> bytes:
    """A PDF with a file in it, as a portfolio has."""

    def put(made: pikepdf.Pdf) -> None:
        made.attachments[name] = content

    return saved(put)


def bomb(size: int = 300 * 1024 * 1024) -> bytes:
    """A PDF of which one page becomes very long."""
    engine = zlib.compressobj(9)
    block = b" " * 1024 * 1024
    parts = [engine.compress(block) for _ in range(size // len(block))]
    content = b"".join(parts) + engine.flush()

    def put(made: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(made, b"")
        stream.write(content, filter=pikepdf.Name.FlateDecode)
        made.pages[0].Contents = stream

    return saved(put)


def without_pages() -> bytes:
    """A PDF with nothing in it."""
    stream = io.BytesIO()
    pikepdf.new().save(stream)
    return stream.getvalue()


def many_parts(number: int) -> bytes:
    """A document of Word with very many parts."""
    return docx(**{f"word/media/{n}.png": b"" for n in range(number)})


def dense() -> bytes:
    """A workbook of a few kilobytes that becomes very large."""
    styles = b"<x/>" * (20 * 1024 * 1024)
    return packed(
        {"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}
        | {"xl/styles.xml": styles}
    )


def with_password() -> bytes:
    """A text of LibreOffice that was saved with a password."""
    manifest = "<manifest><encryption-data/></manifest>"
    return packed(
        {"mimetype": ODT, "content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest}
    )


def damaged(content: bytes) -> bytes:
    """The same zip, of which one byte in the middle of a part is another."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place = archive.getinfo("word/document.xml").header_offset + 48
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def vast() -> bytes:
    """A PNG whose first lines say that it is 30,000 dots wide and high."""
    made = image("PNG", mode="L")
    header = b"IHDR" + struct.pack("!2L", 30_000, 30_000) + made[24:29]
    return made[:12] + header + struct.pack("!L", zlib.crc32(header)) + made[33:]


NOISE = random.Random(1).randbytes(50_000)  # noqa: S311 - no secret: noise that is the same each time

REFUSED = {
    "a header alone": ("a.pdf", lambda: b"%PDF-1.7\n", "broken"),
    "no page tree": (
        "a.pdf",
        lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n",
        "broken",
    ),
    "cut off": ("a.pdf", lambda: pdf(filler=3000)[:-20], "broken"),
    "cut off half-way": ("a.pdf", lambda: pdf(filler=3000)[:1500], "broken"),
    "no pages": ("a.pdf", without_pages, "empty"),
    "a password": ("a.pdf", lambda: locked(user="a", owner="b"), "encrypted"),
    "a program": ("a.pdf", lambda: holding("setup.exe", PROGRAM), "holds-file"),
    "a program by another name": (
        "a.pdf",
        lambda: holding("verslag.pdf", PROGRAM),
        "holds-file",
    ),
    "a bomb": ("a.pdf", bomb, "too-much"),
    "very many parts": ("a.docx", lambda: many_parts(20_000), "too-much"),
    "a dense part": ("a.xlsx", dense, "too-much"),
    "a document with a password": (
        "a.docx",
        lambda: b"\xd0\xcf\x11\xe0" + bytes(2000),
        "encrypted",
    ),
    "a text with a password": ("a.odt", with_password, "encrypted"),
    "a document cut off": ("a.docx", lambda: docx(x=NOISE)[:-30], "broken"),
    "a damaged part": ("a.docx", lambda: damaged(docx()), "broken"),
    "no list of parts": (
        "a.docx",
        lambda: packed({"word/document.xml": "<w/>"}),
        "broken",
    ),
    "broken XML": (
        "a.docx",
        lambda: docx(**{"word/document.xml": "<w>"}),
        "broken",
    ),
    "a document with a program": (
        "a.docx",
        lambda: docx(**{"word/embeddings/a.exe": PROGRAM}),
        "holds-file",
    ),
    "a header of an image": (
        "a.png",
        lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "broken",
    ),
    "a PNG cut off": ("a.png", lambda: image("PNG")[:-30], "broken"),
    "a JPEG cut off": ("a.jpg", lambda: image("JPEG", (600, 600))[:-900], "broken"),
    "a TIFF cut off": ("a.tif", lambda: image("TIFF")[:-100], "broken"),
    "a header of a TIFF": ("a.tif", lambda: b"II*\x00\x08\x00\x00\x00", "broken"),
    "a vast image": ("a.png", vast, "too-much"),
    "blank text": ("a.txt", lambda: b"\xef\xbb\xbf \r\n\t\n", "empty"),
}

WORDS = {
    "broken": "beschadigd",
    "encrypted": "wachtwoord",
    "empty": "geen bladzijden of tekst",
    "holds-file": "kan een programma zijn",
    "too-much": "wordt te groot",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_nobody_can_open_is_refused_with_words(draft, by, what):
    name, made, code = REFUSED[what]

    with pytest.raises(Unopenable, match=WORDS[code]) as refused:
        attach_file(
            draft, upload=SimpleUploadedFile(name, made()), kind="other", by=by, at=NOW
        )

    assert refused.value.code == code
    assert not draft.attachments.exists()


TAKEN = {
    "bytes behind the end": ("a.pdf", lambda: PDF + b"risk-report"),
    "an end filled up": ("a.pdf", lambda: PDF + bytes(8000)),
    "a table of places that is wrong": (
        "a.pdf",
        lambda: PDF.replace(b"0000000015", b"0000000099"),
    ),
    "a password to change it": ("a.pdf", lambda: locked(user="", owner="b")),
    "a table inside": ("a.pdf", lambda: holding("rijen.csv", b"a;b\n")),
    "streams of objects": (
        "a.pdf",
        lambda: saved(
            lambda made: None, object_stream_mode=pikepdf.ObjectStreamMode.generate
        ),
    ),
    "a long document": (
        "a.docx",
        lambda: docx(**{"word/document.xml": "<w>" + "<p>a b</p>" * 100_000 + "</w>"}),
    ),
    "a spreadsheet": ("a.xlsx", xlsx),
    "a text": ("a.odt", odt),
    "a large scan": ("a.png", lambda: image("PNG", (5000, 7000))),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_readers_open_is_taken(draft, by, what):
    name, made = TAKEN[what]
    upload = SimpleUploadedFile(name, made())

    attach_file(draft, upload=upload, kind="other", by=by, at=NOW)

    assert draft.attachments.get().name == name


def test_a_file_on_disk_is_kept_whole_after_it_was_opened(draft, by):
    content = docx(**{"word/media/a.png": NOISE * 60})
    with TemporaryUploadedFile("a.docx", "", len(content), None) as upload:
        upload.write(content)
        stored = attach_file(draft, upload=upload, kind="other", by=by, at=NOW)

    assert stored.file.open().read() == content


def test_whoever_was_reading_a_file_reads_on_where_it_was(tmp_path):
    path, content = tmp_path / "a.jpg", image("JPEG", (3000, 3000))
    path.write_bytes(content)
    with path.open("rb") as file:
        file.read(10)
        assert b"fine" in run_sandboxed(
            "applications.attachments.opening", ["image/jpeg"], file
        )
        assert file.read() == content


def test_the_page_says_it_at_the_file_and_keeps_what_was_typed(anna, draft):
    upload = report("verslag.pdf", locked(user="a", owner="b"))
    data = {"report": "attached", "kind": "risk-report", "upload": upload}

    response = anna.post(url(draft, "report"), data)

    assert response.status_code == 400
    said = "“verslag.pdf” gaat alleen met een wachtwoord open"
    assert said in text(response)
    assert draft.section_answers.get(section="report").values["report"] == "attached"
