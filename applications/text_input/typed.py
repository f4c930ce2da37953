"""What people and machines type, made fit to be stored, otherwise as it came."""

from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

from applications.text_input.cleaning import clean_text

MOST_KEPT = 100_000
"""Characters of one answer that a draft keeps, right or wrong: five times what the
longest question takes."""

LONGEST_LIST = 1000
LONGEST_OF_A_LIST = 1000
"""Answers in a list, and characters in each of them."""


def storable_value(value: Any) -> Any:
    """The same value with all its text clean: no NUL, no half characters, as meant."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {
            storable_value(str(key)): storable_value(item)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [storable_value(item) for item in value]
    return value


def is_too_long(value: Any) -> bool:
    """Is an answer more than a draft keeps?"""
    if isinstance(value, list):
        longest = max(map(len, map(str, value)), default=0)
        return len(value) > LONGEST_LIST or longest > LONGEST_OF_A_LIST
    return len(str(value)) > MOST_KEPT


def whole_number(text: str | None) -> int | None:
    """A number that a page sends along; None for what is none, or beyond a bigint."""
    if text and text.isascii() and text.isdecimal() and len(text) < 19:
        return int(text)
    return None


def as_text(value: Any) -> str:
    """One value as a form field expects it; nothing is the empty string."""
    return "" if value is None else str(storable_value(value))


def as_form_data(values: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """Stored values as a browser would send them, so that one form reads both."""
    data: MultiValueDict[str, str] = MultiValueDict()
    for field, value in values.items():
        if isinstance(value, list):
            data.setlist(field, [as_text(item) for item in value])
        elif value is not None:
            data[field] = as_text(value)
    return data
