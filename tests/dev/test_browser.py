"""Where no Chromium is, one is installed; where that cannot be, it is said in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from dev.browser import find_chromium
from ggo_portal.build.places import ROOT


@pytest.fixture
def bare(tmp_path, monkeypatch) -> Path:
    """A machine without Chromium, apt and network: the folder of its only programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:1")
    return folder


def program(folder: Path, name: str, status: int) -> str:
    """A program that ends with this status; gives its path."""
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {status}\n")
    path.chmod(0o755)
    return str(path)


def ensure() -> subprocess.CompletedProcess:
    """What `make test` runs first."""
    command = [sys.executable, "-m", "dev.browser"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_what_only_tells_how_to_install_it_is_passed_over(bare):
    program(bare, "chromium", 1)
    real = program(bare, "chromium-browser", 0)

    assert find_chromium() == real
    assert ensure().returncode == 0


def test_none_and_no_way_to_get_one_is_said_in_a_sentence(bare):
    program(bare, "chromium", 1)

    done = ensure()

    assert find_chromium() is None
    assert done.returncode == 1
    assert done.stderr.endswith(
        "No Chromium could be installed. Install it (Debian: apt-get install "
        "chromium), or set CHROMIUM to the path of one.\n"
    )
    assert "Traceback" not in done.stderr


def test_a_named_one_that_does_not_start_is_said_by_its_name(bare, monkeypatch):
    monkeypatch.setenv("CHROMIUM", str(bare / "nowhere"))

    done = ensure()

    assert done.returncode == 1
    assert done.stderr == f"CHROMIUM is {bare / 'nowhere'}, which does not start.\n"
