"""One Python: what we ask, what the checks look by, and what the image runs."""

import re
import tomllib

from ggo_portal.build.places import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OLDEST = PYPROJECT["project"]["requires-python"].removeprefix(">=")


def named_in(file: str, pattern: str) -> set[str]:
    """The versions that a file names, without what comes after the second number."""
    return set(re.findall(pattern, (ROOT / file).read_text()))


def test_the_checks_hold_the_code_to_the_oldest_python_that_we_ask():
    tools = PYPROJECT["tool"]

    assert tools["mypy"]["python_version"] == OLDEST
    assert tools["ruff"]["target-version"] == "py" + OLDEST.replace(".", "")
    assert named_in("Makefile", r"--python-version (\d+\.\d+)") == {OLDEST}


def test_who_installs_it_reads_of_the_same_python():
    assert named_in("README.md", r"Python (\d+\.\d+)") == {OLDEST}
    assert named_in("Makefile", r"Python (\d+\.\d+)") == {OLDEST}


def test_the_images_run_the_python_that_the_checks_know():
    """With a newer one here, `make check-types` has to look by that one too."""
    for file in ("Dockerfile", "docker-compose.yml"):
        assert named_in(file, r"python:(\d+\.\d+)\.\d+-") == {OLDEST}, file
