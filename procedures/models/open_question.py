"""What Bureau GGO has still to say about a row: the question, and how it can be read.

Stored as a list of `{text, readings, source}`: `text` and each reading as `{nl, en}`,
at least two readings, `source` as one citation.
"""

from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

PARTS = {"text", "readings", "source"}
LANGUAGES = ("nl", "en")


class OpenQuestion(NamedTuple):
    """A question for Bureau GGO, in the language of the reader."""

    text: str
    readings: tuple[str, ...]
    source: str


def open_questions(stored: list[dict[str, Any]]) -> list[OpenQuestion]:
    """The questions of a row in the language of the reader."""
    english = (get_language() or "nl").startswith("en")
    language = "en" if english else "nl"
    return [
        OpenQuestion(
            question["text"][language],
            tuple(reading[language] for reading in question["readings"]),
            question["source"],
        )
        for question in stored
    ]


def question_errors(stored: object) -> list[str]:
    """What is wrong with the questions of a row; empty when they are whole."""
    if not isinstance(stored, list):
        return [_("The questions must be a list.")]
    return [error for question in stored for error in _errors(question)]


def _errors(question: object) -> list[str]:
    if not isinstance(question, dict) or set(question) != PARTS:
        return [_("A question has exactly text, readings and source.")]
    readings = question["readings"]
    if not isinstance(readings, list) or len(readings) < 2:
        return [_("A question has at least two readings.")]
    whole = all(_is_bilingual(part) for part in (question["text"], *readings))
    errors = [] if whole else [_("The text and each reading stand there in nl and en.")]
    if not _is_text(question["source"]):
        errors.append(_("The source of a question is a text."))
    return errors


def _is_bilingual(part: object) -> bool:
    return (
        isinstance(part, dict)
        and set(part) == set(LANGUAGES)
        and all(_is_text(part[language]) for language in LANGUAGES)
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
