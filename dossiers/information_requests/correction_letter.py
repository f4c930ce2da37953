"""The proof of receipt of a correction that the applicant made by himself."""

from django.utils.translation import gettext as _

from dossiers.cases.act_definition import facts_of
from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    day_and_time,
    heading,
    paragraph,
    quote,
    text_for_letter,
)
from dossiers.models import Letter, LetterKind


def correction_receipt_text(letter: Letter) -> LetterText:
    """When it came, why, and that it stops no clock."""
    facts = facts_of(letter.event)
    words = {
        **day_and_time(letter),
        "number": letter.case.label,
        "by": letter.event.actor_name,
        "digest": facts.content_sha256,
    }
    opening = _(
        "On %(day)s at %(time)s we received a correction of %(by)s of the form in case "
        "%(number)s, signed by the BVF. Its SHA-256 is %(digest)s."
    )
    return text_for_letter(
        letter,
        _("Acknowledgement of receipt of your correction of “%(title)s”"),
        [
            paragraph(opening % words),
            heading(_("What was wrong, in your words")),
            quote(facts.reason),
            heading(_("What this means for the term")),
            paragraph(
                _(
                    "A correction of your own accord stops no clock: all dates stay as "
                    "they were. You find them in the GGO portal."
                )
            ),
        ],
        lead=[
            _("We received your correction of the form."),
            _("You need not do anything; your dates do not change."),
        ],
    )


define_letter(LetterKind.CORRECTION, correction_receipt_text)
