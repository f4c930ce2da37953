"""Two texts beside each other, where somebody else saved while one was writing."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest

from applications.text_input.cleaning import clean_text
from applications.text_input.typed import whole_number


class LastSave(NamedTuple):
    """Who saved the text that stands, and when; named as a section's answers are."""

    saved_by: str
    saved_at: datetime


class Difference(NamedTuple):
    """A question that both answered, otherwise."""

    label: str
    mine: str
    theirs: str


class Conflict(NamedTuple):
    """What `applications/_both.html` shows above the form with one's own text."""

    current: LastSave
    differences: list[Difference]
    is_own: bool


def text_conflict(
    current: LastSave, texts: Iterable[tuple[str, str, str]], *, is_own: bool
) -> Conflict:
    """The texts that differ, of each its label, one's own and what was saved.

    `is_own` says that the writer saved the other one too, in another window.
    """
    found = (
        Difference(label, text_as_stored(mine), theirs) for label, mine, theirs in texts
    )
    # As stored: ends of lines and spaces at the end are no difference to a reader.
    differ = [one for one in found if one.mine != one.theirs]
    return Conflict(current, differ, is_own)


def text_as_stored(text: str) -> str:
    """A text that was typed, as it would be stored."""
    return clean_text(text).strip()


def submitted_version(request: HttpRequest) -> int | None:
    """The version that the writer's page began with; None when none was sent."""
    return whole_number(request.POST.get("version"))
