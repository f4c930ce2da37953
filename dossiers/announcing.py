"""When a decision was made known: the day on which its letter was sent (Awb 3:41)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from dossiers.models import Case, Event, Letter
from dossiers.models.outgoing import DECISIONS
from dossiers.states import Act
from procedures.calendar import Calendar
from procedures.clock import BEZWAAR_GROUNDS, objection_period_end
from procedures.ledger_page import Row
from procedures.legal_day import legal_day
from procedures.terms import Ground

MAKING_KNOWN = (
    Ground("Awb", "3:40", "https://wetten.overheid.nl/BWBR0005537"),
    Ground("Awb", "3:41", "https://wetten.overheid.nl/BWBR0005537"),
)
TAKEN = (Act.DECIDE, Act.OBJECT, Act.NOT_TREAT, Act.CONVERT)
"""The acts by which a case ends with a decision, against which one may object."""


def letter_of(case: Case, event: Event) -> Letter | None:
    """The letter that makes known what an act decided; reads prefetched letters."""
    return next(
        (
            letter
            for letter in case.letters.all()
            if letter.event_id == event.pk and letter.kind in DECISIONS
        ),
        None,
    )


def made_known_on(case: Case, event: Event) -> date | None:
    """The day on which a decision works and the term to object begins; None before.

    What was decided without a letter of the portal was made known on its own day.
    """
    letter = letter_of(case, event)
    return letter.made_known_on if letter else legal_day(event.at)


def ledger_rows(case: Case, event: Event | None, calendar: Calendar) -> list[Row]:
    """What the ledger says after the end of a case: made known, and open to objection.

    A decision that was not sent is told on its own day, as not made known yet.
    """
    if event is None or event.act not in TAKEN:
        return []
    day = made_known_on(case, event)
    if day is None:
        return [_row(legal_day(event.at), _("decision taken, not sent yet"))]
    begins, last = day + timedelta(days=1), objection_period_end(day, calendar)
    objecting = _row(begins, _("objection (bezwaar) possible"), BEZWAAR_GROUNDS)
    return [_row(day, _("decision made known")), objecting._replace(until=last)]


def _row(day: date, what: str, grounds: tuple[Ground, ...] = MAKING_KNOWN) -> Row:
    """A line of the ledger about a single day."""
    return Row(day, None, False, "", what, "", "outcome", grounds)
