"""The worklist as a file: every column, row by row, for a spreadsheet."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook

from applications.spreadsheets import Cell, append_rows
from dossiers.cases.dates import with_current_dates
from dossiers.cases.derivation import pending_derivation
from dossiers.cases.time_left import latest_open_requests
from dossiers.models import Case
from dossiers.worklist.question import NEWEST, WorklistQuery, cases_matching
from procedures.counting.legal_day import legal_day

MOST = 10_000
CHUNK = 500


def export_headings() -> list[str]:
    """The first row, in the reader's language."""
    return [
        _("Case"),
        _("Title"),
        _("Organisation"),
        _("Form"),
        _("Level"),
        _("Status"),
        _("Handler"),
        _("Received"),
        _("Decision due"),
        _("Refusing to agree until"),
        _("Days left"),
        _("May start on"),
        _("Clock stands still since"),
        _("Answer by"),
        _("Own reference"),
    ]


def export_lines(question: WorklistQuery, *, most: int = MOST) -> Iterator[list[Cell]]:
    """The headings, the cases, and a note when there are more than fit."""
    yield list(export_headings())
    if behind := pending_derivation():
        yield [behind.words]
    # Read while it goes out: ten thousand cases at once would stand in the memory of
    # the web process.
    cases = ordered_cases(question)[: most + 1].iterator(chunk_size=CHUNK)
    kept = islice(cases, most)
    # By the chunk, since requests and dates that are behind are asked for many cases at
    # once.
    while chunk := list(islice(kept, CHUNK)):
        yield from _cells(chunk, question.today)
    # The one more that was asked for.
    if next(cases, None) is not None:
        text = _("There are more cases than these %(number)d: narrow the list down.")
        yield [text % {"number": most}]


def ordered_cases(question: WorklistQuery) -> QuerySet[Case]:
    """All pages in one order: by date, what has none last; or the newest first."""
    if question.order == NEWEST:
        return cases_matching(question).order_by("-pk")
    return cases_matching(question).order_by(F("due").asc(nulls_last=True), "pk")


def _cells(cases: list[Case], today: date) -> Iterator[list[Cell]]:
    waits = latest_open_requests(cases)
    for case in with_current_dates(cases, today=today):
        request = waits.get(case.pk)
        yield [
            case.label,
            case.title,
            case.organisation.name,
            case.governing.form,
            case.governing.get_level_display(),
            case.get_state_display(),
            case.handler.name if case.handler else "",
            legal_day(case.received_at),
            case.due_on,
            case.objection_until,
            (case.due - today).days if case.due else None,
            case.may_start_on,
            legal_day(request.asked_at) if request else None,
            request.answer_by if request else None,
            case.application.external_reference,
        ]


def worklist_xlsx(rows: Iterable[list[Cell]]) -> IO[bytes]:
    """A workbook of one sheet in a file that is gone when it is closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Worklist"))
    sheet.freeze_panes = "B2"
    append_rows(sheet, rows)
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file
