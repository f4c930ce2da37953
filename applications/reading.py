"""The content of an application as people read it: drafts and filed ones alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from applications.content import SIGNED
from applications.findings import ATTACHMENTS, ORGANISMS
from applications.forms.base import Row, Section
from applications.forms.procedures import sections_said
from applications.models import Attachment, AttachmentKind


@dataclass(frozen=True)
class Read:
    """One section, with its questions and answers."""

    section: type[Section]
    rows: list[Row]

    @property
    def is_organisms(self) -> bool:
        """Are its rows the table of organisms?"""
        return self.section.key == ORGANISMS


@dataclass(frozen=True)
class Reading:
    """Everything to read: sections, organism rows, files, and who answers for it."""

    organisation: dict
    sections: list[Read]
    organisms: list[dict]
    files: list[dict]
    signed: dict | None


def read_only(said: dict, files: Mapping[str, Attachment]) -> Reading:
    """The content in reading order; `files` gives, by hash, what can be opened."""
    return Reading(
        organisation=said["organisation"],
        sections=[
            Read(section, section.rows(said))
            for section in sections_said(said)
        ],
        organisms=said[ORGANISMS],
        files=[_file(file, files) for file in said[ATTACHMENTS]],
        signed=said.get(SIGNED),
    )


def _file(file: dict, files: Mapping[str, Attachment]) -> dict:
    """A file with the word for its kind, and the row to open it by."""
    return {
        **file,
        "word": AttachmentKind(file["kind"]).label,
        "row": files.get(file["sha256"]),
    }
