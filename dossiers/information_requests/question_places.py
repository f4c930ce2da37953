"""The parts and questions of a form as it was filed: what a request can be about."""

from collections.abc import Iterable
from typing import NamedTuple

from applications.forms.base import Section
from applications.forms.confidentiality_rules import form_questions
from applications.models import Application
from applications.reading.reading_view import asked_sections
from dossiers.models import Question

PLACE_SEPARATOR = "/"
"""Between part and question in one value; no key has it."""

FormParts = list[tuple[type[Section], dict[str, str]]]


def form_parts(application: Application) -> FormParts:
    """Each part of the form, in its order, with its questions by name."""
    return [
        (part, {one.field: str(one.label) for one in form_questions([part])})
        for part in asked_sections(application.content or {})
    ]


def has_place(application: Application, section: str, field: str) -> bool:
    """Does the form, as it was filed, have this part, and this question in it?

    Without a part it is about the filing as a whole, and so without a question.
    """
    if not section:
        return not field
    return any(
        part.key == section and (not field or field in labels)
        for part, labels in form_parts(application)
    )


def place_in_words(application: Application, section: str, field: str) -> str:
    """A place in the form for reading: “Purpose › Title”; empty for the whole filing.

    Of a part or question that is gone, its key is what is left to tell.
    """
    found = {
        part.key: (str(part.heading), labels)
        for part, labels in form_parts(application)
    }
    # An edition may have lost the part since; the question about it must stay readable.
    heading, labels = found.get(section, (section, {}))
    return f"{heading} › {labels.get(field, field)}" if field else heading


class PlacedQuestion(NamedTuple):
    """A question with the words for its place in the form; empty for the whole."""

    question: Question
    place: str


def placed_questions(
    application: Application, questions: Iterable[Question]
) -> list[PlacedQuestion]:
    """Questions with their places in the form."""
    return [
        PlacedQuestion(one, place_in_words(application, one.section, one.field))
        for one in questions
    ]
