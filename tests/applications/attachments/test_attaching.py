"""Files: what is in them counts, not what they are called."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, InputRefused
from applications.attachments.attaching import attach_file, detach_file
from applications.attachments.opening.office import EXCEL, ODS, ODT, WORD
from applications.errors import AlreadyFiled
from tests.cast import NOW, PDF, freeze, report
from tests.files import docx, image, ods, odt, xlsx


def put(draft, by, name, content, kind="risk-report"):
    upload = SimpleUploadedFile(name, content)
    return attach_file(draft, upload=upload, kind=kind, by=by, at=NOW)


GOOD = [
    ("verslag.pdf", PDF, "application/pdf"),
    ("VERSLAG.PDF", PDF, "application/pdf"),
    ("verslag.docx", docx(), WORD),
    ("rijen.xlsx", xlsx(), EXCEL),
    ("verslag.odt", odt(), ODT),
    ("rijen.ods", ods(), ODS),
    ("rijen.csv", "gastheer;vector\nE. coli α;pUC19\n".encode(), "text/csv"),
    ("brief.txt", "Geacht bureau é".encode("cp1252"), "text/plain"),
    ("gel.png", image("PNG"), "image/png"),
    ("gel.jpg", image("JPEG"), "image/jpeg"),
    ("gel.tiff", image("TIFF"), "image/tiff"),
    ("gel.tif", image("TIFF", mode="I;16"), "image/tiff"),
]

DISGUISED = [
    ("verslag.pdf", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)),
    ("verslag.pdf", b"<html><script>alert(1)</script>"),
    ("verslag.pdf", docx()),
    ("verslag.docx", xlsx()),
    ("verslag.docx", b"this is no zip"),
    ("rijen.ods", odt()),
    ("rijen.csv", b"a;b\x00\x01\x02"),
    ("brief.txt", b"<!DOCTYPE html><script>alert(1)</script>"),
    ("gel.png", image("JPEG")),
]


@pytest.mark.parametrize(("name", "content", "media_type"), GOOD)
def test_attach_takes_what_is_what_it_says(draft, by, name, content, media_type):
    stored = put(draft, by, name, content)

    assert stored.content_type == media_type
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.file.open().read() == content


@pytest.mark.parametrize(("name", "content"), DISGUISED)
def test_attach_refuses_a_disguised_file(draft, by, name, content):
    with pytest.raises(InputRefused, match="niet wat de naam zegt"):
        put(draft, by, name, content)

    assert not draft.attachments.exists()


@pytest.mark.parametrize("name", ["virus.exe", "plaatje.svg", "pagina.html", "geen"])
def test_attach_refuses_other_kinds(draft, by, name):
    with pytest.raises(InputRefused, match="niet kunnen aannemen"):
        put(draft, by, name, PDF)


def test_attach_refuses_an_empty_file(draft, by):
    with pytest.raises(InputRefused, match="leeg"):
        put(draft, by, "verslag.pdf", b"")


def test_attach_refuses_a_file_that_is_too_large(draft, by, settings):
    settings.ATTACHMENT_MAX_BYTES = len(PDF) - 1

    with pytest.raises(InputRefused, match="ten hoogste"):
        put(draft, by, "verslag.pdf", PDF)


def test_attach_refuses_an_unknown_purpose(draft, by):
    with pytest.raises(InputRefused):
        put(draft, by, "verslag.pdf", PDF, kind="vakantiefoto")


def test_attach_keeps_the_name_out_of_the_path(draft, by):
    stored = put(draft, by, "..\\..\\etc/verslag.pdf", PDF)

    assert stored.name == "verslag.pdf"
    assert stored.file.name == f"attachments/{draft.pk}/{stored.pk}"


def test_attach_shortens_a_long_name(draft, by):
    stored = put(draft, by, "a" * 240 + ".pdf", PDF)

    assert len(stored.name) == 184
    assert stored.name.endswith(".pdf")


def test_attach_twice_keeps_one(draft, by):
    first = put(draft, by, "verslag.pdf", PDF)

    assert put(draft, by, "verslag.pdf", PDF) == first
    assert draft.attachments.count() == 1


def test_detach_takes_row_and_file(draft, by, django_capture_on_commit_callbacks):
    stored = put(draft, by, "verslag.pdf", PDF)

    with django_capture_on_commit_callbacks(execute=True):
        detach_file(stored, by=by, at=NOW)
        detach_file(stored, by=by, at=NOW)

    assert not draft.attachments.exists()
    assert not stored.file.storage.exists(stored.file.name)


def test_strangers_are_refused(draft, by, outsider_user):
    stored, stranger = put(draft, by, "verslag.pdf", PDF), Actor(user=outsider_user)

    with pytest.raises(ActorNotAllowed):
        put(draft, stranger, "ander.pdf", PDF + b"1")
    with pytest.raises(ActorNotAllowed):
        detach_file(stored, by=stranger, at=NOW)


def test_what_is_filed_keeps_its_files(signed_kg, by):
    filed = freeze(signed_kg(), by=by, at=NOW)

    with pytest.raises(AlreadyFiled):
        attach_file(
            filed, upload=report("b.pdf", PDF + b"1"), kind="other", by=by, at=NOW
        )
    with pytest.raises(AlreadyFiled):
        detach_file(filed.attachments.get(), by=by, at=NOW)
