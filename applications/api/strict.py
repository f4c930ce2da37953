"""Bodies, forms and queries: only the names and types that are known."""

import re
from typing import Any, cast

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from accounts.machines.problems import Problem

JSON_TYPES = {
    serializers.CharField: (str,),
    serializers.DateField: (str,),
    serializers.BooleanField: (bool,),
    serializers.IntegerField: (int,),
}
"""What a field takes of JSON; the library would also take 1 for true, 5 for “5”."""


WRITTEN = {
    serializers.IntegerField: re.compile(r"-?[0-9]{1,20}"),
    serializers.DateField: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    serializers.DateTimeField: re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
        r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
    ),
}
"""How a number, a day and a moment (RFC 3339, with its zone) are written, and no other
way: ISO 8601 knows weeks and days without dashes too."""


class StrictInput(serializers.Serializer[None]):
    """Refuses names and types that it does not know, so nothing is lost or guessed.

    A form or a query has text alone, which is read as the field's type.
    """

    def to_internal_value(self, data: Any) -> Any:
        """The checked values; every fault of every field at once."""
        errors: dict[str, Any] = {}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors |= cast(dict[str, Any], error.detail)
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else ()
        if isinstance(data, dict) and self.is_text(data):
            errors = self.text_faults(data) | errors
        elif isinstance(data, dict):
            errors |= self.type_faults(data)
        for name in sorted(unknown):
            text = gettext("There is no field of this name. See /api/v1/openapi.json.")
            errors[name] = [serializers.ErrorDetail(text, "unknown-field")]
        if errors:
            raise serializers.ValidationError(errors)
        return values

    def is_text(self, data: dict[str, Any]) -> bool:
        """Does it come from a form or a query?"""
        return isinstance(data, MultiValueDict) or "query" in self.context

    def text_faults(
        self, data: dict[str, Any]
    ) -> dict[str, list[serializers.ErrorDetail]]:
        """The fields whose text is no number or day as it is to be written."""
        return {
            name: [serializers.ErrorDetail(how_written(field), "invalid")]
            for name, field in self.fields.items()
            if isinstance(data.get(name), str) and not is_written(field, data[name])
        }

    def type_faults(
        self, data: dict[str, Any]
    ) -> dict[str, list[serializers.ErrorDetail]]:
        """The fields whose value is of another type than the schema has."""
        text = gettext("This value is of another type. See /api/v1/openapi.json.")
        fault = [serializers.ErrorDetail(text, "wrong-type")]
        return {
            name: fault
            for name, field in self.fields.items()
            if data.get(name) is not None and not is_of_type(field, data[name])
        }


AnyField = serializers.Field[Any, Any, Any, Any]


def is_of_type(field: AnyField, value: Any) -> bool:
    """Is a value of JSON of the type that a field has in the schema?"""
    kinds = (types for kind, types in JSON_TYPES.items() if isinstance(field, kind))
    types = next(kinds, (object,))
    if types == (int,):  # to JSON Schema 5.0 is a whole number too
        return (
            not isinstance(value, bool)
            and isinstance(value, int | float)
            and (value == int(value))
        )
    fits = isinstance(value, types)
    return fits and (not isinstance(value, str) or is_written(field, value))


def is_written(field: AnyField, text: str) -> bool:
    """Has a number, day or id the signs of the schema alone: not `٢`, not `1_0`?"""
    for kind, form in WRITTEN.items():
        if isinstance(field, kind):
            return bool(form.fullmatch(text))
    return not isinstance(field, serializers.UUIDField) or text.isascii()


def how_written(field: AnyField) -> str:
    """How a number, day, moment or id is to be written."""
    if isinstance(field, serializers.DateField):
        return gettext("This is not a date. Write it as in 2026-11-21.")
    if isinstance(field, serializers.DateTimeField):
        return gettext("Write a moment with its zone, as in 2026-11-21T09:30:00+01:00.")
    return gettext("Write this with the digits 0 to 9. See /api/v1/openapi.json.")


class NothingInput(StrictInput):
    """A body that says nothing: an empty object, or none at all."""


def checked_query(
    request: Request, serializer: type[Serializer[None]]
) -> dict[str, Any]:
    """The checked query parameters. Raises a 400 problem that names every fault."""
    checked = serializer(data=request.query_params.dict(), context={"query": True})
    if checked.is_valid():
        return cast(dict[str, Any], checked.validated_data)
    errors = [
        {"parameter": name, "code": fault.code.replace("_", "-"), "detail": str(fault)}
        for name, found in checked.errors.items()
        for fault in found
    ]
    raise Problem(400, "invalid-request", errors[0]["detail"], errors=errors)
