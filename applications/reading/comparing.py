"""What differs between two applications: answers, organisms, files, the lab itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from applications.errors import UnknownForm
from applications.findings import ATTACHMENTS, CONFIDENTIALITY, ORGANISMS
from applications.forms.base import AnswerRow, Section
from applications.forms.confidentiality_rules import (
    CONFIDENTIAL,
    form_questions,
    ground_in_words,
)
from applications.forms.procedures import sections_said
from applications.models import AttachmentKind, OrganismRow
from applications.reading.row_matching import match_rows

LEGAL_PERSON = "legal-person"
"""Key of what differs in the organisation's own data."""


@dataclass(frozen=True)
class ChangedAnswer:
    """A question that is answered differently, both answers as read; [] is none."""

    label: str
    before: list[str]
    now: list[str]


@dataclass(frozen=True)
class RowDifference:
    """An organism row that is new, gone or changed, with the cells that changed.

    `before` and `now` are its positions, counted from 1; None where it is not.
    """

    row: dict[str, str]
    before: int | None
    now: int | None
    cells: list[ChangedAnswer] = field(default_factory=list)

    @property
    def is_added(self) -> bool:
        """Was it not there before?"""
        return self.before is None

    @property
    def is_removed(self) -> bool:
        """Is it gone?"""
        return self.now is None


@dataclass(frozen=True)
class FileDifference:
    """A file that is new or gone, with the word for its kind."""

    name: str
    kind: str
    is_added: bool


