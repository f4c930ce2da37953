"""The organism rows as a table with an input for each cell, in a plain form."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from applications.forms.context import FormContext
from applications.forms.organism import OrganismForm
from applications.forms.row_checks import Codes
from applications.forms.sections.organisms import row_checks
from applications.models import OrganismRow
from applications.organisms.row_acts import TypedRow

FIELDS = OrganismRow.FIELDS
LONG = {"function", "handling", "requirements"}
"""Columns of which the cells have room for more than one line."""

SUGGESTED = ("host", "vector", "insert", "donor", "article")
"""Columns that offer what the organisation said before."""

BLANKS = 3
"""Empty rows below the last one, to be filled in."""

MOST_NEW = 50
SEEN = re.compile(r"row-(\d{1,18})-seen")


@dataclass(frozen=True)
class GridColumn:
    """A column of the table: its field, its header, and how wide it is."""

    field: str
    label: str
    help: str

    @property
    def width(self) -> str:
        """How much room it takes: wide for sentences, narrow for codes."""
        if self.field in LONG:
            return "wide"
        return "narrow" if self.field in ("host_class", "cfi", "level") else "middle"


@dataclass(frozen=True)
class GridCell:
    """One cell: what is in it and what is wrong with that."""

    column: GridColumn
    key: str
    value: str
    problem: str = ""
    placeholder: str = ""

    @property
    def name(self) -> str:
        """Under which the browser sends it; also its id."""
        return f"{self.key}-{self.column.field}"

    @property
    def has_lines(self) -> bool:
        """Does it need room for more than one line?"""
        return self.column.field in LONG or "\n" in self.value

    @property
    def options(self) -> str:
        """The id of the list that it offers; empty when there is none."""
        offered = (*SUGGESTED, "cfi", "level")
        return f"options-{self.column.field}" if self.column.field in offered else ""


@dataclass(frozen=True)
class GridLine:
    """A row of the table; `row` is None for one that is still to be added."""

    key: str
    cells: list[GridCell]
    row: OrganismRow | None = None
    seen: str = ""
    theirs: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Is there nothing in it?"""
        return not any(cell.value for cell in self.cells)

    @property
    def problems(self) -> list[GridCell]:
        """The cells in which something is wrong."""
        return [cell for cell in self.cells if cell.problem]


class Grid:
    """Makes the lines of the table of one application."""

    def __init__(self, context: FormContext):
        self.context = context
        self.checks = row_checks(context)
        self.columns = [
            GridColumn(name, str(each.label), str(each.help_text))
            for name, each in OrganismForm.base_fields.items()
        ]

    def over(self, row: OrganismRow, typed: TypedRow | None = None) -> GridLine:
        """A row with what was typed in it and is not saved yet, if anything was."""
        if typed is None:
            return self._line(f"row-{row.pk}", row.as_values(), row, row.seen)
        return self._line(f"row-{row.pk}", typed.cells, row, typed.seen)

    def clashing(self, row: TypedRow, current: OrganismRow) -> GridLine:
        """What was typed in a row that somebody else changed meanwhile, and theirs."""
        typed, standing = row.cells, current.as_values()
        theirs = [
            {
                "label": column.label,
                "mine": typed[column.field],
                "theirs": standing[column.field],
            }
            for column in self.columns
            if typed[column.field] != standing[column.field]
        ]
        key = f"row-{current.pk}"
        return self._line(key, typed, current, current.seen, theirs)

    def new(
        self, number: int | str, values: Mapping[str, str] | None = None
    ) -> GridLine:
        """A row to be added; without values it is empty, and nothing is wrong."""
        return self._line(f"new-{number}", values or dict.fromkeys(FIELDS, ""))

    def _line(
        self,
        key: str,
        values: Mapping[str, str],
        row: OrganismRow | None = None,
        seen: str = "",
        theirs: Iterable[dict[str, Any]] = (),
    ) -> GridLine:
        said = any(values.values())
        wrong = {p.field: p.message for p in self.checks.of(values)} if said else {}
        follows = {"level": level_that_follows(values, self.context)}
        cells = [
            GridCell(
                column,
                key,
                values[column.field],
                wrong.get(column.field, ""),
                follows.get(column.field, ""),
            )
            for column in self.columns
        ]
        return GridLine(key, cells, row, seen, list(theirs))


def level_that_follows(values: Mapping[str, str], context: FormContext) -> str:
    """What an empty cell of the level says: the level that goes with the CFI."""
    level = "" if values["level"] else context.level_of(values["cfi"])
    return _("%(level)s (from the CFI)") % {"level": level} if level else ""


def typed_rows(data: Mapping[str, str], codes: Codes) -> list[TypedRow]:
    """The rows that a page sent."""
    return [
        TypedRow(int(found[1]), data[name], _cells(data, f"row-{found[1]}", codes))
        for name in data
        if (found := SEEN.fullmatch(name))
    ]


def typed_new(data: Mapping[str, str], codes: Codes) -> list[dict[str, str]]:
    """The new rows that a page sent, without those that stayed empty."""
    rows = (_cells(data, f"new-{number}", codes) for number in range(MOST_NEW))
    return [row for row in rows if any(row.values())]


def _cells(data: Mapping[str, str], key: str, codes: Codes) -> dict[str, str]:
    typed = {name: data.get(f"{key}-{name}", "") for name in FIELDS}
    return codes.tidy({name: _one_ending(text) for name, text in typed.items()})


def _one_ending(text: str) -> str:
    """Browsers send two characters for the end of a line."""
    return text.replace("\r\n", "\n").strip()


def row_numbers_in_words(numbers: Iterable[int]) -> str:
    """Row numbers as a person says them: 1, 3–5 and 8."""
    parts = list(_runs(sorted(numbers)))
    if len(parts) < 2:
        return "".join(parts)
    return _("%(some)s and %(last)s") % {
        "some": ", ".join(parts[:-1]),
        "last": parts[-1],
    }


def _runs(numbers: list[int]) -> Iterator[str]:
    """Runs of numbers after each other as one: 3–5."""
    start = None
    for here, after in zip(numbers, [*numbers, None][1:], strict=True):
        start = here if start is None else start
        if after != here + 1:
            yield str(here) if start == here else f"{start}–{here}"
            start = None
