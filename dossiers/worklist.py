"""Bureau GGO's worklist: what is due first, by key and never by offset.

A case is due on its decision date, or else at the end of its objection window
(`Case.due`, with the partial index `case_worklist`). A case whose clock stands still
has neither and comes last. Each question here costs the same with 1,000 cases as with
100,000: pages are read from the index, counts stop at `COUNT_TO`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from dossiers.models import Case
from dossiers.searching import found_by
from dossiers.states import State

PAGE = 30
COUNT_TO = 1000
SOON = 7  # days
UNDATED = "none"


@dataclass(frozen=True, slots=True)
class Filter:
    """One chip: which open cases it keeps, for whoever looks, on which day."""

    label: str | Promise
    keeps: Callable[[User, date], Q]


def sunday_after(today: date) -> date:
    """The last day of the week that a day is in."""
    return today + timedelta(days=6 - today.weekday())


FILTERS = {
    "all": Filter(gettext_lazy("All"), lambda user, today: Q()),
    "mine": Filter(gettext_lazy("Mine"), lambda user, today: Q(handler=user)),
    "nobody": Filter(gettext_lazy("Nobody’s"), lambda user, today: Q(handler=None)),
    "week": Filter(
        gettext_lazy("This week"), lambda user, today: Q(due__lte=sunday_after(today))
    ),
    "assessed": Filter(
        gettext_lazy("Assessed"), lambda user, today: Q(state=State.ASSESSED)
    ),
}


class Cursor(NamedTuple):
    """The last row of a page: its due date (None: none) and id.

    In an address it reads `2026-12-01.42`.
    """

    due: date | None
    pk: int

    def __str__(self):
        return f"{self.due.isoformat() if self.due else UNDATED}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """From the address; None for nothing and for nonsense, so the first page."""
        due, _dot, pk = text.partition(".")
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            return None
        try:
            return cls(None if due == UNDATED else date.fromisoformat(due), int(pk))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to see: a chip, a status, words of a number or title."""

    user: User
    today: date
    chip: str = "all"
    state: str = ""
    words: str = ""
    after: Cursor | None = None


class Page(NamedTuple):
    """A page of cases and where the next one starts, if there is one."""

    cases: list[Case]
    next: Cursor | None


def open_cases() -> QuerySet[Case]:
    """The open cases with what a row shows, the first one due on top."""
    return (
        Case.objects.open()
        .select_related("organisation", "procedure", "follow_up", "handler")
        .order_by("due", "pk")
    )


def asked(question: Question) -> QuerySet[Case]:
    """The open cases that answer a question, on whatever page."""
    kept = FILTERS[question.chip].keeps(question.user, question.today)
    cases = open_cases().filter(kept)
    if question.state:
        cases = cases.filter(state=question.state)
    return cases.filter(found_by(question.words)) if question.words else cases


def page(question: Question, *, size: int = PAGE) -> Page:
    """One page: dated cases after the cursor, then those whose clock stands still."""
    cases, after = asked(question), question.after
    found: list[Case] = []
    if after is None or after.due:
        dated = cases.filter(Q(due__isnull=False))
        found = list((dated.filter(_beyond(after)) if after else dated)[: size + 1])
    if len(found) <= size:
        undated = cases.filter(Q(due__isnull=True))
        if after and after.due is None:
            undated = undated.filter(pk__gt=after.pk)
        found += undated[: size + 1 - len(found)]
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], _cursor(last) if last else None)


def _cursor(case: Case) -> Cursor:
    return Cursor(case.due, case.pk)


def _beyond(after: Cursor) -> GreaterThan:
    """(due, id) > (date, id), as one comparison of rows, which the index can answer."""
    here = Func(F("due"), F("pk"), function="ROW", output_field=BooleanField())
    there = Func(
        Value(after.due), Value(after.pk), function="ROW", output_field=BooleanField()
    )
    return GreaterThan(here, there)


class Count(int):
    """A number of cases as far as we count; what is beyond shows as `999+`."""

    def __str__(self):
        return f"{COUNT_TO - 1}+" if self >= COUNT_TO else int.__repr__(self)


class Chip(NamedTuple):
    """A filter as shown above the list, with how many open cases it keeps."""

    key: str
    label: str | Promise
    number: Count
    is_current: bool


def chips(user: User, today: date, current: str) -> list[Chip]:
    """Each filter with its count."""
    return [
        Chip(key, one.label, counted(one.keeps(user, today)), key == current)
        for key, one in FILTERS.items()
    ]


def late(today: date) -> Count:
    """How many cases have passed the day on which Bureau GGO had to decide."""
    return counted(Q(due__lt=today, due_on__lt=today))


def counted(kept: Q) -> Count:
    """How many open cases these are, without counting further than is shown."""
    cases = Case.objects.open().filter(kept)
    return Count(cases.order_by()[:COUNT_TO].count())


class TimeLeft(NamedTuple):
    """How long there is, in words; `tone` is "late", "soon", "standing" or plain."""

    words: str
    note: str
    tone: str


def time_left(case: Case, today: date) -> TimeLeft:
    """What a row says of its date: days left, days late, or why there is none."""
    if case.due_on is not None:
        return _until_decision((case.due_on - today).days, case.due_on)
    if case.objection_until is not None:
        return _until_silence((case.objection_until - today).days, case.objection_until)
    if case.dossier_id is None:
        return TimeLeft(_("no term"), _("an administrative change"), "")
    return TimeLeft(_("clock stands still"), "", "standing")


def _until_decision(days: int, day: date) -> TimeLeft:
    if days < 0:
        words = ngettext("%d day late", "%d days late", -days) % -days
        return TimeLeft(words, in_one_line(day), "late")
    note = _("decide by %(day)s") % {"day": in_one_line(day)}
    return TimeLeft(days_left(days), note, _soon(days))


def _until_silence(days: int, day: date) -> TimeLeft:
    if days < 0:
        note = _("closes by itself")
        return TimeLeft(_("window has passed"), note, "")
    note = _("objection until %(day)s") % {"day": in_one_line(day)}
    return TimeLeft(days_left(days), note, _soon(days))


def _soon(days: int) -> str:
    return "soon" if days <= SOON else ""


def days_left(days: int) -> str:
    """Days to go, in words; the last day itself still counts."""
    if days == 0:
        return _("today is the last day")
    return ngettext("%d day left", "%d days left", days) % days


def in_one_line(day: date) -> str:
    """A date in full that is not broken over two lines."""
    return date_format(day, "j F Y").replace(" ", "\N{NO-BREAK SPACE}")
