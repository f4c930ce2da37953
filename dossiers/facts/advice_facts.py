"""What is kept of questions to advisers, and of their advice."""

from dataclasses import dataclass
from datetime import date

from dossiers.facts.storing import Facts


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
