"""The confirmation that a filing was withdrawn."""

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
from dossiers.states import Kind, Part
from procedures.models import ProcedureType

WORK_TYPES = (ProcedureType.KG, ProcedureType.VA)


def withdrawal_letter_text(letter: Letter) -> LetterText:
    """When it was withdrawn, with what it goes, and what may not be done any more."""
    facts = facts_of(letter.event)
    words = {
        **day_and_time(letter),
        "number": letter.case.label,
        "by": letter.event.actor_name,
    }
    opening = _(
        "On %(day)s at %(time)s %(by)s withdrew what you filed as %(number)s. The case "
        "is closed; we take no decision on it."
    )
    parts = [paragraph(opening % words)]
    if coupled := facts.coupled:
        along = _(
            "It was withdrawn together with %(other)s, the 2.8 request that it rests "
            "on."
        )
        parts.append(paragraph(along % {"other": coupled}))
    if facts.reason:
        parts += [heading(_("The reason, in your words")), quote(facts.reason)]
    lead = [
        _("Your filing is withdrawn and the case is closed."),
        after_withdrawal_sentence(letter),
    ]
    return text_for_letter(
        letter, _("Your withdrawal of “%(title)s”"), parts, lead=lead
    )


def after_withdrawal_sentence(letter: Letter) -> str:
    """What the withdrawal means for the work in the lab."""
    if letter.case.kind == Kind.ADMINISTRATIVE:
        return _("Nothing changes in your dossiers: they stay as they were.")
    if letter.case.part == Part.FOLLOW_UP or letter.case.governing.type in WORK_TYPES:
        return _(
            "Do not start the work that you described in it, or stop it: what you "
            "withdrew does not cover it any more. If you wish to do it after all, file "
            "anew; you can copy what you filled in."
        )
    return _(
        "What you asked for is not decided on, so the rules hold as they are. If you "
        "wish to ask it after all, file anew; you can copy what you filled in."
    )


define_letter(LetterKind.WITHDRAWAL, withdrawal_letter_text)
