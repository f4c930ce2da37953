"""What Bureau GGO has still to say about a row: the question, and how it can be read.

Stored as a list of `{text, readings, source}`: `text` and each reading as `{nl, en}`,
at least two readings, `source` as one citation. `follows`, where it is there, says
which reading the portal follows: `{bureau: 1, applicant: 2}`, the first being 1.
"""

from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

PARTS = {"text", "readings", "source"}
LANGUAGES = ("nl", "en")
SIDES = {"bureau", "applicant"}


class OpenQuestion(NamedTuple):
    """A question for Bureau GGO, in the language of the reader."""

    text: str
    readings: tuple[str, ...]
    source: str
    bureau: int | None = None  # the reading followed for it, the first being 1
    applicant: int | None = None


def open_questions(stored: list[dict[str, Any]]) -> list[OpenQuestion]:
    """The questions of a row in the language of the reader."""
    english = (get_language() or "nl").startswith("en")
    language = "en" if english else "nl"
    return [
        OpenQuestion(
            question["text"][language],
            tuple(reading[language] for reading in question["readings"]),
            question["source"],
            **question.get("follows", {}),
        )
        for question in stored
    ]


def question_errors(stored: object) -> list[str]:
    """What is wrong with the questions of a row; empty when they are whole."""
    if not isinstance(stored, list):
        return [_("The questions must be a list.")]
    return [error for question in stored for error in _errors(question)]


def _errors(question: object) -> list[str]:
    if not isinstance(question, dict) or set(question) - {"follows"} != PARTS:
        return [_("A question has text, readings and source, and maybe follows.")]
    readings = question["readings"]
    if not isinstance(readings, list) or len(readings) < 2:
        return [_("A question has at least two readings.")]
    whole = all(_is_bilingual(part) for part in (question["text"], *readings))
    errors = [] if whole else [_("The text and each reading stand there in nl and en.")]
    if not _is_text(question["source"]):
        errors.append(_("The source of a question is a text."))
    if not _is_followed(question.get("follows"), len(readings)):
        errors.append(_("Follows names a reading for bureau and for applicant."))
    return errors


def _is_followed(follows: object, readings: int) -> bool:
    """Is it left out, or the number of a reading for each side?"""
    if follows is None:
        return True
    return (
        isinstance(follows, dict)
        and set(follows) == SIDES
        # `type`, since True is an int too.
        and all(type(n) is int and 1 <= n <= readings for n in follows.values())
    )


def _is_bilingual(part: object) -> bool:
    return (
        isinstance(part, dict)
        and set(part) == set(LANGUAGES)
        and all(_is_text(part[language]) for language in LANGUAGES)
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
