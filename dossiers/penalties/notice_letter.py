"""The acknowledgement of a notice of default: of its receipt alone (Awb 4:17)."""

from django.utils.translation import gettext as _

from dossiers.cases.act_definition import facts_of
from dossiers.correspondence.letter_kinds import define_letter
from dossiers.correspondence.letter_text import (
    LetterText,
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
from procedures.counting.penalty import GRACE_ROLLING, first_day_owed
from procedures.law_rows import law


def notice_receipt_text(letter: Letter) -> LetterText:
    """That it came, on which day, and what follows by law; it admits nothing."""
    notice = letter.case.default_notice
    return text_for_letter(
        letter,
        _("Your notice of default on “%(title)s”"),
        [
            paragraph(opening_line(letter.case)),
            paragraph(notice_received_sentence(notice)),
            facts_table(notice_rows(letter, notice)),
            heading(_("What follows by law")),
            paragraph(after_notice_sentence()),
        ],
        lead=notice_lead(letter, notice),
    )


def notice_lead(letter: Letter, notice: DefaultNotice) -> list[str]:
    """From when we owe something, and that nothing need be done."""
    ended = facts_of(letter.event).term_end
    begins = first_day_owed(
        ended, notice.received_on, notice.scale.rule(), law.current_calendar()
    )
    words = _(
        "We received your notice of default. Without a decision before %(day)s we owe "
        "you a penalty from that day on."
    )
    return [
        words % {"day": long_date(begins)},
        _("You need not do anything: we fix and pay the amount ourselves."),
    ]


def notice_received_sentence(notice: DefaultNotice) -> str:
    """The day on which it came, and that this says no more than that."""
    return _(
        "On %(day)s we received your letter in which you give us notice of default "
        "(Awb 4:17). This is the confirmation of its receipt, and nothing else: it "
        "does not say that our decision is late or that a penalty is owed."
    ) % {"day": long_date(notice.received_on)}


def notice_rows(letter: Letter, notice: DefaultNotice) -> list[tuple[str, str, str]]:
    """The day of receipt, and the days that the law counts from it."""
    grounds, scale = notice.scale.grounds(), notice.scale.rule()
    begins = first_day_owed(
        facts_of(letter.event).term_end,
        notice.received_on,
        scale,
        law.current_calendar(),
    )
    return [
        (_("Notice received on"), long_date(notice.received_on), ""),
        (
            _("First day for which a penalty can be owed"),
            long_date(begins),
            grounds_citation((*grounds.get("grace", ()), GRACE_ROLLING)),
        ),
        (
            _("At most"),
            _("%(days)s days, %(amount)s")
            % {"days": scale.days, "amount": euros(scale.maximum)},
            grounds_citation(grounds.get("amounts", ())),
        ),
    ]


def after_notice_sentence() -> str:
    """What follows by law, and what the applicant need not do."""
    return _(
        "By law an amount is owed for every day from that first day on, through the "
        "day before the decision is made known, if the term for the decision had "
        "passed and none was made known before that day. Nothing is owed if the "
        "notice came "
        "unreasonably late, if the applicant is not an interested party, or if the "
        "application is plainly inadmissible or plainly unfounded (Awb 4:17 lid 6). "
        "Whether a penalty is owed, and how much, we fix by decision (Awb 4:18); you "
        "need not ask for it."
    )


define_letter(LetterKind.NOTICE, notice_receipt_text)
