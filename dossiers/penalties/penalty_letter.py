"""The decision that fixes the penalty for a late decision (Awb 4:18)."""

from dataclasses import replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.models import User
from dossiers.cases.act_definition import facts_of
from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
    cited_grounds,
    euros,
    facts_table,
    grounds_citation,
    heading,
    long_date,
    opening_line,
    paragraph,
    paragraphs_in,
    text_about_case,
    with_courtesy,
)
from dossiers.correspondence.letterheads import signature_lines
from dossiers.correspondence.objection_clause import objection_clause, objection_line
from dossiers.decisions.decision_letter import marked_as_draft
from dossiers.facts.penalty_facts import OwedStep, PenaltyFacts
from dossiers.models import Case, Letter, LetterKind
from dossiers.models.decision import NothingOwed
from dossiers.reminders.recipients import Recipients
from procedures.counting.legal_day import legal_day
from procedures.counting.penalty import GRACE_ROLLING
from procedures.counting.terms import LegalGround

AWB = "https://wetten.overheid.nl/BWBR0005537"
FIXING = (LegalGround("Awb", "4:18", AWB),)
CENT = Decimal("0.01")
SHARES = LegalGround("Awb", "4:17 lid 7", AWB)
NOTHING_OWED: dict[str, LegalGround] = {
    NothingOwed.LATE_NOTICE: LegalGround("Awb", "4:17 lid 6 onder a", AWB),
    NothingOwed.NO_INTEREST: LegalGround("Awb", "4:17 lid 6 onder b", AWB),
    NothingOwed.UNFOUNDED: LegalGround("Awb", "4:17 lid 6 onder c", AWB),
}


def penalty_letter_text(letter: Letter) -> LetterText:
    """The amount, the sum step by step, the payment, and who may object."""
    event = letter.event
    return penalty_text(
        letter.case,
        facts_of(event),
        to=letter.recipients,
        at=event.at,
        # From the event and not from the notice: it says who signed, as the chain has
        # it.
        by=event.user,
    )


def penalty_preview_text(
    case: Case,
    facts: PenaltyFacts,
    *,
    to: Recipients,
    at: datetime,
    by: User | None = None,
) -> LetterText:
    """The letter as it would be sent if the penalty were fixed now, marked as a draft.

    `facts` is what the event would keep, `by` who would sign it, where that is known.
    """

    def write() -> LetterText:
        return penalty_text(case, facts, to=to.recipients, at=at, by=by)

    return marked_as_draft(with_courtesy(write, to.language))


def penalty_text(
    case: Case,
    facts: PenaltyFacts,
    *,
    to: list[str],
    at: datetime,
    by: User | None,
) -> LetterText:
    """All of it, in the language that is active."""
    letter_text = text_about_case(
        case,
        subject=_("Penalty for the late decision on “%(title)s”"),
        lead=[penalty_message(facts), objection_line(at)],
        parts=[
            paragraph(opening_line(case)),
            *(nothing_owed_parts(facts) if facts.outcome else owed_parts(case, facts)),
            # The penalty is fixed by a decision (Awb 4:18), so its letter says how to
            # object.
            *objection_clause(at),
        ],
        to=to,
        at=at,
    )
    return replace(letter_text, signature=signature_lines(by, legal_day(at)))


def penalty_message(facts: PenaltyFacts) -> str:
    """What is paid, or that nothing is, for the first line."""
    if facts.outcome:
        return _("We owe you no penalty.")
    words = _("We pay you %(amount)s, because our decision was late.")
    return words % {"amount": euros(facts.amount)}


def owed_parts(case: Case, facts: PenaltyFacts) -> list[dict[str, Any]]:
    """What is owed, how it comes about, and how it is paid."""
    return [
        paragraph(penalty_sentence(facts)),
        heading(_("How we come to this amount")),
        facts_table(penalty_rows(case, facts)),
        heading(_("Payment")),
        paragraph(
            _(
                "We pay the amount within six weeks of the day of this letter "
                "(Awb 4:87). We ask your organisation for its account."
            )
        ),
    ]


def nothing_owed_parts(facts: PenaltyFacts) -> list[dict[str, Any]]:
    """That nothing is owed, by which point of Awb 4:17 lid 6, and the reasons."""
    words = {
        "why": NothingOwed(facts.outcome).label,
        "day": long_date(facts.received_on),
        "ground": grounds_citation((*FIXING, NOTHING_OWED[facts.outcome])),
    }
    text = _(
        "On %(day)s we received your notice of default. We decide that we owe you no "
        "penalty, since %(why)s (%(ground)s)."
    )
    return [
        paragraph(text % words),
        heading(_("Our reasons")),
        *(paragraph(line) for line in paragraphs_in(facts.reason)),
    ]


def penalty_sentence(facts: PenaltyFacts) -> str:
    """What is decided, in one sentence, with its ground."""
    words = {
        "amount": euros(facts.amount),
        "ground": grounds_citation(FIXING),
    }
    return (
        _(
            "We did not decide in time. We fix the penalty that we owe you at "
            "%(amount)s (%(ground)s)."
        )
        % words
    )


def penalty_rows(case: Case, facts: PenaltyFacts) -> list[tuple[str, str, str]]:
    """The days the sum rests on, and each step of it."""
    grounds = case.default_notice.scale.grounds()
    grace = grounds_citation((*grounds.get("grace", ()), GRACE_ROLLING))
    amounts = grounds_citation(grounds.get("amounts", ()))
    term = cited_grounds(case, "term")
    return [
        (_("Last day of the term"), long_date(facts.term_end), term),
        (_("Notice received on"), long_date(facts.received_on), ""),
        (_("First day owed"), long_date(facts.first_day), grace),
        *((step_period(step), step_sum(step), amounts) for step in facts.steps),
        (_("Together"), euros(facts.amount), grounds_citation(FIXING)),
        *share_rows(facts),
    ]


def share_rows(facts: PenaltyFacts) -> list[tuple[str, str, str]]:
    """Of several applicants: what each is owed, to the cent (Awb 4:17 lid 7)."""
    if facts.applicants < 2:
        return []
    share = (Decimal(facts.amount) / facts.applicants).quantize(CENT, ROUND_HALF_UP)
    label = _("For each of the %(number)s applicants") % {"number": facts.applicants}
    amount = f"€\N{NO-BREAK SPACE}{number_format(share, 2)}"
    return [(label, amount, grounds_citation((SHARES,)))]


def step_period(step: OwedStep) -> str:
    """From day through day, or the one day that it is."""
    # Each once, so that a step of one day is written as that day.
    days = dict.fromkeys((step.from_, step.to))
    return " – ".join(date_format(one, "j F Y") for one in days)


def step_sum(step: OwedStep) -> str:
    """How many days at how much, and what that makes."""
    words = {
        "days": step.days,
        "per_day": euros(step.per_day),
        "amount": euros(step.amount),
    }
    return _("%(days)s × %(per_day)s = %(amount)s") % words


define_letter(LetterKind.PENALTY, penalty_letter_text)
