"""Writes `docs/law.md` from the reviewed rows, so that the page cannot lie."""

from collections.abc import Iterator
from typing import Any

from procedures.counting.terms import Effect
from procedures.law_rows.describing_coming import coming_lines
from procedures.law_rows.describing_questions import open_questions_markdown
from procedures.law_rows.markdown_parts import (
    reference_links,
    table_lines,
    validity_text,
)
from procedures.models import (
    ComingChange,
    ContainmentCategory,
    DatedRow,
    DecisionTemplate,
    DecreesKnown,
    FormEdition,
    FreeDay,
    Letterhead,
    PenaltyScale,
    Procedure,
)

HEAD = """\
# The law in the portal

Made by `manage.py describe_law` from the files under `procedures/law/`; do not edit.
`manage.py describe_law --check` fails when this page is not what the files say.

A row holds from its first day. The row in force on the day of receipt governs a case
for ever. Outside the rows the portal refuses; it never guesses. A row whose first day
has come can only be closed, also by hand in the database; a successor takes over. An
article that was named wrongly is put right where it stands: no date follows from it.

## How days are counted

1. Days are days in Europe/Amsterdam. The day of receipt is day 0; a term of N days ends
   on day N. A week is seven days.
2. A request for further information asked on Q and answered on A takes the days Q+1 to
   A-1 out. Days that several requests take out count once. While a request is open
   there is no last day; `ifAnsweredToday` tells what it would be if the answer came
   today. With a melding at level III and an ATV request, for which the Besluit has no
   rule of its own, the clock runs on from the day after the date for the answer, also
   when none came (Awb 4:15 lid 1 onder a).
3. A request counts when it was made within the term as it then stood, rolled days
   included. One made later takes nothing out, and the ledger says so. One made on the
   last day leaves no day to decide: the term ends on the day before the answer.
4. An extension adds its days. Only then a term that ends on a Saturday, Sunday or free
   day runs on through the next day that is none; a term beyond 90 days or 12 weeks
   does not.
5. Every notification that is filed has a window in which BGGO may refuse to agree. Work
   does not wait for it, except under a waiting term: it starts on the day after the
   rolled end of that (Besluit ggo 2.17 lid 1, 2.19 lid 2 onder b and lid 5). The day on
   which the days are counted out, free or not, is a second reading, named beside it.
6. A combination has two terms by the procedures page. The second runs from the day of
   the first decision, and until then as if that came on its last day: that is what the
   applicant is told at the latest. By the Besluit the KG or VA has a term of its own,
   from its own receipt (2.17, 2.19, 2.37): that is the day which BGGO is held to. The
   aim is the first term, not rolled, with the days taken out, and then working days; it
   binds nobody.
7. Bezwaar: six weeks from the day after a decision was made known (Awb 6:7, 6:8),
   rolled.

The ledger tells how a date comes about, in steps with these codes:

"""
MEANING = {
    Effect.RECEIPT: "the day of receipt, day 0",
    Effect.RUNS: "days that count",
    Effect.STANDS_STILL: "days taken out; without an end while a request is open",
    Effect.EXTENDED: "days that count, in the extension",
    Effect.ROLLED: "free days at the end, through the working day after them",
    Effect.NOT_SUSPENDED: "a request and its answer without a day between",
    Effect.AFTER_TERM: "a request made when the term was over",
    Effect.LAST_DAY: "the day by which BGGO must decide",
    Effect.CONSENT_LAST_DAY: "the day by which BGGO decides on consent to a change",
    Effect.COUPLED_LAST_DAY: "the last day of the KG or VA by its own term",
    Effect.SECOND_TERM: "the first decision, day 0 of the second term",
    Effect.SECOND_PROJECTED: "the same, as if it came on the first term's last day",
    Effect.SECOND_LAST_DAY: "the last day for the KG or VA by the procedures page",
    Effect.AIM: "what BGGO aims for",
    Effect.MAY_START: "the day from which work may start",
    Effect.OTHER_START: "the same by a second reading; nobody should build on it",
    Effect.OBJECTION_WINDOW: "the period in which BGGO may refuse to agree",
    Effect.NO_TERM: "nothing runs for this row",
}


