"""Pieces of Markdown that `docs/law.md` is made of."""

from collections.abc import Iterable, Iterator

from procedures.counting.terms import LegalGround
from procedures.models import DatedRow


def table_lines(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """A table, its heads first."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def validity_text(row: DatedRow) -> str:
    """From which day a row holds, and until which."""
    until = f" to {row.valid_until}" if row.valid_until else ""
    return f"from {row.valid_from}{until}"


def reference_links(references: Iterable[LegalGround]) -> str:
    """References as links."""
    return ", ".join(f"[{ref.text} {ref.article}]({ref.url})" for ref in references)
