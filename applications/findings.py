"""What a check finds: one thing that is missing or wrong, and where."""

from dataclasses import dataclass
from typing import Any

from procedures.api.names import to_camel

ORGANISMS = "organisms"
ATTACHMENTS = "attachments"
CONFIDENTIALITY = "confidentiality"
DOSSIER = "dossier"
EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that must be put right before filing.

    `message` tells a person what to do. `field` is empty when it concerns the whole
    section; `row` is the position of an organism row, `item` that of a claim of
    confidentiality or of a file, both counted from 1.
    """

    section: str
    field: str
    code: str
    message: str
    row: int | None = None
    item: int | None = None

    @property
    def pointer(self) -> str:
        """Where in the REST body it is, as a JSON Pointer (RFC 6901), rows from 0."""
        if self.item is not None:
            return f"/{self.section}/{self.item - 1}/{self.field}"
        if self.field == ATTACHMENTS:
            return "/attachments"
        if self.field in (DOSSIER, EDITION):
            return f"/{self.field}"
        if self.section == ORGANISMS:
            index = "" if self.row is None else f"/{self.row - 1}"
            return f"/organisms{index}" + (f"/{self.field}" if self.field else "")
        return f"/answers/{self.section}" + (f"/{self.field}" if self.field else "")


def fault_json(finding: Missing) -> dict[str, Any]:
    """A `Missing` as the API tells it: pointer, code, what to do."""
    return {
        "pointer": to_camel(finding.pointer),
        "code": finding.code.replace("_", "-"),
        "detail": str(finding.message),
    }
