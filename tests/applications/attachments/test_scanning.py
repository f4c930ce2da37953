"""Files go by the virus scanner first; without its verdict they are not taken."""

import socket
import tempfile
import time
import tracemalloc
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.errors import InputRefused
from applications.attachments import scanning
from applications.attachments.attaching import attach_file
from applications.attachments.scanning import BLOCK, ScannerDown, scan_file
from tests.applications.browsing import text, url
from tests.cast import NOW, PDF, report
from tests.scanner import SIGNATURE, Clamd, listening


def upload(content: bytes, name: str = "verslag.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def clamd(settings):
    """A scanner that the portal is set to use."""
    daemon = Clamd()
    with listening(daemon.talk) as address:
        settings.CLAMD_ADDRESS = address
        yield daemon


@pytest.fixture
def quick(monkeypatch):
    """A portal with little patience, so that the test has it too."""
    monkeypatch.setattr(scanning, "PATIENCE", 0.5)


def test_nothing_is_scanned_without_a_scanner(settings):
    settings.CLAMD_ADDRESS = ""

    assert scan_file(upload(SIGNATURE), at=NOW) is None


def test_a_clean_file_is_kept_with_the_moment(clamd, draft, by):
    stored = attach_file(draft, upload=report(), kind="other", by=by, at=NOW)

    assert stored.scanned_at == NOW
    assert clamd.scans == 1
    assert stored.file.open().read() == PDF


def test_an_infected_file_is_refused_with_what_was_found(clamd, draft, by):
    with pytest.raises(InputRefused, match="Eicar-Like") as refusal:
        attach_file(draft, upload=upload(PDF + SIGNATURE), kind="other", by=by, at=NOW)

    assert "verslag.pdf" in refusal.value.message
    assert not draft.attachments.exists()


@pytest.mark.parametrize("before", [0, BLOCK - 1, BLOCK - 10, BLOCK, 3 * BLOCK - 5])
def test_the_signature_is_found_wherever_the_blocks_end(clamd, before):
    with pytest.raises(InputRefused, match="Eicar-Like"):
        scan_file(upload(b"x" * before + SIGNATURE + b"y" * 99), at=NOW)


@pytest.mark.parametrize("size", [1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK])
def test_the_whole_file_is_sent(clamd, size):
    assert scan_file(upload(b"x" * size), at=NOW) == NOW
    assert sum(clamd.blocks) == size


def test_a_unix_socket_serves_as_well(settings):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clamd.ctl"
        with listening(Clamd().talk, path) as address:
            settings.CLAMD_ADDRESS = address
            assert scan_file(upload(PDF), at=NOW) == NOW
            with pytest.raises(InputRefused, match="Eicar-Like"):
                scan_file(upload(SIGNATURE), at=NOW)


def test_a_file_beyond_the_limit_of_the_scanner_is_refused(settings):
    with listening(Clamd(limit=BLOCK).talk) as address:
        settings.CLAMD_ADDRESS = address
        with pytest.raises(InputRefused):
            scan_file(upload(b"x" * 40 * BLOCK), at=NOW)


def test_the_limit_of_the_scanner_is_told_where_it_can_be_heard(settings):
    with listening(Clamd(limit=10).talk) as address:
        settings.CLAMD_ADDRESS = address
        with pytest.raises(InputRefused, match="groter dan de virusscanner"):
            scan_file(upload(b"x" * 100), at=NOW)


def silent(connection: socket.socket) -> None:
    """Takes everything and says nothing."""
    while connection.recv(65536):
        pass


def deaf(connection: socket.socket) -> None:
    """Reads nothing at all."""
    time.sleep(1.5)


def rude(connection: socket.socket) -> None:
    """Hangs up at once."""


def trickling(connection: socket.socket) -> None:
    """Answers a letter at a time, for ever."""
    connection.recv(65536)
    for _time in range(30):
        connection.sendall(b"s")
        time.sleep(0.1)


def raving(connection: socket.socket) -> None:
    """Answers what no clamd says."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\0")


def failing(connection: socket.socket) -> None:
    """Could not scan."""
    connection.recv(65536)
    connection.sendall(b"stream: Can't allocate memory ERROR\0")


@pytest.mark.parametrize("talk", [silent, deaf, rude, trickling, raving, failing])
@pytest.mark.parametrize("size", [100, 40 * BLOCK])
def test_without_a_verdict_the_file_waits(settings, quick, talk, size):
    with listening(talk) as address:
        settings.CLAMD_ADDRESS = address
        began = time.monotonic()
        with pytest.raises(ScannerDown, match="later opnieuw"):
            scan_file(upload(b"x" * size), at=NOW)

    assert time.monotonic() - began < 5


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl", "[::1]:1"])
def test_a_scanner_that_is_not_there_lets_nothing_through(settings, draft, by, address):
    settings.CLAMD_ADDRESS = address

    with pytest.raises(ScannerDown):
        attach_file(draft, upload=report(), kind="other", by=by, at=NOW)
    assert not draft.attachments.exists()


def test_the_page_tells_what_to_do_and_keeps_what_was_typed(anna, draft, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    data = {"report": "not-needed", "reason": "E. coli K12", "kind": "risk-report"}

    response = anna.post(url(draft, "report"), data | {"upload": report()})

    assert response.status_code == 400
    assert "Probeer het later opnieuw" in text(response)
    kept = draft.section_answers.get(section="report").values
    assert kept["reason"] == "E. coli K12"


def test_a_hundred_megabytes_are_not_held_in_memory(clamd, tmp_path):
    large = tmp_path / "groot.bin"
    with large.open("wb") as file:
        file.truncate(100 * 1024 * 1024)

    with large.open("rb") as file:
        tracemalloc.start()
        scan_file(File(file), at=NOW)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert sum(clamd.blocks) == 100 * 1024 * 1024
    assert peak < 4 * 1024 * 1024
