"""A part of a case's page that is there only when there is something to tell."""

from typing import NamedTuple


class Panel(NamedTuple):
    """A template, and what it shows under the name `panel`."""

    template: str
    shows: dict


class Fact(NamedTuple):
    """One cell: the question, the answer, and a smaller line. `tone` is a style."""

    question: str
    answer: str
    note: str = ""
    tone: str = ""
