"""A form as JSON Schema (2020-12), made from the sections that the pages show too."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import translation

from applications.forms.base import Section
from applications.forms.context import FormContext
from applications.forms.organism import row_fields
from applications.forms.procedures import CHANGES, sections_of
from applications.models import Application, AttachmentKind
from applications.names import camel
from procedures.law import Law
from procedures.models import FormEdition, Procedure

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LANGUAGES = ("nl", "en")

Schema = dict[str, Any]


class Text(str):
    """Words for people: the schema has them in the reader's language and in both."""


class Labels(dict):
    """The words for each code: the schema has them in both languages."""


class BlankContext(FormContext):
    """A form that nobody fills in yet: what it asks of every organisation."""

    def __init__(self, procedure: Procedure, edition: str, on: date, books: Law):
        application = Application(procedure_key=procedure.key, edition=edition)
        super().__init__(application, on, books)
        self.saved: dict = {}
        self.sites, self.officers, self.persons, self.dossiers = {}, {}, {}, {}
        self.organisms: list = []
        self.attachments: list = []


def schema(procedure: Procedure, edition: FormEdition, on: date, books: Law) -> Schema:
    """What an application in this edition of the form holds when it can be filed.

    The pointers in `missing` point into such a document. Texts are in the reader's
    language, and in both under the same name with `x-`. Raises `UnknownForm`.
    """
    sections = sections_of(procedure.key, edition.edition)

    def build() -> Schema:
        context = BlankContext(procedure, edition.edition, on, books)
        return _document(procedure, edition, sections, context)

    return in_both_languages(build)


def _document(
    procedure: Procedure,
    edition: FormEdition,
    sections: list[type[Section]],
    context: FormContext,
) -> Schema:
    """The whole document in one language."""
    parts: Schema = {
        "procedure": {"const": procedure.key},
        "dossier": {"type": "string", "description": DOSSIER},
        "externalReference": {"type": "string", "maxLength": 100},
        "answers": _answers(sections, context),
    }
    required = ["procedure", "answers"]
    if procedure.key in CHANGES:
        required.append("dossier")
    if any(not section.is_form for section in sections):
        parts["organisms"] = _organisms(context)
        required.append("organisms")
    parts["attachments"] = _attachments(sections)
    return {
        "$schema": DIALECT,
        "title": Text(f"{procedure.form}, {procedure.situation}"),
        "edition": edition.edition,
        "validFrom": edition.valid_from.isoformat(),
        "type": "object",
        "properties": parts,
        "required": required,
        "additionalProperties": False,
    }


DOSSIER = "For a change: the dossier or case that it changes."
DEPENDS = "Depends on the organisation: see `choices` of a draft."


def _answers(sections: list[type[Section]], context: FormContext) -> Schema:
    """The sections with questions; one that has nothing to fill in may stay away."""
    asked = {section.key: section for section in sections if section.is_form}
    found = {key: _section(section, context) for key, section in asked.items()}
    needed = [key for key in found if found[key].get("required")]
    return _object(
        {camel(key): part for key, part in found.items()},
        [camel(key) for key in needed if asked[key].applies(context)],
    )


def _section(section: type[Section], context: FormContext) -> Schema:
    """The questions of a section."""
    fields = section(context=context, strict=True).fields  # type: ignore[call-arg]
    said = section.questions()
    part = _object(
        {
            camel(name): question(field, said.get(name))
            for name, field in fields.items()
        },
        [camel(name) for name, field in fields.items() if field.wanted],
    )
    if section.more:
        part["patternProperties"] = {
            f"^{pattern}$": {
                "type": "string",
                "title": Text(title),
                "x-choices": DEPENDS,
            }
            for pattern, title in section.more.items()
        }
    return {**_texts(section.heading, section.lead), **part}


def _texts(title, description) -> Schema:
    """Title and description, as far as there are any."""
    said = {"title": Text(title), "description": Text(description)}
    return {name: text for name, text in said.items() if text}


def _object(properties: Schema, required: list[str]) -> Schema:
    """An object that has these members and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _organisms(context: FormContext) -> Schema:
    """The rows, at least one, with their columns."""
    fields = row_fields(context)
    row = _object(
        {camel(name): question(field, field) for name, field in fields.items()},
        [camel(name) for name, field in fields.items() if field.required],
    )
    return {"type": "array", "minItems": 1, "items": row}


def _attachments(sections: list[type[Section]]) -> Schema:
    """The kinds of file, and with which sections files go."""
    kind = {
        "type": "string",
        "enum": AttachmentKind.values,
        "labels": Labels({kind.value: str(kind.label) for kind in AttachmentKind}),
    }
    item = {"type": "object", "properties": {"kind": kind}, "required": ["kind"]}
    taken = [s for s in sections if s.takes_files]
    return {
        "type": "array",
        "items": item,
        "x-kinds": {camel(section.key): str(section.file_kind) for section in taken},
    }


def question(field: forms.Field, said: forms.Field | None) -> Schema:
    """One question; `said` is it as the class has it, with its own words."""
    words = said or field
    return {**_texts(words.label, words.help_text), **_kind(field)}


def _kind(field: forms.Field) -> Schema:
    """What can be answered to a question of this kind."""
    for kind, describe in KINDS.items():
        if isinstance(field, kind):
            return describe(field)
    return _text(field)


def _text(field) -> Schema:
    """Text: not empty where it is asked, and no longer than fits."""
    found: Schema = {"type": "string"}
    if _is_asked(field):
        found["minLength"] = 1
    if limit := getattr(field, "max_length", None):
        found["maxLength"] = limit
    return found


def _one(field) -> Schema:
    """One of some codes."""
    codes = _codes(field)
    if not codes:
        return {"type": "string", "x-choices": DEPENDS}
    empty = [] if _is_asked(field) or "" in codes else [""]
    labels = Labels({code: label for code, label in codes.items() if code})
    return {"type": "string", "enum": [*codes, *empty], "labels": labels}


def _some(field) -> Schema:
    """Several of some codes."""
    each = _one(field)
    each.pop("minLength", None)
    least = {"minItems": 1} if _is_asked(field) else {}
    return {"type": "array", "items": each, "uniqueItems": True, **least}


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
}
"""How each kind of question is described; the first that fits. Others are text."""


def _is_asked(field) -> bool:
    """Must there be an answer before filing?"""
    return getattr(field, "wanted", field.required)


def _codes(field) -> dict[str, str]:
    """The codes that can be chosen, with their words; groups are taken apart."""
    found: dict[str, str] = {}
    for value, label in field.choices:
        inner = label if isinstance(label, list | tuple) else [(value, label)]
        found |= {str(code): str(words) for code, words in inner}
    return found


def in_both_languages(build: Callable[[], Schema]) -> Schema:
    """What `build` makes, with each text in the reader's language and in both."""
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[language] = build()
    is_english = (translation.get_language() or "nl").startswith("en")
    return _woven(made["en" if is_english else "nl"], made)


def _woven(own, made: Mapping[str, Any]):
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
