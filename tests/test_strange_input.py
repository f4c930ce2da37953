"""Whatever is sent, in whatever field of whatever route: never an error page."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import cycle
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from ggo_portal.openapi import openapi_document
from tests.api.conftest import machine
from tests.matrix import MATRIX, ROLES, Row
from tests.world import address, browser

pytestmark = pytest.mark.django_db

MEGABYTE = 1_000_000
STRANGE = {
    "a NUL": "a\x00b",
    "digits": "9" * 5000,
    "a letter too many": "\U0001f9ec\ue000\u0333" * 400,
    "a megabyte": "x" * MEGABYTE,
}
NAMES = re.compile(r'<(?:input|textarea|select|button)\b[^>]*?\bname="([^"]+)"')
QUERY = ("q", "page", "after", "on", "template", "filter", "with", "against", "version")
LOOKING = ("bvf_user", "lab_admin", "handler_user", "decider_user", *ROLES)


def looks(row: Row) -> str:
    """The first of those who look that gets in."""
    allowed = row.post or row.get or set()
    return next((role for role in LOOKING if role in allowed), "")


PROBES = {"live", "ready", "work"}
"""What tells that something is down; a 503 is its answer."""

ROUTES = {
    name: role
    for name, row in MATRIX.items()
    if name not in PROBES and (role := looks(row))
}


@pytest.fixture
def browsers(world, request) -> dict[str, Client]:
    """The browser of each who looks."""
    return {role: browser(role, request) for role in set(ROUTES.values())}


def status(call, *args, **kwargs) -> str:
    """The status of an answer, or the exception; what it did is undone."""
    try:
        with transaction.atomic():
            code = call(*args, **kwargs).status_code
            transaction.set_rollback(True)
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:100]}"
    return "" if code < 500 else str(code)


def fields_of(client: Client, url: str) -> list[str]:
    """The names of all controls on a page."""
    page = client.get(url)
    is_page = page.get("Content-Type", "").startswith("text/html")
    return sorted(set(NAMES.findall(page.text))) if is_page else []


@pytest.mark.parametrize("first", range(len(STRANGE)))
def test_no_page_breaks_on_what_is_sent(world, browsers, first):
    broken = {}
    for name, role in ROUTES.items():
        client, url = browsers[role], address(name, world)
        fields = fields_of(client, url) if MATRIX[name].get else []
        asked = strange({*QUERY, *fields}, first)
        found = status(client.get, f"{url}?{urlencode(asked)[:60_000]}")
        if MATRIX[name].post:
            found = found or status(client.post, url, strange(fields or QUERY, first))
        broken |= {name: found} if found else {}

    assert broken == {}


def strange(fields: Iterable[str], first: int) -> dict[str, str]:
    """Something strange in each field; only one has a megabyte, or all is refused."""
    said = dict(zip(sorted(fields), cycle(turned(first)), strict=False))
    long = [name for name, words in said.items() if len(words) == MEGABYTE]
    return said | dict.fromkeys(long[1:], "-1")


def turned(first: int) -> list[str]:
    """The strange words, beginning at another one, so that each comes everywhere."""
    words = list(STRANGE.values())
    return words[first:] + words[:first]


VALUES = [
    *(
        '"a\\u0000b"',
        '"\\ud800"',
        '{"\\u0000": 1}',
        "[[]]",
        "true",
        "1e400",
        "9" * 5000,
    ),
    *("null", '"\\u200b"', json.dumps("x" * MEGABYTE)),
]
DOCUMENT = json.loads(openapi_document())


def calls(known: dict) -> Iterator[tuple[str, str, list[str]]]:
    """Method, address and names of fields of each operation that takes a body."""
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody", {}).get("content", {})
            schema = body.get("application/json", {}).get("schema", {})
            if ref := schema.get("$ref"):
                schema = DOCUMENT["components"]["schemas"][ref.rpartition("/")[2]]
            if names := list(schema.get("properties", {})):
                yield method, path.format_map(known), names


def test_no_call_breaks_on_any_value_in_any_field(world, lab):
    lims = machine(lab, "LIMS")
    known = {
        "application_id": world["draft"]["pk"],
        "number": world["case"]["number"],
        "key": "i-new",
        "request_id": world["to_answer"]["pk"],
    }
    broken = {}
    for method, path, names in calls(Known(known)):
        for name in names:
            for value in VALUES:
                found = status(
                    lims.generic,
                    method.upper(),
                    f"/api/v1{path}",
                    f'{{"{name}": {value}}}',
                    content_type="application/json",
                    headers={"Idempotency-Key": str(uuid4()), "If-Match": "*"},
                )
                broken |= {f"{path} {name} {value[:20]}": found} if found else {}

    assert broken == {}


class Known(dict):
    """Path parameters; what is not known is 1."""

    def __missing__(self, name: str) -> str:
        return "1"


@pytest.mark.parametrize("part", ["\x00", "9" * 5000])
def test_no_address_breaks(world, browsers, part):
    quoted = quote(part.encode("utf-8", "surrogatepass"))
    broken = {}
    for name, role in ROUTES.items():
        given = [str(v) for thing in MATRIX[name].what for v in world[thing].values()]
        for value in given:
            url = address(name, world).replace(quote(value), quoted, 1)
            found = status(browsers[role].get, url)
            broken |= {name: found} if found else {}

    assert broken == {}
