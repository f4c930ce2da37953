"""The few kinds of question our forms ask, each with what to do when it is empty."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

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
