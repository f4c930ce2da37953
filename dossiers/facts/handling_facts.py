"""What is kept of who handles a case, and of the advice that is asked for it."""

from dataclasses import dataclass
from datetime import date

from dossiers.facts.storing import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerFacts(Facts):
    """Who handles the case from now on, and who did: keys and names of people.

    `earlier_handler` is empty when nobody handled it, None where a case is taken up by
    who acts. `treated_from` is the number of the case that goes on as this one.
    """

    handler: int | None = None
    handler_name: str | None = None
    earlier_handler: str | None = None
    treated_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkFacts(Facts):
    """A remark for the file, which only Bureau GGO reads."""

    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceFacts(Facts):
    """Which question for advice: its key, the body that is asked, and who there."""

    advice: int
    body: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceAskedFacts(AdviceFacts):
    """What is asked, and until when."""

    question: str
    advise_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceGivenFacts(AdviceFacts):
    """What was filed, by its SHA-256 in hex; empty for what was not there."""

    text_sha256: str
    file_sha256: str
