"""Whatever Python brings, what is installed is the lock: that, all of it, no other."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ggo_portal.build.places import ROOT

OLDEST = "pip==22.3"
"""What Python 3.11.0 brings; it ignores the pin of a requirement with extras."""

LOCKS = ["base.txt", "local.txt", "dev.txt"]
COMES_ALONG = {"pip", "setuptools", "uv"}
"""What a new environment holds, and what installs the rest."""


def lines_of(lock: str) -> list[str]:
    """Each requirement of a lock on one line, with its hashes."""
    text = (ROOT / "requirements" / lock).read_text()
    whole = text.replace("\\\n", " ").splitlines()
    return [
        line for line in whole if line.strip() and not line.lstrip().startswith("#")
    ]


def requirements_of(lock: str) -> list[Requirement]:
    """The same without the hashes."""
    return [Requirement(line.split(" --hash")[0]) for line in lines_of(lock)]


def locked(lock: str) -> dict[str, str]:
    """What a lock says for this machine: version by name."""
    return {
        canonicalize_name(one.name): str(one.specifier).removeprefix("==")
        for one in requirements_of(lock)
        if one.marker is None or one.marker.evaluate()
    }


@pytest.fixture
def environment(tmp_path) -> Path:
    """The Python of an empty environment with the oldest pip that can bring us up."""
    python, uv = (
        tmp_path / "venv" / "bin" / "python",
        [sys.executable, "-m", "uv", "-q"],
    )
    subprocess.run(
        [*uv, "venv", "--python", sys.executable, python.parents[1]], check=True
    )
    subprocess.run([*uv, "pip", "install", "--python", python, OLDEST], check=True)
    return python


@pytest.fixture
def newer(tmp_path) -> Path:
    """A folder with a newer release of every package that is locked with extras."""
    folder = tmp_path / "newer"
    folder.mkdir()
    for name in {one.name for one in requirements_of("dev.txt") if one.extras} | {"uv"}:
        _release(folder, name, "9999")
    return folder


def _release(folder: Path, name: str, version: str) -> None:
    """A wheel that can be chosen, and has nothing in it."""
    stem = f"{name.replace('-', '_')}-{version}"
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    with ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{stem}.dist-info/METADATA", about)
        wheel.writestr(
            f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{stem}.dist-info/RECORD", "")


def installed(python: Path) -> dict[str, str]:
    """What an environment holds: version by name."""
    command = [python, "-m", "uv", "pip", "list", "--format", "json"]
    listed = subprocess.run(
        [*command, "--python", python], capture_output=True, text=True, check=True
    )
    rows = json.loads(listed.stdout)
    return {canonicalize_name(row["name"]): row["version"] for row in rows}


@pytest.mark.parametrize("lock", ["local.txt", "dev.txt"])
def test_oldest_pip_installs_the_lock_whatever_was_released(
    environment, newer, lock, monkeypatch
):
    monkeypatch.setenv("PIP_FIND_LINKS", str(newer))
    monkeypatch.setenv("UV_FIND_LINKS", str(newer))
    script = ROOT / "ggo_portal" / "build" / "installing.py"

    done = subprocess.run(
        [environment, script, f"requirements/{lock}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    wanted, found = locked(lock), installed(environment)
    assert {n: v for n, v in found.items() if n in wanted} == wanted
    assert found.keys() - wanted.keys() <= COMES_ALONG
    assert found["uv"] == locked("installer.txt")["uv"]
    check = [environment, "-m", "uv", "pip", "check", "--python", environment]
    lacking = subprocess.run(check, capture_output=True, text=True)
    assert lacking.returncode == 0, lacking.stderr


@pytest.mark.parametrize("lock", [*LOCKS, "installer.txt"])
def test_every_line_of_a_lock_is_one_version_with_its_hashes(lock):
    for line, one in zip(lines_of(lock), requirements_of(lock), strict=True):
        (pin,) = one.specifier
        assert (pin.operator, one.url) == ("==", None), line
        assert not pin.version.endswith("*"), line
        assert " --hash=sha256:" in line


@pytest.mark.parametrize("lock", [*LOCKS, "installer.txt"])
def test_the_locks_agree(lock):
    whole = locked("dev.txt")

    assert locked(lock).items() <= whole.items()
