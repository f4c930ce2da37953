"""What is kept of decisions: prepared, sent back, signed, made known."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.facts.storing import Facts


class ObjectionKind(models.TextChoices):
    """The decisions of Besluit ggo 2.19 against a notification, by their templates."""

    OTHER_CFI = "other-cfi", _("another CFI is assigned")
    OTHER_LEVEL = "other-level", _("another level and CFI are assigned")
    CANNOT_AGREE = "cannot-agree", _("the work may not start, or must stop")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts(Facts):
    """A decision that is not signed: its key and that of its kind.

    `sha256` is the digest of the words that were offered, `remark` why it was sent
    back.
    """

    decision: int
    template: str
    sha256: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts(Facts):
    """A decision as it was signed: what it assigns, and why.

    `granted` and `conditions` (are there any?) are of a decision on what was asked,
    `reason` of every other. `kind`, and `cfi` in one text, are of Besluit ggo 2.19;
    `becomes` is the key of the row as which the filing goes on; `first_decision_on` is
    the day on which the second term of the coupled case begins.
    """

    decision: int
    template: str
    sha256: str
    level: str
    cfis: list[str]
    granted: bool | None = None
    conditions: bool | None = None
    reason: str | None = None
    kind: str | None = None
    cfi: str | None = None
    becomes: str | None = None
    first_decision_on: date | None = None

    @property
    def is_objection(self) -> bool:
        """Does it assign other containment, or end the work, by Besluit ggo 2.19?"""
        return self.kind is not None

    @property
    def is_on_request(self) -> bool:
        """Does it give or refuse what was asked?"""
        return self.granted is not None
