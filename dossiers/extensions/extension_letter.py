"""The letter that says that the term is extended, once (Besluit ggo 2.20 lid 3)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    facts,
    ground,
    heading,
    in_words,
    opening,
    paragraph,
    quote,
    written,
)
from dossiers.models import Letter, LetterKind


def text(letter: Letter) -> LetterText:
    """By how many days, until when, and why."""
    return written(
        letter,
        _("The term for “%(title)s” is extended"),
        [
            paragraph(opening(letter.case)),
            paragraph(extended(letter.event.facts["days"])),
            facts(rows(letter)),
            heading(_("Reasons")),
            quote(letter.event.facts["reason"]),
            heading(_("What this means")),
            paragraph(
                _(
                    "We decide by the new last day. We can extend the term only once. "
                    "You need not do anything; what you asked for still waits for the "
                    "decision."
                )
            ),
        ],
    )


def extended(days: int) -> str:
    """By how much."""
    words = ngettext(
        "We extend the term for our decision by %(days)s day.",
        "We extend the term for our decision by %(days)s days.",
        days,
    )
    return words % {"days": days}


def rows(letter: Letter) -> list[tuple[str, str, str]]:
    """The old and the new last day, each with its ground."""
    told, case = letter.event.facts, letter.case
    return [
        (_("Last day of the term until now"), day(told["old"]), ground(case, "term")),
        (_("New last day"), day(told["new"]), ground(case, "extension")),
    ]


def day(value: str | None) -> str:
    """A day in full; while the clock stands still there is none."""
    if value:
        return in_words(date.fromisoformat(value))
    return _("none yet: the clock stands still until your answer")


define_letter(LetterKind.EXTENSION, text)
