"""The content of an application as people read it: drafts and filed ones alike."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from applications.errors import UnknownForm
from applications.findings import ATTACHMENTS, ORGANISMS
from applications.forms.base import Section
from applications.forms.confidentiality_rules import (
    CONFIDENTIAL,
    form_questions,
    ground_in_words,
)
from applications.forms.procedures import sections_said
from applications.forms.sections.organisms import OrganismsSection
from applications.models import Application, Attachment, AttachmentKind
from applications.reading.content import SIGNED, application_content
from applications.reading.public_version import public_content


@dataclass(frozen=True)
class Claim:
    """That an answer is claimed to be confidential; the public reads another text."""

    ground: str
    reason: str
    public_text: str


@dataclass(frozen=True)
class AnswerLine:
    """A question with the lines of its answer, its name, and what is claimed of it."""

    label: str
    lines: list[str]
    field: str = ""
    claim: Claim | None = None


@dataclass(frozen=True)
class ReadingSection:
    """One section, with its questions and answers, and the files that go with it.

    `claims` has the claims on the columns of a table, by the label of each.
    """

    section: type[Section]
    rows: list[AnswerLine]
    files: list[dict[str, Any]]
    claims: list[tuple[str, Claim]]

    @property
    def is_organisms(self) -> bool:
        """Are its rows the table of organisms?"""
        return self.section.key == ORGANISMS

    @property
    def is_empty(self) -> bool:
        """Is no question answered, and is there no file either?"""
        return not self.files and not any(row.lines or row.claim for row in self.rows)


@dataclass(frozen=True)
class ReadingView:
    """Everything to read: sections, organism rows, files, and who answers for it."""

    organisation: dict[str, Any]
    sections: list[ReadingSection]
    organisms: list[dict[str, Any]]
    signed: dict[str, Any] | None
    is_public: bool = False


def full_reading(application: Application) -> ReadingView:
    """All that a draft or a filed form says, with its own files to open."""
    files = {row.sha256: row for row in application.attachments.all()}
    return reading_of_content(application_content(application), files)


def reading_of_content(
    said: dict[str, Any], files: Mapping[str, Attachment]
) -> ReadingView:
    """The content in reading order; `files` gives, by hash, what can be opened."""
    sections, claims = asked_sections(said), _claims(said)
    found = [
        (section_of_file(file["kind"], sections), _file(file, files))
        for file in said[ATTACHMENTS]
    ]
    return ReadingView(
        organisation=said["organisation"],
        sections=[
            ReadingSection(
                section,
                _lines(section, said, claims),
                [file for place, file in found if place == section.key],
                _on_columns(section, claims),
            )
            for section in sections
        ],
        organisms=said[ORGANISMS],
        signed=said.get(SIGNED),
    )


def public_reading(
    said: dict[str, Any], files: Mapping[str, Attachment]
) -> ReadingView:
    """The same as the public will see it; questions it never sees are left out."""
    public = public_content(said)
    reading = reading_of_content(public, files)
    shown = [
        replace(part, rows=_known(part, public["answers"])) for part in reading.sections
    ]
    return replace(reading, sections=shown, is_public=True)


Claims = dict[tuple[str, str], Claim]


def _claims(said: dict[str, Any]) -> Claims:
    """What is claimed of each section and question."""
    return {
        (claim["section"], claim["field"]): Claim(
            ground_in_words(claim["ground"]),
            claim.get("reason", ""),
            claim.get("publicText", ""),
        )
        for claim in said.get(CONFIDENTIAL, [])
    }


def _lines(
    section: type[Section], said: dict[str, Any], claims: Claims
) -> list[AnswerLine]:
    """The questions of a section with what is claimed of them."""
    return [
        AnswerLine(
            row.label, row.lines, row.field, claims.get((section.key, row.field))
        )
        for row in section.rows(said)
    ]


def _known(
    part: ReadingSection, answers: Mapping[str, dict[str, Any]]
) -> list[AnswerLine]:
    """The questions that these answers have something for."""
    said = answers.get(part.section.key, {})
    return [line for line in part.rows if not line.field or line.field in said]


def _on_columns(section: type[Section], claims: Claims) -> list[tuple[str, Claim]]:
    """The claims on the columns of the organisms."""
    if section.key != ORGANISMS:
        return []
    return [
        (str(one.label), claims[section.key, one.field])
        for one in form_questions([section])
        if (section.key, one.field) in claims
    ]


def asked_sections(said: dict[str, Any]) -> list[type[Section]]:
    """The sections that were asked; of a form that is gone only the organisms."""
    try:
        sections = sections_said(said)
    except UnknownForm:
        return [OrganismsSection]
    return [one for one in sections if not one.is_form or one.key in said["answers"]]


def section_of_file(kind: str, sections: list[type[Section]]) -> str:
    """The section that a file goes with: one that asks its kind, else the last."""
    takers = [section for section in sections if section.takes_files]
    asking = [section for section in takers if section.file_kind == kind]
    return next(iter(asking or takers[-1:]), sections[-1]).key


def _file(file: dict[str, Any], files: Mapping[str, Attachment]) -> dict[str, Any]:
    """A file with words for its kind and ground, and the row to open it by.

    `public_row` is the public version of a confidential one. What the public does not
    see has no name, and no row.
    """
    return {
        **file,
        "word": AttachmentKind(file["kind"]).label,
        "row": files.get(file.get("sha256", "")),
        "ground_word": ground_in_words(file.get("ground", "")),
        "public_row": files.get(file.get("publicVersion") or ""),
    }
