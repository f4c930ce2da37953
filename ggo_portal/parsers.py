"""Reading what machines send, within bounds."""

import codecs
import json
import math

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from accounts.problems import Problem
from applications.typed import storable

DEEPEST = 16


class StrictJSON(BaseParser):
    """JSON of a bounded size and depth, in UTF-8, that PostgreSQL can store.

    No NaN, no NUL, no half surrogate pairs: each is a 400 and never reaches a view.
    Text is made clean as that of people is.
    """

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        """The value that was sent. Raises `ParseError`, or a 413 problem.

        A view says in `most_bytes` when it takes less than others.
        """
        view = (parser_context or {}).get("view")
        most = getattr(view, "most_bytes", settings.API_MAX_BYTES)
        raw = stream.read(most + 1)
        if len(raw) > most:
            raise too_large(most)
        try:
            text = codecs.decode(raw, "utf-8-sig")
            value = json.loads(text, parse_constant=refuse, parse_float=finite)
            if b"\\u" in raw or raw.count(b"[") + raw.count(b"{") > DEEPEST:
                require_storable(value)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
        except ValueError as error:
            raise ParseError(why_not_json(error)) from error
        return storable(value)


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


def too_large(most: int) -> Problem:
    """More bytes than we read."""
    detail = _("Send at most %(limit)d bytes of JSON at a time; split the rows.")
    return Problem(413, "too-large", detail % {"limit": most})


def finite(digits: str) -> float:
    """A number that is not beyond all floats."""
    number = float(digits)
    if math.isinf(number):
        raise ValueError(digits)
    return number


def refuse(constant: str):
    """NaN and Infinity are not JSON."""
    raise ValueError(constant)


def require_storable(value, depth: int = 0) -> None:
    """Raise ValueError for text with NUL or half a surrogate pair, or deep nesting."""
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, str):
        value.encode()
        if "\x00" in value:
            raise ValueError("NUL")
    elif isinstance(value, list | dict):
        for inner in value:
            require_storable(inner, depth + 1)
        if isinstance(value, dict):
            require_storable(list(value.values()), depth)
