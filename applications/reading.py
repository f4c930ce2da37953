"""The content of an application as people read it: drafts and filed ones alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from applications.content import SIGNED
from applications.errors import UnknownForm
from applications.findings import ATTACHMENTS, ORGANISMS
from applications.forms.base import Row, Section
from applications.forms.procedures import sections_said
from applications.forms.sections.organisms import OrganismsSection
from applications.models import Attachment, AttachmentKind


@dataclass(frozen=True)
class Read:
    """One section, with its questions and answers, and the files that go with it."""

    section: type[Section]
    rows: list[Row]
    files: list[dict]

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
    signed: dict | None


def read_only(said: dict, files: Mapping[str, Attachment]) -> Reading:
    """The content in reading order; `files` gives, by hash, what can be opened."""
    sections = _asked(said)
    found = [(_place(file, sections), _file(file, files)) for file in said[ATTACHMENTS]]
    return Reading(
        organisation=said["organisation"],
        sections=[
            Read(
                section,
                section.rows(said),
                [file for place, file in found if place == section.key],
            )
            for section in sections
        ],
        organisms=said[ORGANISMS],
        signed=said.get(SIGNED),
    )


def _asked(said: dict) -> list[type[Section]]:
    """The sections that were asked; of a form that is gone only the organisms."""
    try:
        sections = sections_said(said)
    except UnknownForm:
        return [OrganismsSection]
    return [one for one in sections if not one.is_form or one.key in said["answers"]]


def _place(file: dict, sections: list[type[Section]]) -> str:
    """The section that a file goes with: one that asks its kind, else the last."""
    takers = [section for section in sections if section.takes_files]
    asking = [section for section in takers if section.file_kind == file["kind"]]
    return next(iter(asking or takers[-1:]), sections[-1]).key


def _file(file: dict, files: Mapping[str, Attachment]) -> dict:
    """A file with the word for its kind, and the row to open it by."""
    return {
        **file,
        "word": AttachmentKind(file["kind"]).label,
        "row": files.get(file["sha256"]),
    }
