"""Two texts beside each other, where somebody else saved while one was writing."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest

from applications.text_input.typed import storable, whole_number


class Saved(NamedTuple):
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

    current: Saved
    differences: list[Difference]
    is_own: bool


def beside(
    current: Saved, texts: Iterable[tuple[str, str, str]], *, is_own: bool
) -> Conflict:
    """The texts that differ, of each its label, one's own and what was saved.

    `is_own` says that the writer saved the other one too, in another window.
    """
    found = (Difference(label, clean(mine), theirs) for label, mine, theirs in texts)
    differ = [one for one in found if one.mine != one.theirs]
    return Conflict(current, differ, is_own)


def clean(text: str) -> str:
    """A text that was typed, as it would be stored."""
    return storable(text).strip()


def version_of(request: HttpRequest) -> int | None:
    """The version that the writer's page began with; None when none was sent."""
    return whole_number(request.POST.get("version"))
