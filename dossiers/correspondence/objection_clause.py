"""How one objects to a decision, until when, and that it suspends nothing (Awb 6)."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dossiers.correspondence.letter_text import (
    grounds_citation,
    heading,
    long_date,
    paragraph,
)
from dossiers.correspondence.letterheads import letterhead_on
from procedures.counting.clock import BEZWAAR_GROUNDS, objection_period_end
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law


def objection_clause(at: datetime) -> list[dict[str, Any]]:
    """Who may object, where, how and until when (Awb 3:45, 6:5, 6:7 to 6:9, 6:16).

    The term runs from the day after the one on which the letter is sent (3:41), so the
    day stands there with what it rests on. The words are those of the letterhead.
    """
    sent_on = legal_day(at)
    head = letterhead_on(sent_on)
    words = head.clause(
        "objection", sent=long_date(sent_on), until=long_date(last_day(sent_on))
    )
    return [
        heading(_("If you disagree")),
        paragraph(f"{words} ({grounds_citation(BEZWAAR_GROUNDS)})"),
        paragraph(head.clause("effect")),
    ]


def objection_line(at: datetime) -> str:
    """The same in a sentence, for the first lines of a letter."""
    return _(
        "Do you disagree? Lodge an objection on %(day)s at the latest; how is at the "
        "end of this letter."
    ) % {"day": long_date(last_day(legal_day(at)))}


def last_day(sent_on: date) -> date:
    """The last day on which an objection is in time."""
    return objection_period_end(sent_on, law.current_calendar())
