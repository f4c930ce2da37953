"""Install exactly what a lock file names, with an installer that is pinned itself.

The pip that a Python brings may be years old, and old ones choose versions outside
a lock for a requirement with extras (pypa/pip issue 12345). It installs one package
here, uv, by hash. uv then takes the lock line by line: without resolving anything,
so that there is nothing to choose. The Makefile and the Dockerfile run this file by
itself, before there is anything to import.
"""

import os
import subprocess
import sys
from pathlib import Path

INSTALLER = Path("requirements", "installer.txt")
PIP = "-m pip install --disable-pip-version-check --no-input --quiet".split()
UV = "-m uv pip install --no-config --no-progress".split()


def main(lock: str, *options: str) -> int:
    """Install what the lock file names; the exit status of who failed.

    `options` are handed to uv, such as `--no-cache`.
    """
    return _run(*PIP, *_by_hash(str(INSTALLER))) or _run(
        *UV, *options, *_by_hash(lock), env=_uv_settings()
    )


def _by_hash(lock: str) -> list[str]:
    # Without dependencies: the lock names all there is, so that nothing can be resolved
    # to something else.
    return ["--require-hashes", "--no-deps", "-r", lock]


def _uv_settings() -> dict[str, str]:
    """This environment for uv, which reads no pip.conf: the index is passed on."""
    settings = os.environ | {"VIRTUAL_ENV": sys.prefix}
    if index := _pip_setting("global.index-url"):
        settings.setdefault("UV_DEFAULT_INDEX", index)
    return settings


def _pip_setting(name: str) -> str:
    """What pip is set to on this machine; empty when it is not."""
    asked = [sys.executable, "-m", "pip", "config", "get", name]
    return subprocess.run(asked, capture_output=True, text=True).stdout.strip()  # noqa: S603 - this Python itself


def _run(*arguments: str, env: dict[str, str] | None = None) -> int:
    return subprocess.run([sys.executable, *arguments], env=env).returncode  # noqa: S603 - this Python itself


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
