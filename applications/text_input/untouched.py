"""What a writer left as the page began: of two texts, that one is the other's to say.

A page that holds a text with a version sends along a short print of each answer with
which it began. Where another saved meanwhile, an answer that still has its print was
not changed here, so what the other wrote stands in its place (a merge of three ways).
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from applications.text_input.typed import storable_value


def prints_of(answers: Mapping[str, object]) -> str:
    """The prints of the answers with which a page begins, as it sends them back."""
    return json.dumps({name: _print(answer) for name, answer in answers.items()})


def with_theirs(
    mine: Mapping[str, object], theirs: Mapping[str, object], *, begun: str | None
) -> dict[str, Any]:
    """One's own answers, with the other's for each that was not touched here.

    `begun` is what `prints_of` gave; without it nothing is known to be untouched.
    """
    prints = _read(begun)
    if prints is None:
        return dict(mine)
    return {
        name: theirs.get(name, type(answer)())
        if prints.get(name, _print("")) == _print(answer)
        else answer
        for name, answer in mine.items()
    }


def _read(begun: str | None) -> dict[str, Any] | None:
    """The prints that a page sent; None for what is no such thing."""
    try:
        found = json.loads(begun or "")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _print(answer: object) -> str:
    """The same for an answer as it is stored and as a browser sends it."""
    several = answer if isinstance(answer, list | tuple) else [answer]
    said = ["" if one is None else str(storable_value(one)).strip() for one in several]
    text = "\x1f".join(one for one in said if one)
    return hashlib.blake2s(text.encode(), digest_size=8).hexdigest()
