"""Words in a schema: in the reader's language, and beside it in both."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import translation

LANGUAGES = ("nl", "en")

Schema = dict[str, Any]


class Text(str):
    """Words for people: the schema has them in the reader's language and in both."""


class Labels(dict):
    """The words for each code: the schema has them in both languages."""


def title_and_description(title, description) -> Schema:
    """Title and description, as far as there are any."""
    said = {"title": Text(title), "description": Text(description)}
    return {name: text for name, text in said.items() if text}


def in_both_languages(build: Callable[[], Schema]) -> Schema:
    """What `build` makes, with each text in the reader's language and in both."""
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[language] = build()
    is_english = (translation.get_language() or "nl").startswith("en")
    return _woven(made["en" if is_english else "nl"], made)


def _woven(own, made: Mapping[str, Any]):
    """One node of the schema; `made` has the same node in each language."""
    if not isinstance(own, dict):
        return own
    result: Schema = {}
    for name, value in own.items():
        each = {language: node[name] for language, node in made.items()}
        if isinstance(value, Labels):
            result[f"x-{name}"] = each
        elif isinstance(value, Text):
            result |= {name: value, f"x-{name}": each}
        else:
            result[name] = _woven(value, each)
    return result
