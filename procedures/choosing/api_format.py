"""The chooser as integrators send and receive it: JSON in, JSON out."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from procedures.api.names import escape_pointer, to_camel
from procedures.api.term_output import InvalidRequest
from procedures.choosing.answers import WORDS, validate_answers
from procedures.choosing.choose import ChoiceOutcome
from procedures.choosing.parts import Answers, ChooserQuestion, Option
from procedures.choosing.questions import BY_NAME

NAMES = {to_camel(name): name for name in BY_NAME}


def read_answers(body: object) -> Answers:
    """The answers in a body; raises `InvalidRequest` with all that is wrong at once."""
    if not isinstance(body, dict):
        detail = _("Send a JSON object.")
        raise InvalidRequest([{"pointer": "", "code": "invalid", "detail": detail}])
    given = {NAMES[name]: _values(body[name]) for name in body if name in NAMES}
    reading = validate_answers(given)
    faults = [_fault(name, "unknown-field") for name in body if name not in NAMES]
    faults += [_fault(to_camel(name), code) for name, code in reading.faults.items()]
    if faults:
        raise InvalidRequest(faults)
    return reading.answers


def next_question_out(
    question: ChooserQuestion, options: Sequence[Option]
) -> dict[str, Any]:
    """The next question with what is on offer, as long as the answers lead nowhere."""
    return {
        "procedure": None,
        "contact": False,
        "reasons": [],
        "prepare": [],
        "alternatives": [],
        "question": _question_out(question, options),
    }


def choice_out(choice: ChoiceOutcome) -> dict[str, Any]:
    """A choice as it goes over the wire; texts in the reader's language."""
    return {
        "procedure": choice.row and choice.row.key,
        "contact": choice.contact,
        "reasons": [
            {
                "text": str(reason.text),
                "article": f"{reason.ground.text} {reason.ground.article}",
                "url": reason.ground.url,
            }
            for reason in choice.reasons
        ],
        "prepare": [str(text) for text in choice.preparation],
        "alternatives": [
            {"procedure": other.row.key, "reason": str(other.reason)}
            for other in choice.alternatives
        ],
        "question": None,
    }


def _question_out(
    question: ChooserQuestion, options: Sequence[Option]
) -> dict[str, Any]:
    return {
        "name": to_camel(question.name),
        "text": str(question.text),
        "several": question.several,
        "choices": [
            {"value": option.value, "text": str(option.text)} for option in options
        ],
    }


def _values(value: object) -> Sequence[str]:
    """One text or several; anything else is an answer that no question has."""
    values = value if isinstance(value, list) else [value]
    return [each if isinstance(each, str) else "" for each in values]


def _fault(name: str, code: str) -> dict[str, Any]:
    pointer = f"/{escape_pointer(name)}"
    return {"pointer": pointer, "code": code, "detail": str(WORDS[code])}
