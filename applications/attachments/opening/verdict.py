"""What can be said of a file, and how much of one is opened; knows no Django."""

from enum import StrEnum

MIB = 1024 * 1024
MAX_PARTS = 5000
"""Parts of an office document; one of a thousand pictures has a fifth of it."""

MAX_PART = 512 * MIB
MAX_UNPACKED = 1024 * MIB
"""Bytes that come out of a part, and out of all parts together."""

MAX_IMAGE = 500 * MIB
"""Bytes of an image once it is decoded."""

BLOCK = MIB
DENSE = 250
"""Times its size that a part may become; XML of a real document becomes 50 at most."""

SMALL = 16 * MIB
"""What is no more than this hurts nobody, however dense it is."""


class FileVerdict(StrEnum):
    """What a person who opens the file would find."""

    FINE = "fine"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    OTHER_KIND = "other-kind"
    HOLDS_FILE = "holds-file"
    HOLDS_SCRIPT = "holds-script"
    TOO_MUCH = "too-much"


class Unfit(Exception):
    """A file that nobody can open, or that we dare not; `named` is what is in it."""

    def __init__(self, verdict: FileVerdict, named: str = ""):
        super().__init__(verdict)
        self.verdict = verdict
        self.named = named


class Unpacked:
    """Counts what comes out of a file, so that nobody unpacks without end.

    Pictures of a PDF are not `bounded` together: a white page of a scan is very dense,
    and a reader draws one page at a time.
    """

    def __init__(self, *, bounded: bool = True) -> None:
        self.total = 0
        self.bounded = bounded

    def add(self, size: int, *, part: int, packed: int) -> None:
        """Count bytes of a part, of which so many came out already.

        Raises `Unfit` when the part, or the file, becomes too much.
        """
        self.total += size
        dense = part > SMALL and part > DENSE * max(packed, 1)
        too_much = dense or self.total > MAX_UNPACKED
        if part > MAX_PART or (self.bounded and too_much):
            raise Unfit(FileVerdict.TOO_MUCH)
