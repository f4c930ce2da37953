"""Answers as they arrive, from an address or as JSON, held against the questions."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from procedures.choosing.flow import walk_questions
from procedures.choosing.parts import Answers, Text
from procedures.choosing.questions import BY_NAME, QUESTIONS

NONE = "none"
WORDS: dict[str, Text] = {
    "unknown-field": _("There is no question by this name."),
    "unknown-value": _("This is none of the answers to the question."),
    "invalid": _("Give one answer to this question."),
    "contradictory": _("“None of these” cannot go with another answer."),
    "not-asked": _("This question is not asked after the other answers."),
}


class ValidatedAnswers(NamedTuple):
    """The answers that make sense, and by name what is wrong with the others."""

    answers: Answers
    faults: dict[str, str]


def validate_answers(given: Mapping[str, Sequence[str]]) -> ValidatedAnswers:
    """Hold each answer against its question; `faults` are codes of `WORDS`."""
    faults = {}
    answers = {}
    for name, values in given.items():
        code = _fault(name, values)
        if code:
            faults[name] = code
        else:
            answers[name] = _in_order(name, values)
    # After the single answers: whether a question is asked depends on the answers that
    # make sense.
    strays = dict.fromkeys(walk_questions(answers).stray, "not-asked")
    kept = {name: answers[name] for name in answers if name not in strays}
    return ValidatedAnswers(kept, faults | strays)


def answers_query(answers: Answers) -> str:
    """Answers as an address holds them, in the order of the questions."""
    pairs = [
        (question.name, value)
        for question in QUESTIONS
        for value in answers.get(question.name, ())
    ]
    return urlencode(pairs)


def _fault(name: str, values: Sequence[str]) -> str | None:
    question = BY_NAME.get(name)
    if question is None:
        return "unknown-field"
    if len(values) != 1 and not question.several:
        return "invalid"
    if not set(values) <= set(question.values):
        return "unknown-value"
    return "contradictory" if NONE in values and len(set(values)) > 1 else None


def _in_order(name: str, values: Sequence[str]) -> tuple[str, ...]:
    """Each value once, in the order of the options; an empty list is “none”."""
    if not values:
        return (NONE,)
    return tuple(value for value in BY_NAME[name].values if value in values)
