"""The fields of a form by their own kind, and what labels say of them."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms


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
