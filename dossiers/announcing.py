"""When a decision was made known: the day on which its letter was sent (Awb 3:41)."""

from datetime import date

from dossiers.models import Case, Event, Letter
from dossiers.models.outgoing import DECISIONS
from dossiers.states import Act
from procedures.legal_day import legal_day

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
