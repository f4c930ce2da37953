"""One question as JSON Schema: its kind of answer, its words in both languages."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import translation

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


LANGUAGES = ("nl", "en")


Schema = dict[str, Any]


class Text(str):
    """Words for people: the schema has them in the reader's language and in both."""


class Labels(dict[str, str]):
    """The words for each code: the schema has them in both languages."""


def title_and_description(title: "StrOrPromise", description: "StrOrPromise") -> Schema:
    """Title and description, as far as there are any."""
    said = {"title": Text(title), "description": Text(description)}
    return {name: text for name, text in said.items() if text}


def in_both_languages(build: Callable[[], Schema]) -> Schema:
    """What `build` makes, with each text in the reader's language and in both."""
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[language] = build()
    is_english = (translation.get_language() or "nl").startswith("en")
    return cast(Schema, _woven(made["en" if is_english else "nl"], made))


def _woven(own: Any, made: Mapping[str, Any]) -> Any:
    """One node of the schema; `made` has the same node in each language."""
    if not isinstance(own, dict):
        return own
    result: Schema = {}
    for name, value in own.items():
        each = {language: node[name] for language, node in made.items()}
        if isinstance(value, Labels):
            result[f"x-{name}"] = each
        elif isinstance(value, Text):
            result |= {name: value, f"x-{name}": each}
        else:
            result[name] = _woven(value, each)
    return result


DEPENDS = "Depends on the organisation: see `choices` of a draft."

FILLED: Mapping[str, Schema] = {
    "string": {"minLength": 1},
    "array": {"minItems": 1},
    "integer": {},
    "number": {},
    "boolean": {"const": True},
}
"""How a kind of answer is not empty; a box that must be ticked is ticked."""

TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "array": (list,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
"""What a kind of answer is in JSON, as it was parsed."""

NOT_EMPTY: Schema = {**FILLED["string"], **FILLED["array"]}


def question_schema(
    field: forms.Field, said: forms.Field | None, *, is_needed: bool
) -> Schema:
    """One question; `said` is it as the class has it, with its own words."""
    words = said or field
    found = {
        **title_and_description(words.label or "", words.help_text),
        **answer_schema(field),
    }
    if "enum" in found:
        return found if is_needed else {**found, "enum": [*found["enum"], ""]}
    return {**found, **FILLED[found["type"]]} if is_needed else found


def answer_schema(field: forms.Field) -> Schema:
    """The kind of answer, with its bounds."""
    kind = next((kind for kind in KINDS if isinstance(field, kind)), forms.CharField)
    return KINDS[kind](field)


def is_of_kind(field: forms.Field, value: Any) -> bool:
    """Is it what JSON may send: of the type, and a day as ISO 8601 writes it?

    Nothing, or an empty text, is left out; what is wrong otherwise the form tells.
    """
    if value is None or value == "":
        return True
    found = answer_schema(field)
    kind = found["type"]
    if isinstance(value, bool) != (kind == "boolean"):
        return False
    fits = isinstance(value, TYPES[kind])
    return fits and (found.get("format") != "date" or is_iso_day(value))


def is_kept_kind(field: forms.Field, value: Any) -> bool:
    """Is it what a draft may hold: that, or the text that a page sends of one value?"""
    is_one = answer_schema(field)["type"] != "array"
    return (is_one and isinstance(value, str)) or is_of_kind(field, value)


def is_iso_day(text: str) -> bool:
    """Is it a day that exists, year-month-day?"""
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text) and date.fromisoformat(text))
    except ValueError:
        return False


def _text(field: forms.Field) -> Schema:
    """Text, no longer than fits."""
    limit = getattr(field, "max_length", None)
    return {"type": "string", **({"maxLength": limit} if limit else {})}


def _one(field: forms.ChoiceField) -> Schema:
    """One of some codes."""
    codes = {code: label for code, label in _codes(field).items() if code}
    if not codes:
        return {"type": "string", "x-choices": DEPENDS}
    return {"type": "string", "enum": list(codes), "labels": Labels(codes)}


def _some(field: forms.ChoiceField) -> Schema:
    """Several of some codes."""
    return {"type": "array", "items": _one(field), "uniqueItems": True}


def _number(field: forms.IntegerField) -> Schema:
    """A number within its bounds."""
    whole = type(field) is forms.IntegerField
    bounds = {"minimum": field.min_value, "maximum": field.max_value}
    return {
        "type": "integer" if whole else "number",
        **{name: value for name, value in bounds.items() if value is not None},
    }


KINDS: Mapping[type[forms.Field], Callable[..., Schema]] = {
    forms.MultipleChoiceField: _some,
    forms.ChoiceField: _one,
    forms.IntegerField: _number,
    forms.DateField: lambda field: {"type": "string", "format": "date"},
    forms.EmailField: lambda field: {**_text(field), "format": "email"},
    forms.BooleanField: lambda field: {"type": "boolean"},
    forms.CharField: _text,
}
"""How each kind of question is described; the first that fits. Others are text."""


def _codes(field: forms.ChoiceField) -> dict[str, str]:
    """The codes that can be chosen, with their words; groups are taken apart."""
    found: dict[str, str] = {}
    # Whatever it was given, a field keeps pairs.
    for value, label in cast(Iterable[tuple[Any, Any]], field.choices):
        inner = label if isinstance(label, list | tuple) else [(value, label)]
        found |= {str(code): str(words) for code, words in inner}
    return found
