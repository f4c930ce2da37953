"""What machines may send about a draft."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from applications.api.claims import ClaimInput
from applications.forms.base import Section, SectionForm
from applications.models import AttachmentKind, Ground
from applications.names import camel, snake

ANSWERS_SCHEMA = {
    "type": "object",
    "description": "Section, field, value. A field left out stays; null empties it.",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                {"type": ["string", "number", "boolean", "null"]},
                {"type": "array", "items": {"type": "string"}},
            ]
        },
    },
    "examples": [{"purpose": {"title": "Reportergenen in E. coli"}}],
}


class StrictInput(serializers.Serializer):
    """Refuses names it does not know: a field that is spelt wrong is never lost."""

    def to_internal_value(self, data):
        """The checked values; every fault of every field at once."""
        errors = {}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors |= error.detail
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else ()
        for name in sorted(unknown):
            text = gettext("There is no field of this name. See /api/v1/openapi.json.")
            errors[name] = [serializers.ErrorDetail(text, "unknown-field")]
        if errors:
            raise serializers.ValidationError(errors)
        return values


@extend_schema_field(ANSWERS_SCHEMA)
class AnswersField(serializers.Field):
    """Answers by section and field; names and kinds of value, not yet their content."""

    default_error_messages = {
        "not-an-object": _("Send an object here."),
        "not-a-value": _("Send text, a number, true, false, null, or a list of text."),
    }

    def to_internal_value(self, data) -> dict[str, dict]:
        """The answers under our own names, as they were sent."""
        if not isinstance(data, dict):
            self.fail("not-an-object")
        faults = {name: self.section_faults(said) for name, said in data.items()}
        if faults := {name: found for name, found in faults.items() if found}:
            raise serializers.ValidationError(faults)
        return {
            snake(section): {snake(field): value for field, value in said.items()}
            for section, said in data.items()
        }

    def section_faults(self, said) -> dict | list:
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
        return serializers.ErrorDetail(self.error_messages[code], code)


def is_value(value) -> bool:
    """Can it be the answer to a question?"""
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return value is None or isinstance(value, str | int | float)


def require_known(answers: dict[str, dict], sections: list[type[Section]]) -> None:
    """Raise one ValidationError for every section and field that the form lacks."""
    forms = {s.key: s for s in sections if issubclass(s, SectionForm)}
    faults: dict[str, dict | list] = {}
    for key, said in answers.items():
        if key not in forms:
            text = gettext("The form of this procedure has no such section.")
            faults[camel(key)] = [serializers.ErrorDetail(text, "unknown-section")]
        elif unknown := [name for name in said if not forms[key].asks(name)]:
            text = gettext("This section has no such field.")
            fault = [serializers.ErrorDetail(text, "unknown-field")]
            faults[camel(key)] = {camel(name): fault for name in sorted(unknown)}
    if faults:
        raise serializers.ValidationError({"answers": faults})


class DraftChange(StrictInput):
    """What PATCH takes."""

    answers = AnswersField(required=False, default=dict)
    confidentiality = ClaimInput(
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

    def validate(self, values: dict) -> dict:
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
