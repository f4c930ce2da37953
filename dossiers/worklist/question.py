"""What somebody asks of the worklist, and the cases that answer it.

Beside filters that is which columns are shown, and after which row a page begins.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dossiers.cases.search import governing_row_condition, search_condition
from dossiers.cases.unread import with_unread_mark
from dossiers.models import Case
from dossiers.states import OPEN
from dossiers.worklist.chips import CHIPS, Viewer
from procedures.counting.legal_day import AMSTERDAM

UNDATED = "none"
NO_TERM = "free"


class Cursor(NamedTuple):
    """The last row of a page: its due date (None: none) and id.

    In an address it reads `2026-12-01.42`; `free.42` for a case without a term,
    `none.42` for one whose clock stands still.
    """

    due: date | None
    pk: int
    has_term: bool = True

    def __str__(self) -> str:
        undated = UNDATED if self.has_term else NO_TERM
        return f"{self.due.isoformat() if self.due else undated}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """From the address; None for nothing and for nonsense, so the first page."""
        due, _dot, pk = text.partition(".")
        # `²` is a digit too, and no number; more than 18 digits may be beyond any key,
        # which the database would refuse.
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            return None
        if due in (UNDATED, NO_TERM):
            return cls(None, int(pk), due == UNDATED)
        try:
            return cls(date.fromisoformat(due), int(pk))
        except ValueError:
            return None


COLUMNS: dict[str, str | Promise] = {
    "organisation": _("Organisation and title"),
    "form": _("Form"),
    "level": _("Level"),
    "state": _("Status"),
    "handler": _("Handler"),
    "received": _("Received"),
    "start": _("May start on"),
    "reference": _("Own reference"),
}
"""In the order in which they are shown."""


DEFAULT_COLUMNS = ("organisation", "form", "state", "handler")


DUE, NEWEST = "due", "new"
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class WorklistQuery:
    """A chip, words, a status and whatever else narrows the list down.

    `covering_for` are colleagues who are away and whose cases `user` has. `form` is
    that of the governing procedure; `handler` is a person, or `NOBODY`.
    """

    user: User
    today: date
    chip: str = "all"
    state: str = ""
    words: str = ""
    form: str = ""
    level: str = ""
    handler: str = ""
    organisation: str = ""
    received_from: date | None = None
    received_until: date | None = None
    due_before: date | None = None
    order: str = DUE
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    after: Cursor | None = None
    covering_for: frozenset[int] = field(default_factory=frozenset)

    @property
    def viewer(self) -> Viewer:
        """Who looks, on which day."""
        return Viewer(self.user, self.today, self.covering_for)

    @property
    def narrows(self) -> bool:
        """Is something asked beside the chip?"""
        return bool(self.state or self.words or self.is_special)

    @property
    def is_special(self) -> bool:
        """Is something asked, or shown, that the ordinary list does not?"""
        return (
            self.columns != DEFAULT_COLUMNS
            or self.order != DUE
            or bool(self.as_condition())
        )

    def as_condition(self) -> Q:
        """What cases must be, beside the chip, the state and the words."""
        return (
            governing_row_condition("form", self.form)
            & governing_row_condition("level", self.level)
            & (
                _by_handler(self.handler)
                & _by_dates(self)
                & _by_organisation(self.organisation)
            )
        )


def shown_cases(user: User) -> QuerySet[Case]:
    """Cases with what a row shows, whether there is news for this reader among it.

    Without what they are searched by, which is large.
    """
    cases = Case.objects.select_related(
        "organisation", "application", "procedure", "follow_up", "handler"
    ).defer("search", "application__content", "application__choice")
    return with_unread_mark(cases, user)


def cases_matching(question: WorklistQuery) -> QuerySet[Case]:
    """The open cases that answer a question, on whatever page, in no order."""
    kept = CHIPS[question.chip].keeps(question.viewer) & question.as_condition()
    if question.state:
        kept &= Q(state=question.state)
    if question.words:
        kept &= search_condition(question.words)
    # In the words of the partial indexes, so that the planner sees that they hold all
    # of it.
    open_cases = shown_cases(question.user).filter(state__in=OPEN)
    return open_cases.filter(kept)


def _by_handler(handler: str) -> Q:
    if not handler:
        return Q()
    return Q(handler=None) if handler == NOBODY else Q(handler=handler)


def _by_organisation(organisation: str) -> Q:
    return Q(organisation=organisation) if organisation else Q()


def _by_dates(question: WorklistQuery) -> Q:
    """By the days in Amsterdam on which they came in, and by when they are due."""
    kept = Q()
    if question.received_from:
        # Moments are compared and not their days, which no index has.
        kept &= Q(received_at__gte=_midnight(question.received_from))
    # After the last day that Python knows comes an OverflowError.
    if question.received_until and question.received_until < date.max:
        next_day = question.received_until + timedelta(days=1)
        kept &= Q(received_at__lt=_midnight(next_day))
    if question.due_before:
        kept &= Q(due__lt=question.due_before)
    return kept


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)
