"""What is kept of a letter: made known, come back, sent again, posted."""

from dataclasses import dataclass
from datetime import date

from dossiers.facts.storing import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts(Facts):
    """Which letter, by key and kind.

    `made_known_on` is the day of sending (Awb 3:41), with the `sha256` of the PDF;
    `reason` is why it came back, `added` how many addresses were added before it was
    sent again, `posted_on` the day on which it went by post.
    """

    letter: int
    kind: str
    made_known_on: date | None = None
    sha256: str | None = None
    reason: str | None = None
    added: int | None = None
    posted_on: date | None = None

    @property
    def is_on_its_way(self) -> bool:
        """Does it tell of a letter that nobody may have got yet?"""
        return not (self.made_known_on or self.posted_on)
