"""What machines may send about a draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from applications.api.strict import StrictInput
from applications.forms.base import Section, SectionForm
from applications.forms.schema_questions import answer_schema, is_of_kind
from applications.models import AttachmentKind, Ground
from applications.text_input.typed import (
    LONGEST_LIST,
    LONGEST_OF_A_LIST,
    MOST_KEPT,
    is_too_long,
)
from procedures.api.names import to_camel, to_snake

ANSWERS_SCHEMA = {
    "type": "object",
    "description": "Section, field, value. A field left out stays; null empties it.",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                {
                    "type": ["string", "number", "boolean", "null"],
                    "maxLength": MOST_KEPT,
                },
                {
                    "type": "array",
                    "items": {"type": "string", "maxLength": LONGEST_OF_A_LIST},
                    "maxItems": LONGEST_LIST,
                },
            ]
        },
    },
    "examples": [{"purpose": {"title": "Reportergenen in E. coli"}}],
}


@extend_schema_field(ANSWERS_SCHEMA)
class AnswersField(serializers.Field[Any, Any, Any, Any]):
    """Answers by section and field; names and kinds of value, not yet their content."""

    default_error_messages = {
        "not-an-object": _("Send an object here."),
        "not-a-value": _("Send text, a number, true, false, null, or a list of text."),
    }

    def to_internal_value(self, data: Any) -> dict[str, dict[str, Any]]:
        """The answers under our own names, as they were sent."""
        if not isinstance(data, dict):
            self.fail("not-an-object")
        faults = {name: self.section_faults(said) for name, said in data.items()}
        if faults := {name: found for name, found in faults.items() if found}:
            raise serializers.ValidationError(faults)
        return {
            to_snake(section): {to_snake(field): value for field, value in said.items()}
            for section, said in data.items()
        }

    def section_faults(self, said: object) -> "dict[str, Faults] | Faults":
        """What is wrong with one section: a fault, or faults by field."""
        if not isinstance(said, dict):
            return [self.fault("not-an-object")]
        return {
            field: [self.fault("not-a-value")]
            for field, value in said.items()
            if not is_value(value)
        }

    def fault(self, code: str) -> serializers.ErrorDetail:
        """One fault with its words."""
        return serializers.ErrorDetail(str(self.error_messages[code]), code)


Faults = list[serializers.ErrorDetail]


def is_value(value: Any) -> bool:
    """Can it be the answer to a question?"""
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return value is None or isinstance(value, str | int | float)


def require_known(
    answers: dict[str, dict[str, Any]], sections: list[type[Section]]
) -> None:
    """Raise one ValidationError for each answer that is none to a question of the form.

    For each section and field that the form lacks, and each value of another kind than
    the form's JSON Schema has.
    """
    parts = {s.key: s for s in sections if issubclass(s, SectionForm)}
    faults: dict[str, dict[str, Faults] | Faults] = {}
    for key, said in answers.items():
        if key not in parts:
            text = gettext("The form of this procedure has no such section.")
            faults[to_camel(key)] = [serializers.ErrorDetail(text, "unknown-section")]
        elif found := answer_faults(parts[key], said):
            faults[to_camel(key)] = found
    if faults:
        raise serializers.ValidationError({"answers": faults})


def answer_faults(form: type[SectionForm], said: dict[str, Any]) -> dict[str, Faults]:
    """What is wrong in the answers to one section, by field."""
    unknown = serializers.ErrorDetail(
        gettext("This section has no such field."), "unknown-field"
    )
    faults = {to_camel(name): [unknown] for name in sorted(said) if not form.asks(name)}
    for name, value in said.items():
        field = form.questions().get(name, forms.CharField())
        if form.asks(name) and is_too_long(value):
            faults[to_camel(name)] = [too_long()]
        elif form.asks(name) and not is_of_kind(field, value):
            faults[to_camel(name)] = [wrong_kind(field)]
    return faults


def too_long() -> serializers.ErrorDetail:
    """More than a draft keeps, whatever the question."""
    text = gettext("Send at most %(most)d characters; the form says how many it takes.")
    return serializers.ErrorDetail(text % {"most": MOST_KEPT}, "too-long")


def wrong_kind(field: forms.Field) -> serializers.ErrorDetail:
    """Which kind of value the question takes."""
    found = answer_schema(field)
    words = {
        "string": gettext("Send text here."),
        "integer": gettext("Send a whole number here."),
        "number": gettext("Send a number here."),
        "boolean": gettext("Send true or false here."),
        "array": gettext("Send a list of text here."),
    }
    if found.get("format") == "date":
        words["string"] = gettext("Send a day as year-month-day: 2026-12-24.")
    return serializers.ErrorDetail(words[found["type"]], "wrong-type")


class ClaimInput(StrictInput):
    """One answer that is kept confidential; of the organisms one column."""

    section = serializers.CharField(max_length=40)
    field = serializers.CharField(max_length=40)
    ground = serializers.ChoiceField(
        Ground.choices, required=False, allow_blank=True, default=""
    )
    reason = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default=""
    )
    publicText = serializers.CharField(
        max_length=20_000,
        required=False,
        allow_blank=True,
        default="",
        help_text="What the public reads in its place.",
    )


class DraftChange(StrictInput):
    """What PATCH takes."""

    answers = AnswersField(required=False, default=dict)
    confidentiality = ClaimInput(  # type: ignore[call-arg]  # `many` hands the rest to the list
        many=True,
        required=False,
        max_length=200,
        help_text="All claims; they take the place of those that stand.",
    )


class AttachmentInput(StrictInput):
    """What the multipart body holds."""

    file = serializers.FileField(allow_empty_file=True)
    kind = serializers.ChoiceField(AttachmentKind.choices)
    confidential = serializers.BooleanField(required=False, default=False)
    ground = serializers.ChoiceField(
        Ground.choices, required=False, allow_blank=True, default=""
    )
    reason = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default=""
    )
    publicVersion = serializers.UUIDField(
        required=False, help_text="Id of the file that the public may read instead."
    )

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """A ground without the claim is refused: it may be meant as confidential."""
        names = ("ground", "reason", "publicVersion")
        told = [name for name in names if values.get(name)]
        if told and not values["confidential"]:
            text = gettext("Send “confidential”: true too, or leave this out.")
            fault = serializers.ErrorDetail(text, "not-confidential")
            raise serializers.ValidationError({name: [fault] for name in told})
        return values


class AtomicParameter(StrictInput):
    """`?atomic=true`: all rows or none."""

    atomic = serializers.BooleanField(default=False)
