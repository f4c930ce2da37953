"""The few kinds of question our forms ask, and what a form or a label knows of one."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from procedures.day_field import DayField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


LINE = 200
PARAGRAPH = 20_000


def line_field(
    label: "StrOrPromise",
    *,
    needed: "StrOrPromise" = "",
    help: "StrOrPromise" = "",
    limit: int = LINE,
    **attrs: Any,
) -> forms.CharField:
    """A question answered in one line; `needed` is said when it is left empty."""
    return forms.CharField(
        label=label,
        help_text=help,
        max_length=limit,
        required=bool(needed),
        error_messages={"required": needed},
        widget=forms.TextInput(attrs=attrs),
    )


def paragraph_field(
    label: "StrOrPromise",
    *,
    needed: "StrOrPromise" = "",
    help: "StrOrPromise" = "",
    rows: int = 5,
    limit: int = PARAGRAPH,
) -> forms.CharField:
    """A question answered in some sentences."""
    return forms.CharField(
        label=label,
        help_text=help,
        max_length=limit,
        required=bool(needed),
        error_messages={"required": needed},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def one_of(
    label: "StrOrPromise",
    *,
    needed: "StrOrPromise",
    help: "StrOrPromise" = "",
    choices: Iterable[tuple[Any, Any]] = (),
    wrong: "StrOrPromise" = "",
) -> forms.ChoiceField:
    """A question answered by picking one; `wrong` is said of what cannot be picked."""
    messages = {"required": needed}
    if wrong:
        messages["invalid_choice"] = wrong
    return forms.ChoiceField(
        label=label,
        help_text=help,
        choices=choices,
        required=True,
        error_messages=messages,
        widget=forms.RadioSelect,
    )


def some_of(
    label: "StrOrPromise",
    *,
    needed: "StrOrPromise",
    help: "StrOrPromise" = "",
    choices: Iterable[tuple[Any, Any]] = (),
    wrong: "StrOrPromise" = "",
) -> forms.MultipleChoiceField:
    """A question answered by picking one or more."""
    messages = {"required": needed}
    if wrong:
        messages["invalid_choice"] = wrong
    return forms.MultipleChoiceField(
        label=label,
        help_text=help,
        choices=choices,
        required=True,
        error_messages=messages,
        widget=forms.CheckboxSelectMultiple,
    )


def date_field(
    label: "StrOrPromise", *, needed: "StrOrPromise" = "", help: "StrOrPromise" = ""
) -> DayField:
    """A question answered by a day; `needed` is said when it is left empty."""
    return DayField(
        label=label,
        help_text=help,
        required=bool(needed),
        error_messages={
            "required": needed,
            "invalid": _("Give a date, such as 24-12-2026."),
        },
    )


def day_in_words(value: str | None) -> list[str]:
    """A day of the content as people write it; what is no day stays as it was typed."""
    try:
        return [date_format(date.fromisoformat(value), "j F Y")] if value else []
    except ValueError:
        return [str(value)]


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """A question with choices, by its name."""
    return cast(forms.ChoiceField, form.fields[name])


def model_field(form: forms.BaseForm, name: str) -> "forms.ModelChoiceField[Any]":
    """A question with rows of a table to choose from, by its name."""
    return cast("forms.ModelChoiceField[Any]", form.fields[name])


def expect_answer(field: forms.Field, *, wanted: bool = True) -> None:
    """Keep “(optional)” out of its label, also where it may stay empty."""
    field.wanted = wanted  # type: ignore[attr-defined]  # Django has no such thing


def is_expected(field: forms.Field) -> bool:
    """Is an answer expected, although a draft may do without?"""
    return getattr(field, "wanted", False)


def offered_choices(field: forms.ChoiceField) -> list[tuple[str, str]]:
    """What can be chosen, as codes and words."""
    return list(cast(Iterable[tuple[str, str]], field.choices))


def mark_confidential_field(field: forms.Field) -> None:
    """Let its label say that the answer is confidential."""
    field.confidential = True  # type: ignore[attr-defined]  # read by the template
