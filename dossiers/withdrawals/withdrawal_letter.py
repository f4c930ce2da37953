"""The confirmation that a filing was withdrawn."""

from django.utils.translation import gettext as _

from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    heading,
    moment,
    paragraph,
    quote,
    written,
)
from dossiers.models import Letter, LetterKind
from dossiers.states import Kind, Part
from procedures.models import ProcedureType

WORK = (ProcedureType.KG, ProcedureType.VA)


def text(letter: Letter) -> LetterText:
    """When it was withdrawn, with what it goes, and what may not be done any more."""
    told = letter.event.facts
    words = {
        **moment(letter),
        "number": letter.case.label,
        "by": letter.event.actor_name,
    }
    opening = _(
        "On %(day)s at %(time)s %(by)s withdrew what you filed as %(number)s. The case "
        "is closed; we take no decision on it."
    )
    parts = [paragraph(opening % words)]
    if coupled := told.get("coupled"):
        along = _(
            "It was withdrawn together with %(other)s, the 2.8 request that it rests "
            "on."
        )
        parts.append(paragraph(along % {"other": coupled}))
    if told["reason"]:
        parts += [heading(_("The reason, in your words")), quote(told["reason"])]
    parts += [heading(_("What you must do now")), paragraph(from_now(letter))]
    return written(letter, _("Your withdrawal of “%(title)s”"), parts)


def from_now(letter: Letter) -> str:
    """What the withdrawal means for the work in the lab."""
    if letter.case.kind == Kind.ADMINISTRATIVE:
        return _("Nothing changes in your dossiers: they stay as they were.")
    if letter.case.part == Part.FOLLOW_UP or letter.case.governing.type in WORK:
        return _(
            "Do not start the work that you described in it, or stop it: what you "
            "withdrew does not cover it any more. If you wish to do it after all, file "
            "anew; you can copy what you filled in."
        )
    return _(
        "What you asked for is not decided on, so the rules hold as they are. If you "
        "wish to ask it after all, file anew; you can copy what you filled in."
    )


define_letter(LetterKind.WITHDRAWAL, text)
