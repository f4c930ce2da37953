"""A PDF or document with a script in it is refused; forms, links and notes are not."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name

from accounts.errors import InputRefused
from applications.attachments.attaching import attach_file
from applications.errors import Unopenable
from tests.cast import NOW, PDF
from tests.files import docx, odt, packed, xlsx

ALERT = Dictionary(S=Name.JavaScript, JS="app.alert('hallo');")
LAUNCH = Dictionary(S=Name.Launch, F="C:/Windows/System32/cmd.exe")
LINK = Dictionary(S=Name.URI, URI="https://example.org/ggo")


def changed(change: Callable[[pikepdf.Pdf], object], **how) -> bytes:
    """A PDF of one page, changed by a function."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as made:
        change(made)
        made.save(stream, **how)
    return stream.getvalue()


def at_root(**entries) -> bytes:
    """A PDF with something in its catalogue."""

    def put(made: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            made.Root[f"/{name}"] = value

    return changed(put)


def noted(**entries) -> bytes:
    """A PDF with a note on its page."""
    note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries)
    return changed(lambda made: made.pages[0].obj.update({"/Annots": Array([note])}))


def field(**entries) -> bytes:
    """A PDF with a form of one field, which is its own note on the page."""

    def put(made: pikepdf.Pdf) -> None:
        box = Array([0, 0, 9, 9])
        made_field = made.make_indirect(
            Dictionary(FT=Name.Tx, T="naam", Subtype=Name.Widget, Rect=box, **entries)
        )
        made.pages[0].obj["/Annots"] = Array([made_field])
        made.Root["/AcroForm"] = Dictionary(Fields=Array([made_field]))

    return changed(put)


def packets(*texts: bytes) -> bytes:
    """A PDF with an XFA form of these packets."""

    def put(made: pikepdf.Pdf) -> None:
        streams = [pikepdf.Stream(made, text) for text in texts]
        pairs = [each for one in streams for each in ("template", one)]
        form = Dictionary(Fields=Array([]), XFA=Array(pairs))
        made.Root["/AcroForm"] = form

    return changed(put)


def with_long_script(made: pikepdf.Pdf) -> None:
    """A script of more than a few words stands in a stream."""
    script = made.make_stream(b"this.exportDataObject({cName: 'a'});")
    made.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=script)


def chained(made: pikepdf.Pdf) -> None:
    """The script is what comes after a jump to a page."""
    first = Dictionary(S=Name.GoTo, D=Array([made.pages[0].obj, Name.Fit]))
    made.Root["/OpenAction"] = first
    first = made.Root["/OpenAction"]
    first["/Next"] = Array([Dictionary(S=Name.Named, N=Name.NextPage), ALERT])


def film(made: pikepdf.Pdf) -> None:
    """A film with a script beside it."""
    made.pages[0].obj["/Annots"] = Array(
        [Dictionary(Subtype=Name.Screen, A=Dictionary(S=Name.Rendition, JS="x();"))]
    )


def beside_a_note() -> bytes:
    """A program beside a note, which stands nowhere but in the note."""

    def put(made: pikepdf.Pdf) -> None:
        stream = made.make_stream(b"MZ\x90\x00" + bytes(100))
        held = Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=stream))
        note = Dictionary(Subtype=Name.FileAttachment, FS=held)
        made.pages[0].obj["/Annots"] = Array([note])

    return changed(put)


TREE = Dictionary(JavaScript=Dictionary(Names=Array(["begin", ALERT])))
KEYS = Dictionary(K=ALERT, F=ALERT)
PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
VBA = (
    '<Types><Override PartName="/word/a.bin" '
    'ContentType="application/vnd.ms-office.vbaProject"/></Types>'
)

