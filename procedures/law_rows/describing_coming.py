"""What was announced, for `docs/law.md`."""

from collections.abc import Iterator

from procedures.law_rows.markdown_parts import (
    reference_links,
    table_lines,
    validity_text,
)
from procedures.models import ComingChange


def coming_lines(rows: list[ComingChange]) -> Iterator[str]:
    """What was announced: since when, from when, what it touches."""
    yield from table_lines(
        ["key", "change", "known since", "holds from", "touches", "source"],
        (
            [
                f"`{row.key}`",
                row.name_en,
                validity_text(row),
                _when(row),
                _touched(row),
                reference_links(row.references()),
            ]
            for row in rows
        ),
    )
    for note in dict.fromkeys(row.note for row in rows if row.note):
        keys = [f"`{row.key}`" for row in rows if row.note == note]
        yield f"\n{', '.join(keys)}: {note}"


def _when(row: ComingChange) -> str:
    """The day, when one was named, and what was said of it."""
    day = row.holds_from.isoformat() if row.holds_from else "not known"
    published = "published" if row.is_published else "not published"
    return f"{day} ({published}): {row.expected_en}"


def _touched(row: ComingChange) -> str:
    """The procedures and the CFIs that say so."""
    if row.every_cfi:
        return "every CFI"
    named = [f"`{key}`" for key in row.procedures] + row.cfis
    return ", ".join(named) or "none that the source names"
