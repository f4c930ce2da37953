"""Which organism row of one table is which row of another."""

from collections import defaultdict, deque
from collections.abc import Hashable
from typing import Any

from applications.models import OrganismRow

RowPair = tuple[int | None, int | None]
"""A row by its position in both tables, counted from 1; None where it is not."""

POSITION = "position"
IDENTITIES = (
    OrganismRow.FIELDS,
    ("host", "vector", "insert", "donor"),
    ("host", "vector", "insert"),
    ("vector", "insert", "donor"),
    ("host", "insert", "donor"),
    ("host", POSITION),
)
"""By which cells a row is known again, the surest first."""


def match_rows(
    before: list[dict[str, Any]], now: list[dict[str, Any]]
) -> list[RowPair]:
    """Each row of both tables once, paired with the row it is in the other.

    Rows that are the same in all cells belong together, wherever they stand; then those
    that share what tells one ggo from another; then the same host at the same place.
    """
    old, new = dict(enumerate(before, start=1)), dict(enumerate(now, start=1))
    pairs: list[RowPair] = []
    # The surest first, each row used once: a weaker likeness must not take a row that a
    # surer one needs.
    for cells in IDENTITIES:
        for one, other in _same(old, new, cells):
            pairs.append((one, other))
            del old[one], new[other]
    gone: list[RowPair] = [(position, None) for position in old]
    return [*pairs, *gone, *((None, position) for position in new)]


def _same(
    old: dict[int, dict[str, Any]],
    new: dict[int, dict[str, Any]],
    cells: tuple[str, ...],
) -> list[tuple[int, int]]:
    """The rows that have the same in these cells, each used once, in order."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for position, row in old.items():
        waiting[_key(position, row, cells)].append(position)
    return [
        (waiting[key].popleft(), position)
        for position, row in new.items()
        if (key := _key(position, row, cells)) and waiting[key]
    ]


def _key(position: int, row: dict[str, Any], cells: tuple[str, ...]) -> Hashable:
    """What a row is known by; None when some cells of it are all empty."""
    said = tuple(str(row.get(cell, "")).casefold().split() for cell in cells)
    # Two rows without host, vector and insert are alike in nothing but being empty.
    if not any(said) and cells != OrganismRow.FIELDS:
        return None
    place = position if POSITION in cells else 0
    return place, tuple(map(tuple, said))
