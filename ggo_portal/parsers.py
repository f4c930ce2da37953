"""Reading what machines send, within bounds."""

import codecs
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from accounts.machines.problems import Problem, sent_twice_problem
from applications.text_input.typed import storable_value
from procedures.api.names import escape_pointer

DEEPEST = 16


class StrictJSON(BaseParser):
    """JSON of a bounded size and depth, in UTF-8, that PostgreSQL can store.

    No NaN, no NUL, no half surrogate pairs: each is a 400 and never reaches a view.
    Each name of an object once (RFC 8259, 4: else readers differ on what it says). Text
    is made clean as that of people is.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value that was sent. Raises `ParseError`, or a 413 problem.

        A view says in `most_bytes` when it takes less than others.
        """
        view = (parser_context or {}).get("view")
        most = getattr(view, "most_bytes", settings.API_MAX_BYTES)
        # One byte more than allowed tells too much from just enough, without reading
        # all of it.
        raw = stream.read(most + 1)
        if len(raw) > most:
            raise too_large_problem(most)
        try:
            # Some programs, PowerShell among them, put a byte order mark before their
            # JSON.
            text = codecs.decode(raw, "utf-8-sig")
            value = json.loads(text, **READING)
            # Half characters come only by escapes and depth only by brackets: most
            # bodies need no walk.
            if b"\\u" in raw or raw.count(b"[") + raw.count(b"{") > DEEPEST:
                require_storable(value)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
        except ValueError as error:
            raise ParseError(why_not_json(error)) from error
        if doubled := list(duplicate_pointers(value)):
            raise sent_twice_problem(doubled, kind="pointer")
        return storable_value(value)


def why_not_json(error: ValueError) -> str:
    """Where it goes wrong, where that is known; never in the words of a library."""
    if isinstance(error, json.JSONDecodeError):
        text = _("This is not JSON: see line %(line)d, character %(at)d.")
        return text % {"line": error.lineno, "at": error.colno}
    if isinstance(error, UnicodeError):
        return _("This is not JSON in UTF-8.")
    return _(
        "This JSON cannot be taken: it has a NUL, half a character, or a number that "
        "is none or too large."
    )


def too_large_problem(most: int) -> Problem:
    """More bytes than we read."""
    detail = _("Send at most %(limit)d bytes of JSON at a time; split the rows.")
    return Problem(413, "too-large", detail % {"limit": most})


def finite_float(digits: str) -> float:
    """A number that is not beyond all floats."""
    number = float(digits)
    if math.isinf(number):
        raise ValueError(digits)
    return number


def refuse_constant(constant: str) -> NoReturn:
    """NaN and Infinity are not JSON."""
    raise ValueError(constant)


class DuplicateNames(dict[str, Any]):
    """An object with names that were sent more than once: `twice`."""

    twice: list[str]


def object_of_pairs(pairs: list[tuple[str, object]]) -> dict[str, Any]:
    """The object of these names and values; `DuplicateNames` when a name comes again.

    As cleaned, since names that differ in what nobody sees are one name to a view.
    """
    found = dict(pairs)
    names = Counter(storable_value(name) for name, _value in pairs)
    if len(names) == len(pairs):
        return found
    doubled = DuplicateNames(found)
    doubled.twice = sorted(name for name, times in names.items() if times > 1)
    return doubled


def duplicate_pointers(value: Any, pointer: str = "") -> Iterator[str]:
    """The JSON Pointers of all names that were sent more than once."""
    if isinstance(value, DuplicateNames):
        yield from (f"{pointer}/{escape_pointer(name)}" for name in value.twice)
    inside: Iterable[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inside = [(escape_pointer(name), inner) for name, inner in value.items()]
    elif isinstance(value, list):
        inside = enumerate(value)
    for name, inner in inside:
        if isinstance(inner, dict | list):
            yield from duplicate_pointers(inner, f"{pointer}/{name}")


READING: dict[str, Any] = {
    "parse_constant": refuse_constant,
    "parse_float": finite_float,
    "object_pairs_hook": object_of_pairs,
}


def require_storable(value: Any, depth: int = 0) -> None:
    """Raise ValueError for text with NUL or half a surrogate pair, or deep nesting."""
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, str):
        # Fails for half a surrogate pair, which JSON can write and UTF-8 cannot.
        value.encode()
        if "\x00" in value:
            raise ValueError("NUL")
    elif isinstance(value, list | dict):
        for inner in value:
            require_storable(inner, depth + 1)
        if isinstance(value, dict):
            require_storable(list(value.values()), depth)
