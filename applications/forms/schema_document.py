"""The whole form: what an application holds when it can be filed."""

from datetime import date
from typing import Any

from applications.forms.base import Section, SectionForm
from applications.forms.conditional_section import ForkedForm
from applications.forms.confidentiality_rules import claimable_questions
from applications.forms.context import FormContext
from applications.forms.fields import is_expected
from applications.forms.organism import row_fields
from applications.forms.procedures import CHANGES, sections_of
from applications.forms.schema_questions import (
    DEPENDS,
    NOT_EMPTY,
    Labels,
    Schema,
    Text,
    in_both_languages,
    question_schema,
    title_and_description,
)
from applications.models import Application, AttachmentKind, Ground
from procedures.api.names import to_camel
from procedures.law_rows.law import Law
from procedures.models import FormEdition, Procedure

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOSSIER = "For a change: the dossier or case that it changes."


class BlankContext(FormContext):
    """A form that nobody fills in yet: what it asks of every organisation."""

    def __init__(self, procedure: Procedure, edition: str, on: date, books: Law):
        application = Application(procedure_key=procedure.key, edition=edition)
        super().__init__(application, on, books)
        self.saved: dict[str, Any] = {}
        self.sites, self.officers, self.persons, self.dossiers = {}, {}, {}, {}
        self.organisms: list[Any] = []
        self.attachments: list[Any] = []
        self.claims: list[Any] = []


def form_schema(
    procedure: Procedure, edition: FormEdition, on: date, books: Law
) -> Schema:
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
    parts["confidentiality"] = _confidentiality(sections)
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


def _answers(sections: list[type[Section]], context: FormContext) -> Schema:
    """The sections with questions; one that has nothing to fill in may stay away."""
    asked = [section for section in sections if issubclass(section, SectionForm)]
    found = {to_camel(section.key): _section(section, context) for section in asked}
    return _object(found, [key for key in found if found[key]["required"]])


def _section(section: type[SectionForm], context: FormContext) -> Schema:
    """The questions of a section.

    What is needed in a section that is asked only in some cases stands apart: a schema
    cannot tell whether it is asked.
    """
    fields = section(context=context, strict=True).fields
    said = section.questions()
    names = {to_camel(name): name for name in fields}
    needed = [name for name in names if is_expected(fields[names[name]])]
    always = section.applies(context)
    forked = _forks(section) if always else {}
    bound = {name for name in needed if always and name not in _branched(section)}
    part = _object(
        {
            name: question_schema(fields[own], said.get(own), is_needed=name in bound)
            for name, own in names.items()
        },
        [name for name in needed if name in bound],
    )
    apart = {} if always else {"x-required": needed}
    words = title_and_description(section.heading, section.lead)
    return {**words, **part, **_more(section), **forked, **apart}


def _more(section: type[Section]) -> Schema:
    """Questions that there is one of for each thing of the application."""
    found = {
        f"^{pattern}$": {"type": "string", "x-choices": DEPENDS, "title": Text(title)}
        for pattern, title in section.more.items()
    }
    return {"patternProperties": found} if found else {}


def _branched(section: type[Section]) -> set[str]:
    """The questions that are asked after one answer to another question."""
    if not issubclass(section, ForkedForm):
        return set()
    return {to_camel(name) for names in section.branches.values() for name in names}


def _forks(section: type[Section]) -> Schema:
    """What is needed after each answer to the question that decides."""
    if not issubclass(section, ForkedForm):
        return {}
    fork = to_camel(section.fork)
    rules = [
        {
            "if": {"properties": {fork: {"const": answer}}, "required": [fork]},
            "then": {
                "required": [to_camel(name) for name in names],
                "properties": dict.fromkeys(map(to_camel, names), NOT_EMPTY),
            },
        }
        for answer, names in section.branches.items()
    ]
    return {"allOf": rules}


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
        {
            to_camel(name): question_schema(field, field, is_needed=field.required)
            for name, field in fields.items()
        },
        [to_camel(name) for name, field in fields.items() if field.required],
    )
    return {"type": "array", "minItems": 1, "items": row}


def _confidentiality(sections: list[type[Section]]) -> Schema:
    """What a claim takes, and which answers can be claimed; none in some forms."""
    grounds = {ground.value: str(ground.label) for ground in Ground}
    text = {"type": "string", "minLength": 1}
    names = {
        "section": {"type": "string"},
        "field": {"type": "string"},
        "ground": {"type": "string", "enum": list(grounds), "labels": Labels(grounds)},
        "reason": text,
        "publicText": text,
    }
    found: dict[str, list[str]] = {}
    for one in claimable_questions(sections):
        found.setdefault(to_camel(one.section.key), []).append(to_camel(one.field))
    which = [
        {"properties": {"section": {"const": key}, "field": {"enum": fields}}}
        for key, fields in found.items()
    ]
    if not which:
        return {"type": "array", "maxItems": 0}
    return {"type": "array", "items": {**_object(names, list(names)), "anyOf": which}}


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
        "x-kinds": {to_camel(section.key): str(section.file_kind) for section in taken},
    }
