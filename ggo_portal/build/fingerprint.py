"""Stamps: a step is done again only when what it is made from has changed.

The stamp lies in what the step made, so that who removes that removes both.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

STAMP = ".made-from"


def files_fingerprint(files: Iterable[Path]) -> str:
    """One hash over names and contents, whatever the order."""
    whole = hashlib.sha256()
    for file in sorted(files):
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
