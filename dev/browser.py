"""A Chromium for the browser tests: the machine's, else one that we install."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

from ggo_portal.build.places import is_root, print_progress

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def find_chromium() -> str | None:
    """The path of a Chromium: `CHROMIUM`, the PATH, or None for Playwright's own.

    One on the PATH must start: some systems have a script there that only tells how
    to install it.
    """
    if named := os.environ.get("CHROMIUM"):
        return named
    return next(filter(_starts, filter(None, map(shutil.which, NAMES))), None)


def ensure_chromium() -> None:
    """Install one where none is found: by the system as root, else by Playwright."""
    named = os.environ.get("CHROMIUM")
    if named and not _starts(named):
        sys.exit(f"CHROMIUM is {named}, which does not start.")
    if find_chromium() or _has_own():
        return
    print_progress("No Chromium found; installing one for the browser tests …")
    for attempt in (_from_system, _from_playwright):
        if attempt():
            return
    sys.exit(
        "No Chromium could be installed. Install it (Debian: apt-get install "
        "chromium), or set CHROMIUM to the path of one."
    )


def _has_own() -> bool:
    with sync_playwright() as playwright:
        return _starts(playwright.chromium.executable_path)


def _starts(path: str) -> bool:
    """Is it a program that runs here, with all the libraries that it needs?"""
    try:
        # Started and not only found: on Ubuntu `chromium-browser` may be a script that
        # asks for a snap.
        asked = [path, "--version"]
        return subprocess.run(asked, capture_output=True, timeout=60).returncode == 0  # noqa: S603 - programs of this machine
    except (OSError, subprocess.TimeoutExpired):
        return False


def _from_system() -> bool:
    if not (is_root() and shutil.which("apt-get")):
        return False
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    for command in (["apt-get", "update"], install):
        subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL)  # noqa: S603 - programs of this machine
    return find_chromium() is not None


def _from_playwright() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command).returncode == 0 and _has_own()  # noqa: S603 - programs of this machine


if __name__ == "__main__":
    ensure_chromium()
