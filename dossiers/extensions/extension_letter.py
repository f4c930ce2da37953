"""The letter that says that the term is extended, once (Besluit ggo 2.20 lid 3)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.cases.act_definition import facts_of
from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    cited_grounds,
    facts_table,
    heading,
    long_date,
    opening_line,
    paragraph,
    quote,
    text_for_letter,
)
from dossiers.models import Letter, LetterKind


def extension_letter_text(letter: Letter) -> LetterText:
    """By how many days, until when, and why."""
    return text_for_letter(
        letter,
        _("The term for “%(title)s” is extended"),
        [
            paragraph(opening_line(letter.case)),
            paragraph(extension_sentence(facts_of(letter.event).days)),
            facts_table(extension_rows(letter)),
            heading(_("Reasons")),
            quote(facts_of(letter.event).reason),
            heading(_("What this means")),
            paragraph(
                _(
                    "We decide by the new last day. We can extend the term only once. "
                    "You need not do anything; what you asked for still waits for the "
                    "decision."
                )
            ),
        ],
        lead=extension_lead(letter),
    )


def extension_lead(letter: Letter) -> list[str]:
    """The new last day, and that nothing need be done."""
    new = facts_of(letter.event).new
    message = (
        _("We decide on %(day)s at the latest: we extended the term.")
        % {"day": long_date(new)}
        if new
        else _("We extended the term. It stands still until we have your answer.")
    )
    return [message, _("You need not do anything for this extension.")]


def extension_sentence(days: int) -> str:
    """By how many days; the new last day stands in the table below."""
    words = ngettext(
        "We extend the term for our decision by %(days)s day.",
        "We extend the term for our decision by %(days)s days.",
        days,
    )
    return words % {"days": days}


def extension_rows(letter: Letter) -> list[tuple[str, str, str]]:
    """The old and the new last day, each with its ground."""
    facts, case = facts_of(letter.event), letter.case
    return [
        (
            _("Last day of the term until now"),
            last_day_words(facts.old),
            cited_grounds(case, "term"),
        ),
        (
            _("New last day"),
            last_day_words(facts.new),
            cited_grounds(case, "extension"),
        ),
    ]


def last_day_words(day: date | None) -> str:
    """A day in full; while the clock stands still there is none."""
    if day:
        return long_date(day)
    return _("none yet: the clock stands still until your answer")


define_letter(LetterKind.EXTENSION, extension_letter_text)
