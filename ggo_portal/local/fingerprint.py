"""Stamps: a step is done again only when what it is made from has changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from ggo_portal.local.places import ROOT, STAMPS, make_folders


def fingerprint(files: Iterable[Path]) -> str:
    """One hash over names and contents, whatever the order."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(str(file.relative_to(ROOT)).encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def is_done(step: str, files: Iterable[Path]) -> bool:
    """Was this step done on just these files?"""
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text() == fingerprint(files)


def mark_done(step: str, files: Iterable[Path]) -> None:
    """Remember that the step was done on these files."""
    make_folders()
    (STAMPS / step).write_text(fingerprint(files))