def law_page_markdown(
    rows: list[DatedRow],
    *,
    general: list[dict[str, Any]],
    texts: list[dict[str, Any]],
) -> str:
    """The whole page, in Markdown.

    `general` are the questions that no row carries, `texts` which state of each text
    was read (`read_compared_texts`).
    """
    lines = [
        *_lines(rows, texts),
        "\n## Open questions for Bureau GGO",
        *open_questions_markdown(rows, general),
    ]
    return HEAD + "\n".join(lines) + "\n"


def _lines(rows: list[DatedRow], texts: list[dict[str, Any]]) -> Iterator[str]:
    yield from table_lines(
        ["effect", "means"],
        ([f"`{effect}`", meaning] for effect, meaning in MEANING.items()),
    )
    yield "\n## The texts that were compared\n"
    yield from table_lines(
        ["text", "compared on", "state that was read", "not read"],
        (
            [each["text"], str(each["checked_on"]), each["state"], each["unread"]]
            for each in texts
        ),
    )
    yield "\n## Procedures\n"
    yield from _procedures([row for row in rows if isinstance(row, Procedure)])
    yield "\n## Days on which no term ends\n"
    yield "Besides Saturdays and Sundays (Algemene termijnenwet 1 lid 1).\n"
    yield from _free_days([row for row in rows if isinstance(row, FreeDay)])
    for row in rows:
        if isinstance(row, DecreesKnown):
            yield f"\nDays by decree are known through {row.through}: {row.note}"
    yield "\n## Forms\n"
    yield from _forms([row for row in rows if isinstance(row, FormEdition)])
    yield "\n## Decisions\n"
    yield from _decisions([row for row in rows if isinstance(row, DecisionTemplate)])
    yield "\n## Penalty for a late decision\n"
    yield from _penalties([row for row in rows if isinstance(row, PenaltyScale)])
    yield "\n## Letters\n"
    yield from _letters([row for row in rows if isinstance(row, Letterhead)])
    yield "\n## Categories of physical containment (CFI)\n"
    yield from _categories(
        [row for row in rows if isinstance(row, ContainmentCategory)]
    )
    yield "\n## What is coming\n"
    yield from coming_lines([row for row in rows if isinstance(row, ComingChange)])


