"""One question as JSON Schema: of what kind its answer is."""

from collections.abc import Callable, Mapping

from django import forms

from applications.forms.schema.texts import Labels, Schema, texts

DEPENDS = "Depends on the organisation: see `choices` of a draft."

FILLED: Mapping[str, Schema] = {
    "string": {"minLength": 1},
    "array": {"minItems": 1},
    "integer": {},
    "number": {},
    "boolean": {"const": True},
}
"""How a kind of answer is not empty; a box that must be ticked is ticked."""

NOT_EMPTY: Schema = {**FILLED["string"], **FILLED["array"]}


def question(
    field: forms.Field, said: forms.Field | None, *, is_needed: bool
) -> Schema:
    """One question; `said` is it as the class has it, with its own words."""
    words = said or field
    kind = next((kind for kind in KINDS if isinstance(field, kind)), forms.CharField)
    found = {**texts(words.label, words.help_text), **KINDS[kind](field)}
    if "enum" in found:
        return found if is_needed else {**found, "enum": [*found["enum"], ""]}
    return {**found, **FILLED[found["type"]]} if is_needed else found


def _text(field) -> Schema:
    """Text, no longer than fits."""
    limit = getattr(field, "max_length", None)
    return {"type": "string", **({"maxLength": limit} if limit else {})}


def _one(field) -> Schema:
    """One of some codes."""
    codes = {code: label for code, label in _codes(field).items() if code}
    if not codes:
        return {"type": "string", "x-choices": DEPENDS}
    return {"type": "string", "enum": list(codes), "labels": Labels(codes)}


def _some(field) -> Schema:
    """Several of some codes."""
    return {"type": "array", "items": _one(field), "uniqueItems": True}


def _number(field) -> Schema:
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


def _codes(field) -> dict[str, str]:
    """The codes that can be chosen, with their words; groups are taken apart."""
    found: dict[str, str] = {}
    for value, label in field.choices:
        inner = label if isinstance(label, list | tuple) else [(value, label)]
        found |= {str(code): str(words) for code, words in inner}
    return found
