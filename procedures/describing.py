"""Writes `docs/law.md` from the reviewed rows, so that the page cannot lie."""

from collections.abc import Iterable, Iterator

from procedures.models import ContainmentCategory, DatedRow, FreeDay, Procedure
from procedures.terms import Ground

HEAD = """\
# The law in the portal

Made by `manage.py describe_law` from the files under `procedures/law/`; do not edit.
`manage.py describe_law --check` fails when this page is not what the files say.

A row holds from its first day. The row in force on the day of receipt governs a case for
ever. Outside the rows the portal refuses; it never guesses. How days are counted stands
in `procedures/clock.py`.
"""


def describe(rows: list[DatedRow]) -> str:
    """The whole page, in Markdown."""
    return "\n".join([HEAD, *_lines(rows)]) + "\n"


def _lines(rows: list[DatedRow]) -> Iterator[str]:
    yield "## Procedures\n"
    yield from _procedures([row for row in rows if isinstance(row, Procedure)])
    yield "\n## Days on which no term ends\n"
    yield "Besides Saturdays and Sundays (Algemene termijnenwet 1 lid 1).\n"
    yield from _free_days([row for row in rows if isinstance(row, FreeDay)])
    yield "\n## Categories of physical containment (CFI)\n"
    yield from _categories(
        [row for row in rows if isinstance(row, ContainmentCategory)]
    )


def _procedures(rows: list[Procedure]) -> Iterator[str]:
    yield from _table(
        ["key", "situation", "type", "form", "term", "work may start", "ends in"],
        (
            [
                f"`{row.key}`",
                row.situation_en,
                row.type,
                row.form or "none",
                term_text(row),
                row.may_start_en,
                row.ending_en,
            ]
            for row in rows
        ),
    )
    for row in rows:
        yield f"\n### `{row.key}`: {row.name_en} ({row.name_nl})\n"
        yield f"Table {row.table}, {_validity(row)}, compared on {row.checked_on}.\n"
        yield from _table(
            ["aspect", "rests on"],
            ([aspect, _references(refs)] for aspect, refs in row.grounds().items()),
        )
        if row.note:
            yield f"\n{row.note}"


def term_text(row: Procedure) -> str:
    """The term in a few words."""
    parts = []
    if row.term_amount:
        times = f"{row.term_count} times " if row.term_count > 1 else ""
        amount = f"{times}{row.term_amount} {row.term_unit}"
        parts.append(f"{amount} ({row.get_term_kind_display()})")
    if row.aim_working_days:
        parts.append(f"aim: {row.aim_working_days} working days after the first")
    if row.extension_days:
        parts.append(f"extended by at most {row.extension_days} days")
    if row.objection_days:
        parts.append(f"BGGO may object for {row.objection_days} days")
    return "; ".join(parts) or "none"


def _free_days(rows: list[FreeDay]) -> Iterator[str]:
    yield from _table(
        ["day", "in Dutch", "date", "holds", "rests on"],
        (
            [
                row.name_en,
                row.name_nl,
                _date_text(row),
                "that day" if row.date else _validity(row),
                _references(row.grounds()["rule"]),
            ]
            for row in rows
        ),
    )
    notes = dict.fromkeys(row.note for row in rows if row.note)
    for note in notes:
        days = [row.name_en for row in rows if row.note == note]
        yield f"\n{days[0]}: {note}"


def _date_text(row: FreeDay) -> str:
    if row.kind == FreeDay.Kind.ONCE:
        return row.date.isoformat()
    if row.kind == FreeDay.Kind.EASTER:
        side = "after" if row.offset > 0 else "before"
        return f"{abs(row.offset)} days {side} Easter Sunday"
    moved = ", on Saturday when a Sunday" if row.kind == FreeDay.Kind.KINGS_DAY else ""
    return f"{row.day}-{row.month}{moved}"


def _categories(rows: list[ContainmentCategory]) -> Iterator[str]:
    yield from _table(
        ["code", "family", "in Dutch", "level", "holds"],
        (
            [f"`{row.key}`", row.family_en, row.family_nl, row.level, _validity(row)]
            for row in rows
        ),
    )
    yield f"\nRests on {_references(rows[0].references())}."


def _table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _validity(row: DatedRow) -> str:
    until = f" to {row.valid_until}" if row.valid_until else ""
    return f"from {row.valid_from}{until}"


def _references(references: Iterable[Ground]) -> str:
    return ", ".join(f"[{ref.text} {ref.article}]({ref.url})" for ref in references)
