"""What is kept of a notice of default, and of what is owed for a late decision."""

from dataclasses import dataclass
from datetime import date

from dossiers.facts.storing import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts(Facts):
    """The day of receipt, the last day of the term, and by which scale it costs."""

    received_on: date
    term_end: date
    scale: int
    by_post: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedStep:
    """Days at one price: from and to, both included; amounts in whole euros."""

    from_: date
    to: date
    days: int
    per_day: int
    amount: int
    most_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyFacts(Facts):
    """The sum in whole euros, with the days it rests on (Awb 4:17).

    `outcome` is why nothing is owed (lid 6), with `reason` in words; both empty where
    something is. Of several `applicants` each is owed an equal share (lid 7).
    """

    amount: int
    days: int
    term_end: date
    received_on: date
    first_day: date
    last_day: date | None
    steps: list[OwedStep]
    outcome: str = ""
    reason: str = ""
    applicants: int = 1
