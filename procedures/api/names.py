"""Names of fields on the wire: camelCase there, snake_case here; and as a pointer."""

import re


def to_camel(name: str) -> str:
    """`host_class` is `hostClass` on the wire."""
    return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name)


def to_snake(name: str) -> str:
    """`hostClass` is `host_class` here; the reverse of `to_camel`."""
    return re.sub(r"([A-Z])", lambda match: "_" + match[1].lower(), name)


def escape_pointer(name: str) -> str:
    """A name as a JSON Pointer holds it (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
