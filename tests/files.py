"""Small files that open, of every kind that the portal takes."""

import io
import zipfile

from PIL import Image

from applications.attachments.opening.office import ODS, ODT

BODY = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
]


def pdf(filler: int = 0) -> bytes:
    """A PDF of one white page, with so many bytes of comment in it."""
    made = b"%PDF-1.7\n%" + b"x" * filler + b"\n"
    starts = []
    for number, body in enumerate(BODY, start=1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    table = b"xref\n0 4\n0000000000 65535 f \n" + rows
    trailer = b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return made + table + trailer % len(made)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip with these parts in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in parts.items():
            zipped.writestr(name, text)
    return stream.getvalue()


def docx(**more: str | bytes) -> bytes:
    """A document of Word, as far as it takes to open one."""
    return packed(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"} | more
    )


def xlsx() -> bytes:
    """A workbook of Excel, as far as it takes to open one."""
    return packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"})


def odt() -> bytes:
    """A text of LibreOffice."""
    return packed({"mimetype": ODT, "content.xml": "<office/>"})


def ods() -> bytes:
    """A spreadsheet of LibreOffice."""
    return packed({"mimetype": ODS, "content.xml": "<office/>"})


def image(
    format_name: str, size: tuple[int, int] = (64, 64), mode: str = "RGB"
) -> bytes:
    """An image of one colour: PNG, JPEG or TIFF."""
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, format_name)
    return stream.getvalue()
