"""The open questions for Bureau GGO as one list, for `docs/law.md` and the command."""

from collections.abc import Iterable, Iterator
from typing import Any

from procedures.models import DatedRow
from procedures.models.open_question import OpenQuestion, open_questions


def open_questions_markdown(
    rows: Iterable[DatedRow], general: list[dict[str, Any]]
) -> Iterator[str]:
    """What Bureau GGO has still to say, each question once, with the rows it is about.

    Of each: its readings, numbered, which one the portal follows for whom, the source.
    """
    about: dict[OpenQuestion, list[str]] = {
        question: [] for question in open_questions(general)
    }
    for row in rows:
        for question in row.open_questions():
            about.setdefault(question, []).append(f"`{row.key}`")
    for number, (question, keys) in enumerate(about.items(), start=1):
        yield f"\n{number}. **{question.text}**"
        for place, reading in enumerate(question.readings, start=1):
            yield f"   - Reading {place}: {reading}."
        yield f"   - {_followed(question)}"
        yield f"   - Rests on: {question.source}."
        yield f"   - Rows: {', '.join(dict.fromkeys(keys)) or 'none'}."


def _followed(question: OpenQuestion) -> str:
    """Which reading the portal follows, for Bureau GGO and for the applicant."""
    if question.bureau is None:
        return "The portal follows: not said yet."
    return (
        f"The portal follows reading {question.bureau} for Bureau GGO,"
        f" reading {question.applicant} for the applicant."
    )