REFUSED = {
    "when it opens": ("a.pdf", lambda: at_root(OpenAction=ALERT)),
    "in a stream": ("a.pdf", lambda: changed(with_long_script)),
    "packed away": ("a.pdf", lambda: changed(with_long_script, **PACKED)),
    "after a jump": ("a.pdf", lambda: changed(chained)),
    "by name": ("a.pdf", lambda: at_root(Names=TREE)),
    "when it closes": ("a.pdf", lambda: at_root(AA=Dictionary(WC=ALERT))),
    "when a page opens": (
        "a.pdf",
        lambda: changed(
            lambda made: made.pages[0].obj.update({"/AA": Dictionary(O=ALERT)})
        ),
    ),
    "at a link": ("a.pdf", lambda: noted(Subtype=Name.Link, A=ALERT)),
    "over a note": (
        "a.pdf",
        lambda: noted(Subtype=Name.Highlight, AA=Dictionary(E=ALERT)),
    ),
    "in a field": ("a.pdf", lambda: field(AA=KEYS)),
    "at a bookmark": (
        "a.pdf",
        lambda: at_root(Outlines=Dictionary(First=Dictionary(Title="1", A=ALERT))),
    ),
    "beside a film": ("a.pdf", lambda: changed(film)),
    "another program": ("a.pdf", lambda: at_root(OpenAction=LAUNCH)),
    "another program at a link": (
        "a.pdf",
        lambda: noted(Subtype=Name.Link, A=LAUNCH),
    ),
    "rich media": ("a.pdf", lambda: noted(Subtype=Name.RichMedia)),
    "a model that moves": (
        "a.pdf",
        lambda: noted(
            Subtype=Name("/3D"), **{"3DD": Dictionary(OnInstantiate=Dictionary())}
        ),
    ),
    "in a form of XFA": (
        "a.pdf",
        lambda: packets(b"<template><scr", b'ipt contentType="application/x"/>'),
    ),
    "in a form of XFA of wide letters": (
        "a.pdf",
        lambda: packets("<x:script>a()</x:script>".encode("utf-16")),
    ),
    "macros of Word": ("a.docx", lambda: docx(**{"word/vbaProject.bin": b"x"})),
    "macros by another name": (
        "a.docx",
        lambda: docx(**{"[Content_Types].xml": VBA, "word/a.bin": b"x"}),
    ),
    "macros of Excel": (
        "a.xlsx",
        lambda: packed(
            {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}
            | {"xl/VBAPROJECT.bin": b"x"}
        ),
    ),
    "old macros of Excel": (
        "a.xlsx",
        lambda: packed(
            {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}
            | {"xl/macrosheets/sheet1.xml": "<x/>"}
        ),
    ),
    "macros of LibreOffice": (
        "a.odt",
        lambda: with_part(odt(), "Basic/Standard/Module1.xml"),
    ),
    "a script of LibreOffice": (
        "a.odt",
        lambda: with_part(odt(), "Scripts/python/a.py"),
    ),
}


def with_part(content: bytes, name: str) -> bytes:
    """The same document with a part more."""
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize("what", REFUSED)
def test_what_runs_is_refused_with_words(draft, by, what):
    name, made = REFUSED[what]
    upload = SimpleUploadedFile(name, made())

    with pytest.raises(Unopenable, match="bevat een script") as refused:
        attach_file(draft, upload=upload, kind="other", by=by, at=NOW)

    assert refused.value.code == "holds-script"
    assert not draft.attachments.exists()


def test_a_program_beside_a_note_is_refused(draft, by):
    upload = SimpleUploadedFile("a.pdf", beside_a_note())

    with pytest.raises(Unopenable, match=r"“a\.exe”") as refused:
        attach_file(draft, upload=upload, kind="other", by=by, at=NOW)

    assert refused.value.code == "holds-file"


@pytest.mark.parametrize("name", ["verslag.docm", "rijen.xlsm", "verslag.dotm"])
def test_a_document_that_may_have_macros_is_of_a_kind_not_taken(draft, by, name):
    with pytest.raises(InputRefused, match="niet kunnen aannemen"):
        attach_file(
            draft, upload=SimpleUploadedFile(name, docx()), kind="other", by=by, at=NOW
        )


def jumping(made: pikepdf.Pdf) -> None:
    """It opens at its first page."""
    target = Array([made.pages[0].obj, Name.Fit])
    made.Root["/OpenAction"] = Dictionary(S=Name.GoTo, D=target)


def with_picture(made: pikepdf.Pdf) -> None:
    """A page with a picture that is called JS."""
    picture = Dictionary(JS=made.make_stream(b"q Q"))
    made.pages[0].obj["/Resources"] = Dictionary(XObject=picture)


TAKEN = {
    "a link": ("a.pdf", lambda: noted(Subtype=Name.Link, A=LINK)),
    "a jump when it opens": ("a.pdf", lambda: changed(jumping)),
    "a field": ("a.pdf", lambda: field(V="Anna", AA=Dictionary())),
    "a button that sends a form": (
        "a.pdf",
        lambda: field(A=Dictionary(S=Name.ResetForm)),
    ),
    "no script by name": ("a.pdf", lambda: at_root(Names=Dictionary(JavaScript={}))),
    "a picture called JS": ("a.pdf", lambda: changed(with_picture)),
    "a form of XFA that only asks": (
        "a.pdf",
        lambda: packets(b"<template><field name='description'/></template>"),
    ),
    "a list of libraries without macros": (
        "a.odt",
        lambda: with_part(odt(), "Basic/Standard/script-lb.xml"),
    ),
    "a workbook": ("a.xlsx", xlsx),
}


@pytest.mark.parametrize("what", TAKEN)
def test_forms_and_links_are_taken(draft, by, what):
    name, made = TAKEN[what]
    upload = SimpleUploadedFile(name, made())

    attach_file(draft, upload=upload, kind="other", by=by, at=NOW)

    assert draft.attachments.get().name == name
