"""Puts the questions for Bureau GGO of `questions.yaml` at the rows that they touch."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from procedures.models import DatedRow
from procedures.models.open_question import question_errors


def ask_of_rows(
    asked: list[dict[str, Any]], by_file: Mapping[str, Sequence[DatedRow]]
) -> Iterator[str]:
    """Give each question to its rows, by file and key; yields what is wrong.

    A row that has its end keeps the questions of its time.
    """
    for number, given in enumerate(asked, start=1):
        where = f"questions.yaml, question {number}"
        question = {part: said for part, said in given.items() if part != "rows"}
        yield from (f"{where}: {error}" for error in question_errors([question]))
        for file, keys in given.get("rows", {}).items():
            for key in keys:
                rows = [row for row in by_file.get(file, []) if row.key == key]
                if not rows:
                    yield f"{where}: {file}.yaml has no row {key}."
                for row in rows:
                    if row.valid_until is None:
                        row.questions = [*row.questions, question]


def general_questions(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that no row carries."""
    return [
        {part: said for part, said in given.items() if part != "rows"}
        for given in asked
        if not given.get("rows")
    ]
