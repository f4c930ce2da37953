"""Where a page of the worklist ends, as it stands in an address."""

from datetime import date
from typing import NamedTuple

UNDATED, NO_TERM = "none", "free"


class Cursor(NamedTuple):
    """The last row of a page: its due date (None: none) and id.

    In an address it reads `2026-12-01.42`; `free.42` for a case without a term,
    `none.42` for one whose clock stands still.
    """

    due: date | None
    pk: int
    has_term: bool = True

    def __str__(self):
        undated = UNDATED if self.has_term else NO_TERM
        return f"{self.due.isoformat() if self.due else undated}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """From the address; None for nothing and for nonsense, so the first page."""
        due, _dot, pk = text.partition(".")
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            return None
        if due in (UNDATED, NO_TERM):
            return cls(None, int(pk), due == UNDATED)
        try:
            return cls(date.fromisoformat(due), int(pk))
        except ValueError:
            return None
