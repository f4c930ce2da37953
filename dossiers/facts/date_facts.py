"""What is kept of dates that moved, and of a term that is over."""

from dataclasses import dataclass
from datetime import date as Day

from dossiers.facts.storing import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class DateChange:
    """A date column of the case (`date`) that moved; None where there is none."""

    date: str
    old: Day | None
    new: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RederivedFacts(Facts):
    """Which dates moved when they were derived anew (ADR 3)."""

    changes: list[DateChange]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedFacts(Facts):
    """Which dates moved by an act on the case that is coupled to this one.

    `act` is that act. `first_decision_on` is the day of the 2.8 decision and `granted`
    what it said, when it was that.
    """

    coupled: str
    act: str
    changes: list[DateChange]
    first_decision_on: Day | None = None
    granted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendedFacts(Facts):
    """By how many days a term was extended and why; the last day before and after.

    The last days are None while the clock stands still.
    """

    days: int
    reason: str
    old: Day | None
    new: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceFacts(Facts):
    """The last day of the window that passed without an objection."""

    objection_until: Day
