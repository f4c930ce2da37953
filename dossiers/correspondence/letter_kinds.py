"""The contract by which a subject tells what its letters say.

Correspondence knows no subject: each defines its letters here, once, when the app is
ready (`dossiers.apps`). A test sees that no kind is left out.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from dossiers.correspondence.letter_text import LetterText
from dossiers.models import Letter, LetterKind


def accept_unchecked(letter: Letter) -> None:
    """Most letters rest on nothing that was signed."""


def follow_with_nothing(letter: Letter, at: datetime) -> None:
    """Of most letters nothing follows but that they were sent."""


class LetterDefinition(NamedTuple):
    """One kind of letter: who writes its text, and what is seen to before it is set.

    `check` raises when the letter may not go out as it stands. `follow` does what
    follows in law from a decision once it was made known, at a moment; it is called
    once, in the transaction that puts that on record.
    """

    write: Callable[[Letter], LetterText]
    check: Callable[[Letter], None] = accept_unchecked
    follow: Callable[[Letter, datetime], None] = follow_with_nothing


LETTERS: dict[LetterKind, LetterDefinition] = {}


def define_letter(
    kind: LetterKind,
    write: Callable[[Letter], LetterText],
    *,
    check: Callable[[Letter], None] = accept_unchecked,
    follow: Callable[[Letter, datetime], None] = follow_with_nothing,
) -> None:
    """Say who writes the text of a kind of letter; called when its module is loaded."""
    # By a table that subjects fill, and not by imports: correspondence stands below
    # them all (ADR 29).
    LETTERS[kind] = LetterDefinition(write, check, follow)
