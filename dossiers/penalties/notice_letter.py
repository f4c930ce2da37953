"""The acknowledgement of a notice of default (Awb 4:17 lid 3 and 4)."""

from django.utils.translation import gettext as _

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
    text_for_letter,
)
from dossiers.models import DefaultNotice, Letter, LetterKind
from procedures.counting.penalty import first_day_owed


def notice_receipt_text(letter: Letter) -> LetterText:
    """That it came, on which day, and what follows when no decision does."""
    notice = letter.case.default_notice
    return text_for_letter(
        letter,
        _("Your notice of default on “%(title)s”"),
        [
            paragraph(opening_line(letter.case)),
            paragraph(notice_received_sentence(notice)),
            facts_table(notice_rows(letter, notice)),
            heading(_("What follows")),
            paragraph(after_notice_sentence()),
        ],
    )


def notice_received_sentence(notice: DefaultNotice) -> str:
    """The day on which it came."""
    return _(
        "On %(day)s we received your written notice that our decision is late."
    ) % {"day": long_date(notice.received_on)}


def notice_rows(letter: Letter, notice: DefaultNotice) -> list[tuple[str, str, str]]:
    """The days that the penalty rests on."""
    case, grounds = letter.case, notice.scale.grounds()
    ended = facts_of(letter.event).term_end
    begins = first_day_owed(ended, notice.received_on, notice.scale.rule())
    return [
        (_("Last day of the term"), long_date(ended), cited_grounds(case, "term")),
        (_("Notice received on"), long_date(notice.received_on), ""),
        (
            _("A penalty runs from"),
            long_date(begins),
            grounds_citation(grounds.get("grace", ())),
        ),
        (
            _("At most"),
            _("%(days)s days, %(amount)s")
            % {
                "days": notice.scale.rule().days,
                "amount": euros(notice.scale.rule().maximum),
            },
            grounds_citation(grounds.get("amounts", ())),
        ),
    ]


def after_notice_sentence() -> str:
    """What the authority does, and what the applicant need not do."""
    return _(
        "If there is no decision before that first day, we owe you an amount for every "
        "day from then on, through the day before the decision is made known. We fix "
        "it ourselves; you need not ask for it. You can follow the amount in the GGO "
        "portal."
    )


define_letter(LetterKind.NOTICE, notice_receipt_text)