@dataclass(frozen=True)
class SectionDifference:
    """All that differs in one part."""

    key: str
    heading: str
    answers: list[ChangedAnswer] = field(default_factory=list)
    rows: list[RowDifference] = field(default_factory=list)
    files: list[FileDifference] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Does anything differ here?"""
        return bool(self.answers or self.rows or self.files)


def compare_contents(
    before: dict[str, Any], now: dict[str, Any]
) -> list[SectionDifference]:
    """What differs in the content of two applications, in the order of the later form.

    Both as `application_content` makes them. Parts in which nothing differs are left
    out, and so are the answers of a form that the portal does not have any more.
    """
    found = [
        SectionDifference(
            LEGAL_PERSON,
            _("The organisation's own data"),
            answers=_answers(_legal_person(before), _legal_person(now)),
        ),
        *_sections(before, now),
        SectionDifference(
            ATTACHMENTS,
            _("Attachments"),
            files=_files(before[ATTACHMENTS], now[ATTACHMENTS]),
        ),
        SectionDifference(
            CONFIDENTIALITY,
            _("Confidential parts"),
            answers=_answers(_claimed(before), _claimed(now)),
        ),
    ]
    return [difference for difference in found if difference]


def _legal_person(content: dict[str, Any]) -> list[AnswerRow]:
    """The organisation as questions and answers."""
    names = {
        "name": _("Legal person"),
        "kvkNumber": _("KvK number"),
        "address": _("Address"),
    }
    known = content["organisation"]
    return [
        AnswerRow(label, [known[key]] if known.get(key) else [])
        for key, label in names.items()
    ]


def _sections(before: dict[str, Any], now: dict[str, Any]) -> list[SectionDifference]:
    """Each section of both forms; what only the earlier form asked comes last."""
    old, new = _sections_by_key(before), _sections_by_key(now)
    return [
        SectionDifference(
            key,
            str((new.get(key) or old[key]).heading),
            answers=_answers(
                _rows_of_section(old, key, before), _rows_of_section(new, key, now)
            ),
            rows=_rows(before[ORGANISMS], now[ORGANISMS]) if key == ORGANISMS else [],
        )
        for key in new | old
    ]


def _sections_by_key(content: dict[str, Any]) -> dict[str, type[Section]]:
    """The sections of a content by key; none when its form is gone."""
    try:
        return {section.key: section for section in sections_said(content)}
    # A form that the portal has no more can still be compared in organisms and files.
    except UnknownForm:
        return {}


def _rows_of_section(
    sections: dict[str, type[Section]], key: str, content: dict[str, Any]
) -> list[AnswerRow]:
    """The questions and answers of a section; none when the form does not have it."""
    return sections[key].rows(content) if key in sections else []


def _answers(
    before: Iterable[AnswerRow], now: Iterable[AnswerRow]
) -> list[ChangedAnswer]:
    """The questions answered differently, in the order of the later form."""
    # By label and not by name: a new edition may ask the same under another name.
    old = {str(row.label): list(map(str, row.lines)) for row in before}
    new = {str(row.label): list(map(str, row.lines)) for row in now}
    return [
        ChangedAnswer(label, old.get(label, []), new.get(label, []))
        for label in new | old
        if old.get(label, []) != new.get(label, [])
    ]


def _claimed(content: dict[str, Any]) -> list[AnswerRow]:
    """What is asked to be kept confidential, as questions and answers."""
    names = {
        (one.section.key, one.field): f"{one.section.heading}: {one.label}"
        for one in form_questions(_sections_by_key(content).values())
    }
    claims = [
        (names.get((claim["section"], claim["field"]), claim["field"]), claim)
        for claim in content.get(CONFIDENTIAL, [])
    ]
    files = [(file["name"], file) for file in content[ATTACHMENTS]]
    kept = [(name, file) for name, file in files if file.get(CONFIDENTIAL)]
    return [AnswerRow(name, _ground(claim)) for name, claim in [*claims, *kept]]


def _ground(claim: dict[str, Any]) -> list[str]:
    """The ground, the reason and the text for the public of a claim."""
    words = [ground_in_words(claim["ground"]), claim["reason"]]
    return [*words, claim.get("publicText", "")]


def _rows(
    before: list[dict[str, Any]], now: list[dict[str, Any]]
) -> list[RowDifference]:
    """The organism rows that are new, gone or changed, by their place."""
    names = {
        column.name: str(capfirst(column.verbose_name))
        for column in OrganismRow._meta.fields
        if column.name in OrganismRow.FIELDS
    }
    found = [
        _row(before, now, old, new, names)
        for old, new in match_rows(before, now)
        if not _is_same(before, now, old, new)
    ]
    return sorted(found, key=lambda one: (one.now or one.before or 0, one.is_added))


def _is_same(
    before: list[dict[str, Any]],
    now: list[dict[str, Any]],
    old: int | None,
    new: int | None,
) -> bool:
    """Do both have this row, with the same cells?"""
    return bool(old and new and before[old - 1] == now[new - 1])


def _row(
    before: list[dict[str, Any]],
    now: list[dict[str, Any]],
    old: int | None,
    new: int | None,
    names: dict[str, str],
) -> RowDifference:
    """One row that differs, with the cells that are not the same in words."""
    was = before[old - 1] if old else {}
    is_now = now[new - 1] if new else {}
    cells = [
        ChangedAnswer(label, _cell(was, name), _cell(is_now, name))
        for name, label in names.items()
        if old and new and was.get(name) != is_now.get(name)
    ]
    return RowDifference(is_now or was, old, new, cells)


def _cell(row: dict[str, Any], name: str) -> list[str]:
    """A cell as lines; none when it is empty."""
    return [row[name]] if row.get(name) else []


def _files(
    before: list[dict[str, Any]], now: list[dict[str, Any]]
) -> list[FileDifference]:
    """The files that are gone, then those that are new; the same file is one hash."""
    # A file under another name is the same file; the same file of another kind says
    # something else.
    old = {(file["sha256"], file["kind"]): file for file in before}
    new = {(file["sha256"], file["kind"]): file for file in now}
    gone = [_file(old[key], is_added=False) for key in old if key not in new]
    return gone + [_file(new[key], is_added=True) for key in new if key not in old]


def _file(file: dict[str, Any], *, is_added: bool) -> FileDifference:
    """A file by its name, with what it is for."""
    kind = str(AttachmentKind(file["kind"]).label)
    return FileDifference(file["name"], kind, is_added)


def changed_rows(found: Iterable[SectionDifference]) -> list[RowDifference]:
    """The organism rows among what differs."""
    return [row for part in found if part.key == ORGANISMS for row in part.rows]
