"""What people and machines type, made fit to be stored, otherwise as it came."""

from collections.abc import Mapping

from django.utils.datastructures import MultiValueDict

from applications.cleaning import clean_text


def storable(value):
    """The same value with all its text clean: no NUL, no half characters, as meant."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value


def whole_number(text: str | None) -> int | None:
    """A number that a page sends along; None for what is none, or beyond a bigint."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def as_text(value) -> str:
    """One value as a form field expects it; nothing is the empty string."""
    return "" if value is None else str(storable(value))


def as_form_data(values: Mapping) -> MultiValueDict:
    """Stored values as a browser would send them, so that one form reads both."""
    data: MultiValueDict = MultiValueDict()
    for field, value in values.items():
        if isinstance(value, list):
            data.setlist(field, [as_text(item) for item in value])
        elif value is not None:
            data[field] = as_text(value)
    return data
