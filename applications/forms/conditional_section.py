"""A section in which one answer decides which other questions are asked."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, ClassVar, NamedTuple

from django import forms

from applications.forms.base import AnswerRow, SectionForm
from applications.forms.context import FormContext
from applications.forms.fields import choice_field, offered_choices


class QuestionGroup(NamedTuple):
    """Questions that stand together: of the branch of that number, 0 for everybody."""

    number: int
    words: str
    fields: list[forms.BoundField]


class ForkedForm(SectionForm):
    """`fork` is the question that decides; `branches` has the questions by its answer.

    All questions stand on the page, so that nothing typed is lost and no script is
    needed; the style sheet hides the branches that were not chosen. Only the questions
    of the chosen branch are needed, and only their answers are filed.
    """

    body = "applications/forms/_forked.html"
    fork: ClassVar[str] = ""
    branches: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name in self.unasked:
            # All questions stand on the page without script: one that is hidden must
            # not demand an answer.
            self.fields[name].required = False

    @property
    def chosen(self) -> str:
        """The answer to the question that decides; empty before there is one."""
        return str(self[self.fork].value() or "")

    @property
    def unasked(self) -> set[str]:
        """The questions of the branches that were not chosen."""
        return {
            name
            for answer, names in self.branches.items()
            for name in names
            if answer != self.chosen
        }

    def branched(self) -> Iterator[QuestionGroup]:
        """The questions in their order, taken together by branch."""
        answers = list(self.branches)
        words = dict(offered_choices(choice_field(self, self.fork)))
        for number, fields in groupby(self, key=lambda field: self._number(field.name)):
            heading = str(words[answers[number - 1]]) if number else ""
            yield QuestionGroup(number, heading, list(fields))

    def clean(self) -> dict[str, Any]:
        """What is wrong in a question that is not asked does no harm."""
        answers = super().clean() or {}
        for name in self.unasked:
            self.errors.pop(name, None)
        return answers

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """Without the answers to questions that are not asked."""
        return {
            name: value for name, value in values.items() if name not in self.unasked
        }

    @classmethod
    def left_out(cls, context: FormContext) -> list[str]:
        """Those of the branches that were not chosen."""
        unasked, said = cls.as_filed(context).unasked, cls.typed(context)
        return [
            str(field.label)
            for name, field in cls.base_fields.items()
            if name in unasked and said.get(name)
        ]

    @classmethod
    def rows(cls, said: dict[str, Any]) -> list[AnswerRow]:
        """The questions that were asked, with their answers."""
        answers = said["answers"].get(cls.key, {})
        return [row for row in super().rows(said) if row.field in answers]

    def _number(self, name: str) -> int:
        """Which branch a question is of, counted from 1; 0 when it is of none."""
        held = (name in names for names in self.branches.values())
        return next((n for n, holds in enumerate(held, start=1) if holds), 0)
