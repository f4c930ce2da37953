"""Install a locked list of packages with pip, and show how far it is.

The Makefile runs this file by itself, before there is anything to import.
"""

import subprocess
import sys
from pathlib import Path

PIP = "-m pip install --require-hashes --disable-pip-version-check --no-input".split()


def main(lock: str) -> int:
    """Install what the lock file names; pip's exit status."""
    total = sum("==" in line for line in Path(lock).read_text().splitlines())
    command = [sys.executable, *PIP, "--progress-bar", "off", "-r", lock]
    lines = []
    pipe, both = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(command, stdout=pipe, stderr=both, text=True) as pip:
        for line in pip.stdout or []:
            lines.append(line)
            _show(lines, total)
    if pip.returncode:
        print("\n" + "".join(lines[-30:]), flush=True)
    return pip.returncode


def _show(lines: list[str], total: int) -> None:
    """A count on one line in a terminal; elsewhere every twentieth package."""
    line = lines[-1]
    done = sum(it.startswith("Collecting") for it in lines)
    if line.startswith("Installing collected"):
        print("\n  unpacking …", flush=True)
    elif line.startswith("Collecting") and sys.stdout.isatty():
        print(f"\r  {done} of at most {total} packages", end="", flush=True)
    elif line.startswith("Collecting") and done % 20 == 0:
        print(f"  {done} of at most {total} packages", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
