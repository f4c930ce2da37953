"""What somebody asks of the worklist, and the cases that answer it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from accounts.models import User
from dossiers.cases.search import governing_row_condition, search_condition
from dossiers.cases.unread import with_unread_mark
from dossiers.models import Case
from dossiers.states import OPEN
from dossiers.worklist.chips import CHIPS, Viewer
from dossiers.worklist.columns import DEFAULT
from dossiers.worklist.cursor import Cursor
from procedures.counting.legal_day import AMSTERDAM

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
    columns: tuple[str, ...] = DEFAULT
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
        return self.columns != DEFAULT or self.order != DUE or bool(self.as_condition())

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
        kept &= Q(received_at__gte=_midnight(question.received_from))
    if question.received_until and question.received_until < date.max:
        next_day = question.received_until + timedelta(days=1)
        kept &= Q(received_at__lt=_midnight(next_day))
    if question.due_before:
        kept &= Q(due__lt=question.due_before)
    return kept


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)