def _procedures(rows: list[Procedure]) -> Iterator[str]:
    yield from table_lines(
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
        held = validity_text(row)
        yield f"Table {row.table}, {held}, compared on {row.checked_on}.\n"
        yield from table_lines(
            ["aspect", "rests on"],
            ([aspect, reference_links(refs)] for aspect, refs in row.grounds().items()),
        )
        if row.note:
            yield f"\n{row.note}"
        for question in row.open_questions():
            yield f"\nQuestion for Bureau GGO (see the list below): {question.text}"


def term_text(row: Procedure) -> str:
    """The term in a few words."""
    parts = []
    if row.term_amount:
        times = f"{row.term_count} times " if row.term_count > 1 else ""
        amount = f"{times}{row.term_amount} {row.term_unit}"
        parts.append(f"{amount} ({row.get_term_kind_display()})")
    if row.aim_working_days:
        parts.append(
            f"aim: {row.aim_working_days} working days after the first, not rolled"
        )
    if row.extension_days:
        parts.append(f"extended by at most {row.extension_days} days")
    if row.objection_days:
        parts.append(f"BGGO may refuse to agree for {row.objection_days} days")
    if row.consent_days:
        parts.append(f"decides on consent that was asked in {row.consent_days} days")
    return "; ".join(parts) or "none"


def _forms(rows: list[FormEdition]) -> Iterator[str]:
    yield from table_lines(
        ["form", "edition", "valid", "rests on"],
        (
            [
                row.key,
                row.edition,
                validity_text(row),
                reference_links(row.references()),
            ]
            for row in rows
        ),
    )


def _decisions(rows: list[DecisionTemplate]) -> Iterator[str]:
    """What can be decided on which rows, and how that ends a case."""
    heads = ["key", "holds", "decision", "in Dutch", "on", "the case is", "only"]
    yield from table_lines(
        [*heads, "rests on"],
        (
            [
                f"`{row.key}`",
                validity_text(row),
                row.name_en,
                row.name_nl,
                ", ".join(f"`{key}`" for key in row.keys) or ", ".join(row.types),
                str(row.get_ending_display()),
                _bounds(row),
                reference_links(row.references()),
            ]
            for row in rows
        ),
    )
    for note in dict.fromkeys(row.note for row in rows if row.note):
        keys = [f"`{row.key}`" for row in rows if row.note == note]
        yield f"\n{', '.join(keys)}: {note}"


def _bounds(row: DecisionTemplate) -> str:
    """When it can be taken; empty for always."""
    bounds = {
        "in the window of article 2.19": row.in_window_only,
        "when consent was asked": row.for_consent,
        "when an answer stayed away": row.after_missed_answer,
        "in the coupled case": row.in_coupled_case,
    }
    return ", ".join(words for words, holds in bounds.items() if holds)


def _penalties(rows: list[PenaltyScale]) -> Iterator[str]:
    """What each day costs, by the day on which the notice of default came."""
    yield from table_lines(
        ["key", "notice received", "days of grace", "euros a day", "most", "rests on"],
        (
            [
                f"`{row.key}`",
                validity_text(row),
                str(row.grace_days),
                ", then ".join(f"{days} days of {euros}" for days, euros in row.steps),
                f"{row.rule().days} days, {row.rule().maximum} euros",
                reference_links(row.references()),
            ]
            for row in rows
        ),
    )
    for row in rows:
        yield f"\n`{row.key}`: {row.note}" if row.note else ""


def _letters(rows: list[Letterhead]) -> Iterator[str]:
    """From whom letters come, and the clauses that stand in them, in both languages."""
    for row in rows:
        yield f"{validity_text(row).capitalize()}, compared on {row.checked_on}.\n"
        yield from table_lines(
            ["what", "in Dutch", "in English"],
            (
                [name, getattr(row, f"{name}_nl"), getattr(row, f"{name}_en")]
                for name in ("minister", "electronic", "function", *row.CLAUSES)
            ),
        )
        yield f"\nBy post: {row.post}. Rests on {reference_links(row.references())}."
        yield f"\n{row.note}" if row.note else ""


def _free_days(rows: list[FreeDay]) -> Iterator[str]:
    yield from table_lines(
        ["day", "in Dutch", "date", "holds", "rests on"],
        (
            [
                row.name_en,
                row.name_nl,
                _date_text(row),
                "that day" if row.date else validity_text(row),
                reference_links(row.grounds()["rule"]),
            ]
            for row in rows
        ),
    )
    notes = dict.fromkeys(row.note for row in rows if row.note)
    for note in notes:
        days = [row.name_en for row in rows if row.note == note]
        yield f"\n{days[0]}: {note}"


def _date_text(row: FreeDay) -> str:
    if row.date:
        return row.date.isoformat()
    if row.offset:
        side = "after" if row.offset > 0 else "before"
        return f"{abs(row.offset)} days {side} Easter Sunday"
    moved = ", on Saturday when a Sunday" if row.kind == FreeDay.Kind.KINGS_DAY else ""
    return f"{row.day}-{row.month}{moved}"


def _categories(rows: list[ContainmentCategory]) -> Iterator[str]:
    yield from table_lines(
        ["code", "family", "in Dutch", "level", "holds"],
        (
            [
                f"`{row.key}`",
                row.family_en,
                row.family_nl,
                row.level,
                validity_text(row),
            ]
            for row in rows
        ),
    )
    yield f"\nRests on {reference_links(rows[0].references())}."
