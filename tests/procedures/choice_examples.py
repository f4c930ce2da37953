"""Every way through the questions, and the jurist's examples."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from procedures.choosing.answers import NONE
from procedures.choosing.flow import walk_questions
from procedures.choosing.parts import Answers, ChooserQuestion
from tests.law.tables import examples

DAY = date(2026, 11, 23)
EXAMPLES = examples("choices.yaml")


def answers_of(example: dict) -> Answers:
    """The answers of an example, as the flow takes them."""
    return {
        name: tuple(value) if isinstance(value, list) else (value,)
        for name, value in example["answers"].items()
    }


def possible(question: ChooserQuestion) -> list[tuple[str, ...]]:
    """Every answer that can be given to a question; of a list every selection."""
    if not question.several:
        return [(value,) for value in question.values]
    items = [value for value in question.values if value != NONE]
    sizes = range(1, len(items) + 1)
    return [(NONE,), *(some for size in sizes for some in combinations(items, size))]


def paths(answers: Answers | None = None) -> Iterator[Answers]:
    """All answers from the first question to an end."""
    answers = answers or {}
    question = walk_questions(answers).question
    if question is None:
        yield answers
        return
    for values in possible(question):
        yield from paths({**answers, question.name: values})
