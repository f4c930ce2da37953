"""The decision that fixes the penalty for a late decision (Awb 4:18)."""

from dataclasses import replace
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    about,
    cited,
    euros,
    facts,
    ground,
    heading,
    in_words,
    opening,
    paragraph,
)
from dossiers.decisions.decision_letter import objection_clause
from dossiers.models import Case, Letter, LetterKind
from procedures.counting.terms import Ground

FIXING = (Ground("Awb", "4:18", "https://wetten.overheid.nl/BWBR0005537"),)


def text(letter: Letter) -> LetterText:
    """The amount, the sum step by step, the payment, and who may object."""
    event = letter.event
    found = said(letter.case, event.facts, language=letter.language, at=event.at)
    by = _("Decided by %(name)s") % {"name": event.actor_name}
    return replace(found, signature=[*found.signature, by])


def preview(case: Case, told: dict, *, language: str, at: datetime) -> LetterText:
    """The letter as it would be sent if the penalty were fixed now, marked as a draft.

    `told` is what the event would keep. Call it with that language active.
    """
    return replace(
        said(case, told, language=language, at=at),
        label=_("DRAFT"),
        label_line=_("Not signed. The dates hold if it is signed today."),
    )


def said(case: Case, told: dict, *, language: str, at: datetime) -> LetterText:
    """All but who decided, which the act of signing adds."""
    prepared_by = case.default_notice.prepared_by
    by = _("Prepared by %(name)s")
    letter_text = about(
        case,
        subject=_("Penalty for the late decision on “%(title)s”"),
        parts=[
            paragraph(opening(case)),
            paragraph(decision(told)),
            heading(_("How we come to this amount")),
            facts(rows(case, told)),
            heading(_("Payment")),
            paragraph(
                _(
                    "We pay the amount within six weeks of the day of this letter "
                    "(Awb 4:87). We ask your organisation for its account."
                )
            ),
            *objection_clause(at),
        ],
        at=at,
        language=language,
    )
    signature = [by % {"name": prepared_by.name}] if prepared_by else []
    return replace(letter_text, signature=signature)


def decision(told: dict) -> str:
    """What is decided, in one sentence, with its ground."""
    words = {"amount": euros(told["amount"]), "ground": cited(FIXING)}
    return (
        _(
            "We did not decide in time. We fix the penalty that we owe you at "
            "%(amount)s (%(ground)s)."
        )
        % words
    )


def rows(case: Case, told: dict) -> list[tuple[str, str, str]]:
    """The days the sum rests on, and each step of it."""
    grounds = case.default_notice.scale.grounds()
    grace, amounts = (cited(grounds.get(name, ())) for name in ("grace", "amounts"))
    term = ground(case, "term")
    return [
        (_("Last day of the term"), day(told["term_end"]), term),
        (_("Notice received on"), day(told["received_on"]), ""),
        (_("First day owed"), day(told["first_day"]), grace),
        *((period(step), sum_of(step), amounts) for step in told["steps"]),
        (_("Together"), euros(told["amount"]), cited(FIXING)),
    ]


def day(value: str) -> str:
    """A day of the event, in full."""
    return in_words(date.fromisoformat(value))


def period(step: dict) -> str:
    """From day through day, or the one day that it is."""
    days = dict.fromkeys((step["from_"], step["to"]))
    return " – ".join(date_format(date.fromisoformat(one), "j F Y") for one in days)


def sum_of(step: dict) -> str:
    """How many days at how much, and what that makes."""
    words = {name: euros(step[name]) for name in ("per_day", "amount")}
    return _("%(days)s × %(per_day)s = %(amount)s") % (step | words)


define_letter(LetterKind.PENALTY, text)
