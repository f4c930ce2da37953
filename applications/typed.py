"""What people and machines type, made fit to be stored, otherwise as it came."""

from collections.abc import Mapping

from django.utils.datastructures import MultiValueDict


def storable(value):
    """The value without what PostgreSQL cannot hold: NUL and half characters."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value


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
