"""A section is an ordinary Django form; a procedure is a list of sections."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, Self, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from applications.findings import Missing
from applications.forms.context import FormContext
from applications.forms.fields import expect_answer
from applications.forms.schema_questions import is_kept_kind
from applications.models import AttachmentKind
from applications.text_input.typed import as_form_data, as_text


class AnswerRow(NamedTuple):
    """One line of the read-only view: the question, the answer's lines, and its name.

    Without a name it is no answer to one question alone.
    """

    label: str
    lines: list[str]
    field: str = ""


def allow_half_filled(fields: Iterable[forms.Field], *, strict: bool) -> None:
    """Let a draft be half filled in; the label still tells what may stay empty."""
    for field in fields:
        wanted = field.required
        expect_answer(field, wanted=wanted)
        field.required = field.required and strict
        if not wanted:
            field.label = _("%(label)s (optional)") % {"label": field.label}


class Section:
    """What every section offers, be it a form or rows: key, heading, checks, views.

    `basis` is the letter of Besluit ggo bijlage 5 that asks for it. `public` names the
    questions whose answers may never be confidential, each with the key of the reason
    in `confidentiality_rules.REASONS`. `optional`: nobody needs to fill it in, so it
    does not count among the parts of the form. `more` names questions that `prepare`
    adds, one for each thing of the application: a pattern of their names, and what they
    ask.
    """

    do_not_call_in_templates = True  # templates show the class, they do not make one
    key: ClassVar[str] = ""
    heading: ClassVar[Any] = ""
    lead: ClassVar[Any] = ""
    basis: ClassVar[str] = ""
    is_form: ClassVar[bool] = False
    takes_files: ClassVar[bool] = False
    optional: ClassVar[bool] = False
    file_kind: ClassVar[str] = AttachmentKind.RISK_REPORT  # what is mostly added here
    public: ClassVar[Mapping[str, str]] = {}
    more: ClassVar[Mapping[str, Any]] = {}

    @classmethod
    def questions(cls) -> Mapping[str, forms.Field]:
        """The questions, by name; none for what is no form."""
        return {}

    @classmethod
    def asks(cls, name: str) -> bool:
        """Is there a question of this name? None for what is no form."""
        return False

    @classmethod
    def applies(cls, context: FormContext) -> bool:
        """Is it asked at all, given what was said in the sections before it?"""
        return True

    @classmethod
    def prefilled(cls, choice: Mapping[str, Any]) -> dict[str, Any]:
        """What the answers to “which procedure do I need?” say here already."""
        return {}

    @classmethod
    def titled(cls, values: Mapping[str, Any]) -> str | None:
        """The title that an application has by these answers; None if by others."""
        return None

    @classmethod
    def missing(cls, context: FormContext) -> list[Missing]:
        """What must still be put right here before filing."""
        raise NotImplementedError

    @classmethod
    def answers(cls, context: FormContext) -> dict[str, Any] | None:
        """What is said here, for the frozen content; None when it stands elsewhere."""
        raise NotImplementedError

    @classmethod
    def rows(cls, said: dict[str, Any]) -> list[AnswerRow]:
        """The read-only view of the content of an application."""
        raise NotImplementedError

    @classmethod
    def left_out(cls, context: FormContext) -> list[str]:
        """The questions with an answer that is kept here and not filed, by label."""
        return []

    @classmethod
    def is_begun(cls, context: FormContext) -> bool:
        """Did anybody fill in something here?"""
        raise NotImplementedError


class SectionForm(Section, forms.Form):
    """A section with questions.

    `strict` is what filing demands; without it half an answer is fine, as in a draft.
    """

    is_form = True
    data: MultiValueDict[str, Any]

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        context: FormContext,
        strict: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.context = context
        self.strict = strict
        self.prepare()
        allow_half_filled(self.fields.values(), strict=strict)

    @classmethod
    def questions(cls) -> Mapping[str, forms.Field]:
        """The questions as the class has them, by name."""
        return cls.base_fields

    @classmethod
    def asks(cls, name: str) -> bool:
        """Is there a question of this name, of the class or one of `more`?"""
        return name in cls.base_fields or any(
            re.fullmatch(pattern, name) for pattern in cls.more
        )

    @classmethod
    def titled(cls, values: Mapping[str, Any]) -> str | None:
        """What is filled in as title, where the section asks it."""
        if "title" not in cls.base_fields:
            return None
        return as_text(values.get("title")).strip()

    @cached_property
    def helper(self) -> FormHelper:
        """How crispy shows the form; made when a page asks for it."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    @property
    def notice(self) -> str:
        """What to do about something that lies outside this section; mostly nothing."""
        return ""

    def prepare(self) -> None:
        """Fill in the choices that depend on the application."""

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The answers with places and people written out."""
        return values

    def words(self, name: str) -> str:
        """What is filled in for a question, in words, to compare two versions."""
        names = dict(getattr(self.fields[name], "choices", ()))
        typed = self.data.getlist(name)
        return ", ".join(str(names.get(item, item)) for item in typed if item)

    @classmethod
    def opened(cls, context: FormContext) -> Self:
        """The form as its page shows it: with errors once somebody saved it."""
        values = cls.typed(context)
        # Nobody sees errors on a page that nobody has filled in yet.
        if context.version(cls.key):
            return cls(as_form_data(values), context=context, strict=True)
        return cls(context=context, initial=values)

    @classmethod
    def filled(cls, context: FormContext, *, strict: bool) -> Self:
        """The form with what is saved in it."""
        data = as_form_data(cls.typed(context))
        return cls(data, context=context, strict=strict)

    @classmethod
    def suggested(cls, context: FormContext) -> dict[str, Any]:
        """What other parts say already of these questions."""
        return {}

    @classmethod
    def typed(cls, context: FormContext) -> dict[str, Any]:
        """What was typed; until somebody saves the section, what is known already."""
        values = context.values(cls.key)
        return values if context.version(cls.key) else cls.suggested(context) | values

    @classmethod
    def as_filed(cls, context: FormContext) -> Self:
        """The form as filing reads it; made once for an application."""
        # One strict form for the checks and for the content: each would otherwise clean
        # all answers again.
        if cls.key not in context.forms:
            context.forms[cls.key] = cls.filled(context, strict=True)
        return cast(Self, context.forms[cls.key])

    @classmethod
    def missing(cls, context: FormContext) -> list[Missing]:
        """Each error of the strict form."""
        form = cls.as_filed(context)
        words = _("This is a value of another kind. Fill it in again.")
        # REST keeps JSON as it is sent: a list where a text is asked must be told, or a
        # widget would turn it into words.
        wrong = form.of_another_kind()
        return [Missing(cls.key, field, "wrong-type", words) for field in wrong] + [
            Missing(
                section=cls.key,
                field="" if field == NON_FIELD_ERRORS else field,
                code=error.code or "invalid",
                message=message,
            )
            for field, errors in form.errors.as_data().items()
            if field not in wrong
            for error in errors
            for message in error.messages
        ]

    def of_another_kind(self) -> list[str]:
        """The questions whose stored answer is no such value: a list for a text."""
        said = type(self).typed(self.context)
        return [
            name
            for name, field in self.fields.items()
            if not is_kept_kind(field, said.get(name))
        ]

    @classmethod
    def answers(cls, context: FormContext) -> dict[str, Any]:
        """The cleaned answers; what cannot be cleaned stands as it was typed."""
        form = cls.as_filed(context)
        form.is_valid()  # cleans what can be cleaned
        said = cls.typed(context)
        typed = {name: said.get(name, "") for name in form.fields}
        values = {name: form.cleaned_data.get(name, typed[name]) for name in typed}
        return form.resolved(values)

    @classmethod
    def rows(cls, said: dict[str, Any]) -> list[AnswerRow]:
        """Each question with its answer."""
        answers = said["answers"].get(cls.key, {})
        return [
            AnswerRow(str(field.label), cls.lines(name, answers.get(name)), name)
            for name, field in cls.base_fields.items()
        ]

    @classmethod
    def lines(cls, name: str, value: Any) -> list[str]:
        """An answer as lines of text; none when it is empty."""
        words = dict(getattr(cls.base_fields[name], "choices", ()))
        values = value if isinstance(value, list) else [value]
        return [str(words.get(item, item)) for item in values if item]

    @classmethod
    def is_begun(cls, context: FormContext) -> bool:
        """Was anything saved, by a person?"""
        # What was prefilled has version 0, so it does not count as somebody's answer.
        return context.version(cls.key) > 0
