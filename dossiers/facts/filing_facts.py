"""What is kept of filing, of withdrawing, and of an administrative change."""

from dataclasses import dataclass
from datetime import date, datetime

from dossiers.facts.storing import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFacts(Facts):
    """The digest of the form; of what is treated as another procedure also from which.

    `received_at` is then when it first came in, from which its term counts, and
    `treated_on` the day on which the applicant was told. `stands_still_together` is of
    the KG or VA in a combination.
    """

    content_sha256: str
    treated_from: str | None = None
    procedure: str | None = None
    received_at: datetime | None = None
    treated_on: date | None = None
    stands_still_together: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnFacts(Facts):
    """Why, and the case with which it went along."""

    reason: str
    coupled: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """One thing (`what`) that became another; `dossier` is empty where it is of all."""

    dossier: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessedFacts(Facts):
    """What changed; `by_hand` names the dossiers from before the portal."""

    changes: list[ChangeFacts]
    by_hand: str
