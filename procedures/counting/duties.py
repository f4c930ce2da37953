"""What a lab must do after its filing, in dates: reviewing, applying in time, keeping.

Numbers are those of the articles named beside them; nothing here knows today.
"""

from datetime import date, timedelta

from procedures.counting.terms import LegalGround

BESLUIT = "https://wetten.overheid.nl/BWBR0035090"
REGELING = "https://wetten.overheid.nl/BWBR0035072"

REVIEW_YEARS = 5
REVIEW_GROUNDS = (
    LegalGround("Besluit ggo", "2.32 lid 1", BESLUIT),
    LegalGround("Besluit ggo", "2.53", BESLUIT),
)
APPLY_DAYS = 14
APPLY_GROUNDS = (
    LegalGround("Besluit ggo", "2.29 lid 2", BESLUIT),
    LegalGround("Besluit ggo", "2.49 lid 3", BESLUIT),
)
KEEP_YEARS = 20
KEEP_GROUNDS = (LegalGround("Regeling ggo", "18 lid 8", REGELING),)
INCIDENT_GROUNDS = (LegalGround("Besluit ggo", "2.33 lid 2", BESLUIT),)
LIST_GROUNDS = (
    LegalGround("Regeling ggo", "10 lid 1 onder b, c en d", REGELING),
    LegalGround("Regeling ggo", "10 lid 2 onder a en g", REGELING),
)


def years_later(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def review_by(assessed: date) -> date:
    """When five years have passed since an assessment or review (Besluit ggo 2.32)."""
    return years_later(assessed, REVIEW_YEARS)


def apply_by(reported: date) -> date:
    """Last day on which an application lets the work go on (Besluit ggo 2.29 lid 2).

    "Gerekend vanaf de datum van het verslag": that date is the first of the fourteen.
    Not lengthened for a free day: for who has to stop otherwise, the earlier day.
    """
    return reported + timedelta(days=APPLY_DAYS - 1)


def keep_until(stopped: date) -> date:
    """Until when the report is kept after the work stopped (Regeling ggo 18 lid 8)."""
    return years_later(stopped, KEEP_YEARS)
