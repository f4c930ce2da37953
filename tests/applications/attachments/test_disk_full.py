"""A disk that is full: a clear message, and no piece of a file left behind."""

import os
import resource
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.actor import Actor
from applications.attachments.attaching import attach_file
from applications.errors import DiskFull
from applications.models import Attachment
from tests.api.conftest import machine
from tests.applications.browsing import url
from tests.cast import NOW, PDF
from tests.files import pdf

UPLOAD = {"report": "attached", "kind": "risk-report", "then": "file"}
LARGE = pdf(filler=1_000_000)


@contextmanager
def full_disk(after: int = 300_000):
    """The kernel lets no file grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (after, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def stored() -> set[Path]:
    """Every file in the store."""
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.fixture
def draft(signed_kg):
    """A draft to add files to."""
    return signed_kg()


def test_no_piece_stays_behind(draft, researcher):
    before = stored()

    with full_disk(), pytest.raises(DiskFull):
        attach_file(
            draft,
            upload=ContentFile(LARGE, name="groot.pdf"),
            kind="other",
            by=Actor(user=researcher),
            at=NOW,
        )

    assert stored() == before
    assert not Attachment.objects.filter(name="groot.pdf").exists()


def test_page_says_what_to_do(draft, researcher):
    client = Client()
    client.force_login(researcher)
    with full_disk():
        answer = client.post(
            url(draft, "report"), UPLOAD | {"upload": ContentFile(LARGE, name="g.pdf")}
        )

    assert answer.status_code == 400
    assert "geen ruimte" in answer.content.decode()


def test_an_upload_that_does_not_fit_on_its_way_in_is_no_server_error(
    draft, researcher
):
    """Above two megabytes an upload is written to the temporary folder first."""
    client = Client(raise_request_exception=False)
    client.force_login(researcher)
    upload = ContentFile(pdf(filler=3_000_000), name="groot.pdf")
    with full_disk():
        answer = client.post(url(draft, "report"), UPLOAD | {"upload": upload})

    assert answer.status_code == 503
    assert answer["Retry-After"]


def test_a_file_gets_the_name_that_is_free(db):
    first = default_storage.save("proef/a.txt", ContentFile(b"1"))
    second = default_storage.save("proef/a.txt", ContentFile(b"2"))

    assert first != second
    assert default_storage.open(first).read() == b"1"
    assert default_storage.open(second).read() == b"2"
    for name in (first, second):
        default_storage.delete(name)


def test_orphan_files_are_named_and_cleared_when_asked(draft, researcher):
    kept = attach_file(
        draft,
        upload=ContentFile(PDF, name="blijft.pdf"),
        kind="other",
        by=Actor(user=researcher),
        at=NOW,
    )
    old, new, part = (
        Path(default_storage.path(default_storage.save(name, ContentFile(b"x"))))
        for name in ("attachments/wees", "attachments/nieuw", "attachments/b.1.part")
    )
    whole = Path(default_storage.path(kept.file.name))
    now = timezone.now().timestamp()
    os.utime(new, (now, now))  # the clock of the kernel may be another
    then = now - timedelta(days=2).total_seconds()
    for path in (old, part, whole):
        os.utime(path, (then, then))

    said = cleared()
    assert str(old) in said
    assert str(part) in said
    assert str(whole) not in said
    assert str(new) not in said
    assert old.exists()

    cleared("--delete")
    assert [path.exists() for path in (old, part, new, whole)] == [
        False,
        False,
        True,
        True,
    ]
    new.unlink()


def cleared(*how: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("clear_orphan_files", *how, stdout=out)
    return out.getvalue()


def test_machine_is_told_when_to_try_again(draft, lab):
    lims = machine(lab, "LIMS")
    with full_disk():
        answer = lims.post(
            f"/applications/{draft.pk}/attachments",
            {"kind": "other", "file": ContentFile(LARGE, name="groot.pdf")},
            format="multipart",
        )

    assert answer.status_code == 503
    assert answer["Retry-After"] == "300"
    assert answer.json()["type"].endswith(":no-room")
