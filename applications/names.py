"""Names of fields on the wire: camelCase there, snake_case here."""

import re


def to_camel(name: str) -> str:
    """`host_class` is `hostClass` on the wire."""
    return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name)


def to_snake(name: str) -> str:
    """`hostClass` is `host_class` here; the reverse of `to_camel`."""
    return re.sub(r"([A-Z])", lambda match: "_" + match[1].lower(), name)


def fault_json(finding) -> dict:
    """A `Missing` as the API tells it: pointer, code, what to do."""
    return {
        "pointer": to_camel(finding.pointer),
        "code": finding.code.replace("_", "-"),
        "detail": str(finding.message),
    }
